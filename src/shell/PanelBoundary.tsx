import { Component, type ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'

interface Props {
  /** "The link graph", in a sentence. */
  readonly what: string
  readonly children: ReactNode
}

interface State {
  readonly error: Error | null
}

/** Keeps a failure inside the part of a screen where it happened; give it a key of what it shows, so that another begins afresh. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className="tr-notice">
        <Notice
          kind="error"
          title={`${this.props.what} failed`}
          action={{ label: 'Try again', onClick: () => this.setState({ error: null }) }}
        >
          {error.message}
        </Notice>
      </div>
    )
  }
}
