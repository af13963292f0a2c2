import { MAX_PROBLEM_ROWS, type ProblemKind, type TraceProblem } from './trace-table.ts'

/** Collects problems while rows are not known yet: by position in start order. */
export class ProblemList {
  readonly #found = new Map<ProblemKind, { count: number; at: number[] }>()

  add(kind: ProblemKind, at: number): void {
    let entry = this.#found.get(kind)
    if (!entry) this.#found.set(kind, (entry = { count: 0, at: [] }))
    entry.count++
    if (entry.at.length < MAX_PROBLEM_ROWS) entry.at.push(at)
  }

  finish(rowOf: Uint32Array): TraceProblem[] {
    return [...this.#found].map(([kind, { count, at }]) => ({
      kind,
      count,
      rows: at.map((position) => rowOf[position]).sort((a, b) => a - b),
    }))
  }
}
