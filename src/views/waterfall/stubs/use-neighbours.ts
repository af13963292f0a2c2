import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { refAt, type TraceTable } from '../../../model/trace-table.ts'
import { spanOfTarget } from '../../../model/link-target.ts'
import { waitBetween } from '../../../model/wait.ts'
import { linksToQuery } from '../../../queries/links-to.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { useTargets, useWish } from '../../../queries/use-targets.ts'
import {
  type Neighbour,
  type Neighbours,
  linkedElsewhere,
  linksFromElsewhere,
} from './neighbour.ts'

/** So many of a row are looked up unasked. */
const ASKED = 50
/** Where the source can't answer many at once it may read a whole trace for each. */
const ASKED_ONE_BY_ONE = 5

/** What a row is linked with in other traces, looked up while it is in sight; earlier ones first. Sides without any are left out. */
export function useNeighbours(
  table: TraceTable,
  row: number,
  linkedFrom: Uint32Array | null,
): readonly Neighbours[] {
  const explorer = useExplorer()
  const self = useMemo(() => {
    const start = table.origin + BigInt(table.start[row])
    return { ref: refAt(table, row), start, end: start + BigInt(table.spanDuration[row]) }
  }, [table, row])

  const sources = useMemo(() => linkedElsewhere(table, row), [table, row])
  const most = explorer.source.capabilities.resolveAtOnce < ASKED ? ASKED_ONE_BY_ONE : ASKED
  const asked = useMemo(() => sources.slice(0, most), [sources, most])
  useWish(asked)
  const { targetOf } = useTargets()
  const taken = linksFromElsewhere(table, row, linkedFrom)
  const { data } = useInfiniteQuery({
    ...linksToQuery(explorer, self.ref, self.start),
    enabled: taken > 0 && explorer.source.capabilities.linkedFrom === 'index',
  })

  const earlier = asked.map((ref): Neighbour => {
    const target = targetOf(ref)
    const span = spanOfTarget(target)
    const state = span ? 'known' : target.at === 'pending' ? 'pending' : 'absent'
    return { ref, span, state, wait: span && waitBetween(self, span) }
  })
  const later = (data?.pages ?? [])
    .flatMap(({ backlinks }) => backlinks)
    .filter(({ from }) => from.ref.traceId !== table.traceId)
    .slice(0, most)
    .map(({ from }): Neighbour => ({
      ref: from.ref,
      span: from,
      state: 'known',
      wait: waitBetween(from, self),
    }))
  const sides: Neighbours[] = [
    { along: 'link', count: sources.length, known: earlier },
    { along: 'backlink', count: taken, known: later },
  ]
  return sides.filter(({ count }) => count > 0)
}
