import { Component, type ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { Main } from './Main.tsx'

interface State {
  readonly error: Error | null
}

/** Keeps a failure inside the screen where it happened. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Main className="screen-notice">
        <h1 className="visually-hidden">Failed</h1>
        <Notice
          kind="error"
          title="This screen failed"
          action={{ label: 'Try again', onClick: () => this.setState({ error: null }) }}
        >
          {error.message}
        </Notice>
      </Main>
    )
  }
}
