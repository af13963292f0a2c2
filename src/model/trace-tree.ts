import { type IdIndex, NONE } from './id-index.ts'
import { SPAN_ID_BYTES, isZero } from './ids.ts'
import type { ProblemList } from './problem-list.ts'
import type { SpanBatch } from './span-batch.ts'

/**
 * Parent of each span by position in `indices`, which are in start order; {@link NONE} for roots, orphans and the earliest
 * span of each cycle. Where an id is there twice, the earlier span is the parent.
 */
export function findParents(
  batch: SpanBatch,
  indices: Uint32Array,
  ids: IdIndex,
  problems: ProblemList,
): Int32Array {
  const n = indices.length
  const parents = new Int32Array(n).fill(NONE)
  for (let at = 0; at < n; at++) {
    const byte = indices[at] * SPAN_ID_BYTES
    if (ids.first(batch.spanIds, byte) !== at) problems.add('duplicate span id', at)
    if (isZero(batch.parentIds, byte, byte + SPAN_ID_BYTES)) continue
    const up = ids.first(batch.parentIds, byte)
    if (up === NONE) problems.add('missing parent', at)
    else parents[at] = up
  }
  openCycles(parents, problems)
  return parents
}

/** Walks up from every span, marking; meeting the mark of the same walk means a cycle. Linear: no span is walked twice. */
function openCycles(parents: Int32Array, problems: ProblemList): void {
  const walk = new Int32Array(parents.length)
  for (let from = 0; from < parents.length; from++) {
    let at = from
    while (at !== NONE && walk[at] === 0) {
      walk[at] = from + 1
      at = parents[at]
    }
    if (at === NONE || walk[at] !== from + 1) continue
    let earliest = at
    for (let other = parents[at]; other !== at; other = parents[other]) {
      earliest = Math.min(earliest, other)
    }
    problems.add('parent cycle', earliest)
    parents[earliest] = NONE
  }
}

/** Positions in pre-order, siblings by position. No recursion: a chain of 100,000 spans is legal. */
export function preOrder(parents: Int32Array): Uint32Array {
  const n = parents.length
  // Linked lists of children, filled from the back so that the first child ends up in front.
  const firstChild = new Int32Array(n).fill(NONE)
  const nextSibling = new Int32Array(n).fill(NONE)
  let firstRoot = NONE
  for (let at = n - 1; at >= 0; at--) {
    const up = parents[at]
    nextSibling[at] = up === NONE ? firstRoot : firstChild[up]
    if (up === NONE) firstRoot = at
    else firstChild[up] = at
  }
  const order = new Uint32Array(n)
  let row = 0
  let at = firstRoot
  while (at !== NONE) {
    order[row++] = at
    if (firstChild[at] !== NONE) {
      at = firstChild[at]
      continue
    }
    while (at !== NONE && nextSibling[at] === NONE) at = parents[at]
    if (at !== NONE) at = nextSibling[at]
  }
  return order
}
