import type { EndedMap } from '../../queries/link-map.ts'
import { plural } from './words.ts'
import { useMinutes } from './use-minutes.ts'
import { useNews } from './use-news.ts'

interface Props {
  readonly map: EndedMap
  /** When it came, in milliseconds. */
  readonly since: number
}

/** How old the map is, and whether there is news: boxes never move by themselves. */
export function MapAge({ map, since }: Props) {
  const minutes = useMinutes(since)
  const news = useNews(map)
  return (
    <span className="link-map-age">
      {minutes > 0 && `The map is ${plural(minutes, 'minute')} old. `}
      <span role="status">{news && 'New spans have come since it was made.'}</span>
    </span>
  )
}
