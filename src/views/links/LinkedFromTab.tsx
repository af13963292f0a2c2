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
  const { rows, keys, total, loaded, error, scan, searched } = found
  const missing = (total ?? loaded) - loaded
  const failure = (title: string) => (
    <Notice kind="error" title={title} action={{ label: 'Try again', onClick: found.retry }}>
      {error?.message}
    </Notice>
  )
  if (source.capabilities.linkedFrom === 'none') {
    return (
      <div className="lk">
        <p className="lk-sentence">This source can’t say which spans link to this one.</p>
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
          </span>
        </p>
      )}
      {error &&
        failure(
          total === null
            ? 'The links to this span could not be loaded'
            : `${formatCount(missing)} more could not be loaded`,
        )}
      {total === null && !error && (
        <p className="lk-progress" role="status">
          {found.looking ? (
            <>
              {scan ? scanWords(scan) : 'Looking for links to this span…'}{' '}
              {source.capabilities.linkedFrom === 'scan' && (
                <button
                  type="button"
                  className="button button-small button-plain"
                  onClick={found.cancel}
                >
                  Cancel
                </button>
              )}
            </>
          ) : (
            <button type="button" className="button" onClick={found.retry}>
              Look for links to this span
            </button>
          )}
        </p>
      )}
      {rows.length > 0 && (
        <LinkList
          {...props}
          along="backlink"
          rows={rows}
          keys={keys}
          pending={missing}
          progress={!error && `loaded ${formatCount(loaded)} of ${formatCount(total ?? loaded)}`}
          onRetry={found.retry}
        />
      )}
    </div>
  )
}

function sentence(spans: number): string {
  if (spans === 0) return 'No span links to this span'
  return spans === 1 ? '1 span links to this span' : `${formatCount(spans)} spans link to this span`
}
