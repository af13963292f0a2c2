import * as fc from 'fast-check'

/** Values that stand where others are expected: of the wrong type, huge, empty. None of them is a valid id. */
const SCALARS = [null, 0, -1, 1.5, 1e300, 2 ** 53, true, '', 'x', '\ud800', '__proto__']
const HUGE = ['9'.repeat(40), 'a'.repeat(5000), '<!doctype html>']
const ODD: readonly unknown[] = [...SCALARS, ...HUGE, [], [[]], [null], {}, [{}], { value: {} }]

/** One change to a document, whatever it is. */
export interface Change {
  /** Which of its parts, counted round. */
  readonly at: number
  /** What of {@link ODD} stands there afterwards; null: the part is taken out. */
  readonly put: number | null
}

export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({ at: fc.nat(), put: fc.option(fc.nat(ODD.length - 1), { nil: null }) }),
  { minLength: 1, maxLength: 6 },
)

/** A document with up to six of its parts taken out or replaced by something odd. */
export function mutations(document: unknown): fc.Arbitrary<unknown> {
  return changes.map((some) => mutated(document, some))
}

export function mutated(document: unknown, some: readonly Change[]): unknown {
  const box: Record<string, unknown> = { document: structuredClone(document) }
  for (const { at, put } of some) {
    const places = placesIn(box)
    const { holder, key } = places[at % places.length]
    if (put !== null) holder[key] = structuredClone(ODD[put])
    else if (holder !== box) delete holder[key]
  }
  return box.document
}

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesIn(holder: Record<string, unknown>): Place[] {
  return Object.entries(holder).flatMap(([key, value]) => {
    const inner = typeof value === 'object' && value !== null
    return [{ holder, key }, ...(inner ? placesIn(value as Record<string, unknown>) : [])]
  })
}
