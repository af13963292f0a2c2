import type { ReactNode } from 'react'

interface Props {
  readonly kind?: 'plain' | 'warning' | 'error'
  readonly title: string
  readonly children?: ReactNode
  readonly action?: { readonly label: string; readonly onClick: () => void }
}

/** Says what happened and what to do next. Errors interrupt a screen reader, the rest waits its turn. */
export function Notice({ kind = 'plain', title, children, action }: Props) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
      {action && (
        <button type="button" className="button" onClick={action.onClick}>
          {action.label}
        </button>
      )}
    </div>
  )
}
