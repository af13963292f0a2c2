import { formatCount } from '../../base/format.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { Notice } from '../../ui/Notice.tsx'
import { LinkList, type LinkTabProps } from './LinkList.tsx'
import { useBacklinkRows } from './use-link-rows.ts'
import { scanWords, searchedWords } from './words.ts'
import './links.css'

/** "3 spans link to this span": what became of it, and how that is known. */
export function LinkedFromTab(props: LinkTabProps) {
  const { source } = useExplorer()
  const zone = usePreference('zone')
  const found = useBacklinkRows(props.session, props.row)
  const { rows, links, total, loaded, error, scan, searched } = found
  const missing = Math.max(0, (total ?? loaded) - loaded)
  const failure = (title: string) => (
    <Notice kind="error" title={title} action={{ label: 'Try again', onClick: found.retry }}>
      {error?.message}
    </Notice>
  )
  const { linkedFrom, unsearchable } = source.capabilities
  if (linkedFrom === 'none') {
    return (
      <div className="lk">
        <p className="lk-sentence">This source can’t say which spans link to this one.</p>
        {unsearchable.linksTo && <p className="muted">{unsearchable.linksTo}</p>}
      </div>
    )
  }
  return (
    <div className="lk" aria-busy={found.looking && total === null}>
      {total !== null && (
        <p className="lk-sentence">
          {sentence(rows.length)}
          <span className="muted">
            {rows.length > 0 && ' · effects, usually later'} ·{' '}
            {searched ? searchedWords(searched, zone) : 'found by the source’s index'}
          </span>{' '}
          {found.lookWider && (
            <button type="button" className="button button-small" onClick={found.lookWider}>
              {searched?.notSearched ? 'Search on' : 'Search wider'}
            </button>
          )}
        </p>
      )}
      {error && !found.looking && failure(failureTitle(total, missing))}
      {found.looking && (total === null || scan || searched) && (
        <p className="lk-progress" role="status">
          {scan ? scanWords(scan) : 'Looking for links to this span…'}{' '}
          {(linkedFrom === 'scan' || total !== null) && (
            <button type="button" className="button button-small button-plain" onClick={found.end}>
              Cancel
            </button>
          )}
        </p>
      )}
      {rows.length > 0 && (
        <LinkList
          {...props}
          along="backlink"
          rows={rows}
          links={links}
          pending={missing}
          progress={!error && `loaded ${formatCount(loaded)} of ${formatCount(total ?? loaded)}`}
          onRetry={found.retry}
        />
      )}
    </div>
  )
}

function failureTitle(total: number | null, missing: number): string {
  if (total === null) return 'The links to this span could not be loaded'
  return missing > 0 ? `${formatCount(missing)} more could not be loaded` : 'The search stopped'
}

function sentence(spans: number): string {
  if (spans === 0) return 'No span links to this span'
  return spans === 1 ? '1 span links to this span' : `${formatCount(spans)} spans link to this span`
}
