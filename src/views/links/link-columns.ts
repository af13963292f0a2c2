import type { Link } from '../../model/span.ts'
import type { Preferences } from '../../state/preferences.ts'

export interface KeyChoice {
  readonly key: string
  readonly shown: boolean
}

/** So many get a column unasked. */
const AUTOMATIC = 3
/** Who wrote a key into 10,000 links once each wants no list of them. */
const MOST_CHOICES = 200

/**
 * The attributes of links, most frequent first, each with whether it has a column: those that at least half of the links carry, unless
 * it was hidden; and those that were asked for.
 */
export function keyChoices(
  links: readonly Link[],
  { shown, hidden }: Preferences['linkColumns'],
): KeyChoice[] {
  const counts = new Map<string, number>()
  for (const { attributes } of links) {
    for (const key of new Set((attributes ?? []).map((entry) => entry.key))) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const [asked, refused] = [new Set(shown), new Set(hidden)]
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_CHOICES)
    .map(([key, count], at) => ({
      key,
      shown: asked.has(key) || (at < AUTOMATIC && count * 2 >= links.length && !refused.has(key)),
    }))
}

/** The preference after a column was switched on or off. */
export function withColumn(
  { shown, hidden }: Preferences['linkColumns'],
  key: string,
  on: boolean,
): Preferences['linkColumns'] {
  const without = (keys: readonly string[]) => keys.filter((other) => other !== key)
  return on
    ? { shown: [...without(shown), key], hidden: without(hidden) }
    : { shown: without(shown), hidden: [...without(hidden), key] }
}
