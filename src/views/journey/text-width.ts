/** Pixels that a text of 11 px needs, roughly and rather too many: names are measured before there is a page to measure on. */
export function textWidth(text: string): number {
  return text.length * 6.4
}

/** The text, shortened to a width; empty where not even a few letters fit. */
export function fittingText(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  const letters = Math.floor(width / 6.4) - 1
  return letters < 3 ? '' : `${text.slice(0, letters)}…`
}
