import { formatCount } from '../../base/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { LinkList, type LinkTabProps } from './LinkList.tsx'
import { useBacklinkRows } from './use-link-rows.ts'
import './links.css'

/** "3 spans link to this span": what became of it. */
export function LinkedFromTab(props: LinkTabProps) {
  const { rows, keys, total, loaded, error, retry } = useBacklinkRows(props.session, props.row)
  const missing = (total ?? 0) - loaded
  const failure = (title: string) => (
    <Notice kind="error" title={title} action={{ label: 'Try again', onClick: retry }}>
      {error?.message}
    </Notice>
  )
  if (total === null) {
    return (
      <div className="lk" aria-busy={!error}>
        {error ? (
          failure('The links to this span could not be loaded')
        ) : (
          <p className="lk-progress">Looking for links to this span…</p>
        )}
      </div>
    )
  }
  return (
    <div className="lk">
      <p className="lk-sentence">
        {sentence(rows.length)}
        <span className="muted">
          {rows.length > 0 && ' · effects, usually later'} · found by the source’s index
        </span>
      </p>
      {error && failure(`${formatCount(missing)} more could not be loaded`)}
      {rows.length > 0 && (
        <LinkList
          {...props}
          along="backlink"
          rows={rows}
          keys={keys}
          pending={missing}
          progress={!error && `loaded ${formatCount(loaded)} of ${formatCount(total)}`}
          onRetry={retry}
        />
      )}
    </div>
  )
}

function sentence(spans: number): string {
  if (spans === 0) return 'No span links to this span'
  return spans === 1 ? '1 span links to this span' : `${formatCount(spans)} spans link to this span`
}
