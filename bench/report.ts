import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { load } from './figures.ts'

const DOCS = fileURLToPath(new URL('../docs/', import.meta.url))
const PAGE = `${DOCS}performance.md`

/** A table as Markdown writes it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/**
 * Prints what a bench found, and with `write` puts it into its marked part of docs/performance.md, with the command, the date and the
 * load; pictures beside it.
 */
export function report(
  name: string,
  parts: readonly string[],
  write: boolean,
  pictures: Readonly<Record<string, string>> = {},
): void {
  const text = [...parts, conditions(name)].join('\n\n')
  console.log(`\n${text}`)
  if (!write) return
  const [from, to] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const page = readFileSync(PAGE, 'utf8')
  const [start, end] = [page.indexOf(from), page.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`docs/performance.md has no part ${from}`)
  for (const [file, svg] of Object.entries(pictures)) writeFileSync(`${DOCS}images/${file}`, svg)
  writeFileSync(PAGE, `${page.slice(0, start + from.length)}\n\n${text}\n\n${page.slice(end)}`)
}

function conditions(name: string): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ')
  return `\`node bench/${name}.ts\`, ${date} UTC, at ${commit}; ${cpus().length} cores, Node ${process.versions.node}; ${load()} at the end.`
}

/** The median with its least and its most, in whole milliseconds. */
export function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, mid, high] = [sorted[0], sorted[sorted.length >> 1], sorted[sorted.length - 1]]
  return `${mid.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`
}

/** Least squares: y = intercept + slope · x. */
export function fit(points: readonly (readonly [x: number, y: number])[]) {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const covariance = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  const slope = covariance / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  return { slope, intercept: my - slope * mx }
}
