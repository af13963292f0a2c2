import { formatCount } from '../../base/format.ts'

interface Props {
  readonly shown: number
  readonly total: number
  readonly step: number
  /** What the list is made of: "attributes". */
  readonly what: string
  readonly onShow: (count: number) => void
}

/** Below a long list: how much of it is shown, and the next page. */
export function ShowMore({ shown, total, step, what, onShow }: Props) {
  if (shown >= total) return null
  return (
    <p className="details-paging">
      <span className="muted" role="status">
        {formatCount(shown)} of {formatCount(total)} {what}
      </span>
      <button type="button" className="button button-small" onClick={() => onShow(shown + step)}>
        Show {formatCount(Math.min(step, total - shown))} more
      </button>
    </p>
  )
}
