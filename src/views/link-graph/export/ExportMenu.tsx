import { useRef } from 'react'
import type { Export, ExportKind } from './use-export.ts'

const KINDS: readonly { readonly kind: ExportKind; readonly label: string }[] = [
  { kind: 'svg', label: 'Picture, SVG' },
  { kind: 'png', label: 'Picture, PNG' },
  { kind: 'mermaid', label: 'Mermaid' },
  { kind: 'dot', label: 'Graphviz DOT' },
  { kind: 'otlp', label: 'All traces, OTLP JSON' },
]

/** The graph as a file. */
export function ExportMenu({ start, progress }: Export) {
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (!menu.current) return
    menu.current.open = false
    menu.current.querySelector('summary')?.focus()
  }
  return (
    <details
      ref={menu}
      className="lg-export"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) currentTarget.open = false
      }}
    >
      <summary className="button">Export</summary>
      <div className="lg-export-list">
        {KINDS.map(({ kind, label }) => (
          <button
            key={kind}
            type="button"
            disabled={progress !== null}
            onClick={() => {
              close()
              start(kind)
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </details>
  )
}

/** How far an export is, and what came of it. */
export function ExportLine({ message, progress, cancel, dismiss }: Export) {
  return (
    <>
      <p className="visually-hidden" role="status">
        {progress ? 'Reading the traces' : message}
      </p>
      {progress && (
        <div className="lg-line">
          <progress max={progress.of} value={progress.done} aria-label="Traces are read" />
          <span>
            Reading the traces: {progress.done} of {progress.of}
          </span>
          <button type="button" className="button button-small" onClick={cancel}>
            Cancel the export
          </button>
        </div>
      )}
      {!progress && message !== '' && (
        <div className="lg-line">
          <span>{message}</span>
          <button type="button" className="button button-small" onClick={dismiss}>
            Close
          </button>
        </div>
      )}
    </>
  )
}
