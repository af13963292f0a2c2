/** What a key does in the table. */
export type LineAction =
  | { readonly do: 'go'; readonly at: number }
  | { readonly do: 'open' | 'close'; readonly at: number }

/**
 * Arrows, j and k, Home, End and page keys move; right and left open and close groups, and left leaves one.
 * @param lines a group as −1 − its index
 */
export function lineAction(
  key: string,
  at: number,
  lines: Int32Array,
  isOpen: (group: number) => boolean,
  page: number,
): LineAction | null {
  const go = (to: number): LineAction => ({
    do: 'go',
    at: Math.max(0, Math.min(lines.length - 1, to)),
  })
  const group = at >= 0 && lines[at] < 0 ? -1 - lines[at] : null
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return go(at + 1)
    case 'ArrowUp':
    case 'k':
      return go(at - 1)
    case 'PageDown':
      return go(at + page)
    case 'PageUp':
      return go(at - page)
    case 'Home':
      return go(0)
    case 'End':
      return go(lines.length - 1)
    case 'ArrowRight':
      if (group === null) return null
      return isOpen(group) ? go(at + 1) : { do: 'open', at }
    case 'ArrowLeft': {
      if (group !== null) return isOpen(group) ? { do: 'close', at } : null
      const above = lines.subarray(0, Math.max(0, at)).findLastIndex((line) => line < 0)
      return above < 0 ? null : go(above)
    }
    default:
      return null
  }
}
