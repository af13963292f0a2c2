import { useMemo, useState } from 'react'
import type { Place } from '../../canvas/graph/graph-layout.ts'
import type { MapState } from '../../state/map-state.ts'
import { type MapPicture, pictureOf } from './map-picture.ts'
import type { MapRow } from './map-rows.ts'
import { sameRows, shownRows } from './shown-rows.ts'

interface Drawn {
  readonly shown: readonly MapRow[]
  readonly picture: MapPicture
}

/** The picture of a map. Cards keep their places when the map is read anew or more edges are drawn, until `arrange` gives them up. */
export function useMapPicture(
  rows: readonly MapRow[],
  { node, edge }: Pick<MapState, 'node' | 'edge'>,
): { readonly picture: MapPicture; readonly arrange: () => void } {
  const shown = useMemo(() => shownRows(rows, { node, edge }), [rows, node, edge])
  const [drawn, setDrawn] = useState<Drawn>(() => ({ shown, picture: pictureOf(shown, rows) }))
  const isSame = sameRows(shown, drawn.shown)
  const now = isSame ? drawn : { shown, picture: pictureOf(shown, rows, placesOf(drawn.picture)) }
  if (!isSame) setDrawn(now)
  return {
    picture: now.picture,
    arrange: () => setDrawn({ shown, picture: pictureOf(shown, rows) }),
  }
}

function placesOf({ cards }: MapPicture): ReadonlyMap<string, Place> {
  return new Map(cards.map(({ id, place }) => [id, place]))
}
