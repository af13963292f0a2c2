import { type SpanKey, type SpanRef, spanKey } from '../model/ids.ts'
import { STATUS_ERROR, STATUS_OK, kindName } from '../model/span.ts'
import { type TraceTable, linkTarget, nameAt, refAt, serviceAt } from '../model/trace-table.ts'

/**
 * A table as text, in the notation that fixtures are drawn in, so that a tree is asserted by looking at it. Times count
 * in milliseconds from the table's origin. Besides the notation: `<- label` for a same-trace backlink, `-> none` for an
 * invalid target, and a last line `! problem xN: labels` for each problem.
 */
export function dump(table: TraceTable, labels: ReadonlyMap<SpanKey, string> = new Map()): string {
  const pathOf = (ref: SpanRef) => labels.get(spanKey(ref)) ?? spanKey(ref)
  const shortOf = (ref: SpanRef) =>
    ref.traceId === table.traceId ? pathOf(ref).replace(/^.*?[/:]/, '') : pathOf(ref)
  const labelAt = (row: number) =>
    labels.size === 0 ? nameAt(table, row) : shortOf(refAt(table, row))

  const lines: string[] = []
  for (let row = 0; row < table.length; row++) {
    const end = table.start[row] + table.spanDuration[row]
    const words = [`${table.start[row] / 1e6}-${end / 1e6}`, serviceAt(table, row)]
    const name = nameAt(table, row)
    const label = labelAt(row)
    const written = label.startsWith(`${name}#`) ? label : name
    words.push(written.includes(' ') ? `"${written}"` : written)
    if (label !== written) words.push(`#${label}`)
    if (table.kind[row] !== 1) words.push(kindName(table.kind[row]))
    if (table.status[row] === STATUS_ERROR) words.push('!error')
    if (table.status[row] === STATUS_OK) words.push('!ok')
    if (table.droppedLinks[row] > 0) words.push(`!dropped-links=${table.droppedLinks[row]}`)
    for (let link = table.linkOffset[row]; link < table.linkOffset[row + 1]; link++) {
      const target = linkTarget(table, link)
      words.push(`-> ${target ? shortOf(target) : 'none'}`)
    }
    for (let at = table.backlinkOffset[row]; at < table.backlinkOffset[row + 1]; at++) {
      words.push(`<- ${labelAt(table.backlinkRows[at])}`)
    }
    lines.push('  '.repeat(table.depth[row]) + words.join(' '))
  }
  for (const { kind, count, rows } of table.problems) {
    lines.push(`! ${kind} x${count}: ${rows.map(labelAt).join(', ')}`)
  }
  return lines.join('\n')
}
