import { useEffect, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import { linkJson } from '../../queries/link-json.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { linksCsv } from './link-csv.ts'
import type { LinkRow } from './link-rows.ts'
import { refLines, traceparentLines } from './link-texts.ts'
import type { TracesLink } from './use-traces-link.ts'

export interface BulkProps {
  /** Those that the table shows, in its order. */
  readonly rows: readonly LinkRow[]
  readonly spanFlags: number
  /** Their traces as a search; null where there is none. */
  readonly inSearch: TracesLink | null
  readonly fileName: string
}

/** How long it says that something was copied. */
const SAID_MS = 3000

/** All links of the table at once: copied, saved, or shown as traces. */
export function BulkMenu({ rows, spanFlags, inSearch, fileName }: BulkProps) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => setSaid(''), SAID_MS)
    return () => clearTimeout(timer)
  }, [said])
  const copy = (what: string, text: () => string) => {
    navigator.clipboard.writeText(text()).then(
      () => setSaid(`Copied ${formatCount(rows.length)} ${what}`),
      () => setSaid('Copying was refused'),
    )
  }
  const pending = rows.filter(({ target }) => target.at === 'pending').length
  return (
    <>
      <MenuButton label="Copy or save" what="Copy or save these links" once>
        {inSearch && <a {...inSearch.link}>{inSearch.words}</a>}
        <button type="button" onClick={() => copy('span references', () => refLines(rows))}>
          Copy span references
        </button>
        <button
          type="button"
          onClick={() => copy('traceparents', () => traceparentLines(rows, spanFlags))}
        >
          Copy traceparents
        </button>
        <button
          type="button"
          onClick={() => copy('rows as JSON', () => linkJson(rows.flatMap(({ links }) => links)))}
        >
          Copy links as JSON
        </button>
        <button type="button" onClick={() => copy('rows as CSV', () => linksCsv(rows))}>
          Copy table as CSV
        </button>
        <button
          type="button"
          onClick={() => saveFile(fileName, new Blob([linksCsv(rows)], { type: 'text/csv' }))}
        >
          Download CSV
        </button>
        <p>
          In CSV a text that a spreadsheet would run as a formula begins with an apostrophe.
          {pending > 0 && ` ${formatCount(pending)} linked spans are not resolved yet.`}
        </p>
      </MenuButton>
      <span className="lk-said" role="status">
        {said}
      </span>
    </>
  )
}
