import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { LinkList, type LinkTabProps } from './LinkList.tsx'
import { SummaryStrip } from './SummaryStrip.tsx'
import { summarise } from './link-summary.ts'
import { useLinkRows } from './use-link-rows.ts'
import './links.css'

/** "This span links to 5 spans": each of them, what it was and how long it waited. */
export function LinksTab(props: LinkTabProps) {
  const { targets } = useExplorer()
  const { rows, links, elsewhere } = useLinkRows(props.session, props.row)
  const summary = useMemo(() => summarise(rows, props.span), [rows, props.span])
  const { pending, dropped } = summary
  if (rows.length === 0) {
    return (
      <div className="lk">
        <p className="lk-sentence">This span has no links: it points to no other span.</p>
        {dropped > 0 && <SummaryStrip summary={summary} />}
      </div>
    )
  }
  return (
    <div className="lk">
      <p className="lk-sentence">
        {sentence(rows.filter(({ ref }) => ref !== null).length, rows.length)}
        <span className="muted"> · causes, usually earlier</span>
      </p>
      <SummaryStrip summary={summary} />
      <LinkList
        {...props}
        along="link"
        rows={rows}
        links={links}
        pending={pending}
        progress={
          <>
            resolved {formatCount(rows.length - pending)} of {formatCount(rows.length)}{' '}
            <button
              type="button"
              className="button button-small button-plain"
              onClick={() => (targets.busy ? targets.cancel() : targets.wish(elsewhere))}
            >
              {targets.busy ? 'Cancel' : 'Resolve the rest'}
            </button>
          </>
        }
        onRetry={() => targets.retry()}
        onNeedAll={() => targets.wish(elsewhere)}
      />
    </div>
  )
}

/** Links whose ids name no span point nowhere: they are counted apart. */
function sentence(spans: number, lines: number): string {
  const invalid = lines - spans
  const valid = `This span links to ${spans === 1 ? '1 span' : `${formatCount(spans)} spans`}`
  if (invalid === 0) return valid
  return `${valid}; ${invalid === 1 ? '1 link names' : `${formatCount(invalid)} links name`} no span`
}
