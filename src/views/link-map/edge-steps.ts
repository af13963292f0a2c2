import type { MapLine } from './map-picture.ts'

export type StepKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End'
export const STEPS: ReadonlySet<string> = new Set<StepKey>([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
])

/**
 * The edge that a key leads to: left one that leads into this one's cause, right one that leads on from its effect, of several the
 * nearest; up and down through all, as they begin from the top of a column to its end. Null: there is none.
 */
export function stepFrom(lines: readonly MapLine[], from: string, key: StepKey): string | null {
  const ordered = lines.toSorted((a, b) => startX(a) - startX(b) || a.label.y - b.label.y)
  const at = ordered.findIndex(({ row }) => row.key === from)
  const line = ordered[at]
  if (!line) return null
  switch (key) {
    case 'ArrowUp':
      return keyOf(ordered[at - 1])
    case 'ArrowDown':
      return keyOf(ordered[at + 1])
    case 'Home':
      return keyOf(ordered[0])
    case 'End':
      return keyOf(ordered.at(-1))
    case 'ArrowLeft': {
      const { cause } = line.row.edge
      return keyOf(nearest(line, cause === null ? [] : intoNode(ordered, cause)))
    }
    case 'ArrowRight': {
      const { effect } = line.row.edge
      return keyOf(
        nearest(
          line,
          ordered.filter(({ row }) => row.edge.cause === effect),
        ),
      )
    }
  }
}

function intoNode(lines: readonly MapLine[], node: number): readonly MapLine[] {
  return lines.filter(({ row }) => row.edge.effect === node)
}

function nearest(line: MapLine, others: readonly MapLine[]): MapLine | undefined {
  let found: MapLine | undefined
  for (const other of others) {
    if (other === line) continue
    if (!found || distance(line, other) < distance(line, found)) found = other
  }
  return found
}

function distance(a: MapLine, b: MapLine): number {
  return Math.abs(a.label.y - b.label.y)
}

function startX({ curve }: MapLine): number {
  return curve.start.x
}

function keyOf(line: MapLine | undefined): string | null {
  return line?.row.key ?? null
}
