import { backWay, takeColumns } from '../../../canvas/graph/back-way.ts'
import { Bands } from '../../../canvas/graph/bands.ts'
import { type Curve, backCurve, curveThrough, roundedCurve } from '../../../canvas/graph/curve.ts'
import type { GraphLayout, Place, Point } from '../../../canvas/graph/graph-layout.ts'
import type { LayoutAsk } from '../layout/lay-out.ts'
import { TimelineWays } from '../layout/timeline-way.ts'

/** An edge as ways are found for it: its boxes, and how high in them it ends. */
export interface EdgeEnds {
  /** Under it the layout has the bends. */
  readonly id: string
  readonly cause: Place
  readonly effect: Place
  readonly causeY: number
  readonly effectY: number
}

/** How the edges of a layout run. */
export interface Ways {
  /** Where an edge leaves its cause. */
  startOf(ends: EdgeEnds): Point
  /** No curve passes behind a box that is not one of its ends. */
  curveOf(ends: EdgeEnds): Curve
}

export function waysOf(kind: LayoutAsk['layout'], layout: GraphLayout): Ways {
  return kind === 'timeline' ? timelineWays(layout) : causalWays(layout)
}

function timelineWays({ places }: GraphLayout): Ways {
  const ways = new TimelineWays(places.values())
  return {
    startOf: ({ cause, effect, causeY }) => ways.startOf(cause, effect, causeY),
    curveOf: ({ cause, effect, causeY, effectY }) =>
      roundedCurve(ways.wayOf(cause, effect, causeY, effectY)),
  }
}

function causalWays({ places, bends }: GraphLayout): Ways {
  const startOf = ({ cause, causeY }: EdgeEnds) => ({ x: cause.x + cause.width, y: causeY })
  let columns: Bands | null = null
  return {
    startOf,
    curveOf(ends) {
      const from = startOf(ends)
      const to = { x: ends.effect.x, y: ends.effectY }
      if (to.x > from.x) return curveThrough(from, bends.get(ends.id) ?? [], to)
      if (!columns) takeColumns((columns = new Bands()), places.values())
      return backCurve(from, backWay(columns, from, to), to)
    },
  }
}
