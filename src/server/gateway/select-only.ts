/**
 * A query of SigNoz may hold SQL, which runs with the rights of the API key's owner. Only one SELECT on the table of spans may pass:
 * others can read all that SigNoz holds, files and other hosts. The document is written anew: of repeated names the two sides
 * might otherwise read a different one each. Its numbers are milliseconds and limits, which survive that. Null: not to be passed on.
 */
export function selectOnly(document: string): string | null {
  try {
    let harmless = true
    const value: unknown = JSON.parse(document, (key, part: unknown) => {
      // Go reads names in any case.
      if (key.toLowerCase() === 'query') harmless &&= isSelect(part)
      return part
    })
    return harmless ? JSON.stringify(value) : null
  } catch {
    return null
  }
}

function isSelect(query: unknown): boolean {
  if (query === null) return true
  if (typeof query !== 'string') return false
  // What a text holds is no SQL; one without an end stays a quote, which is refused.
  const bare = query.replaceAll(TEXT, (_, end: string) => (end === '' ? "'" : '0'))
  if (!SELECT.test(bare) || MORE.test(bare)) return false
  return [...bare.matchAll(CALL)].every(([, name]) => CALLED.has(name))
}

const TEXT = /'(?:[^'\\]|\\.)*('?)/gs
const SELECT =
  /^SELECT [\w, ]+ FROM signoz_traces\.distributed_signoz_index_v3(?: WHERE [\w ,.()<>=!$-]+)?$/
/** Other tables: a second FROM, what joins them, and IN with a name instead of a list; or a comment. */
const MORE =
  /\bFROM\b.*\b(?:SELECT|FROM|JOIN|UNION|EXCEPT|INTERSECT|INTO|SETTINGS|FORMAT)\b|\bIN\b(?! \()|--/i
const CALL = /\b(\w+) *\(/g
/** A word before a bracket is one of these, or may be a function that reads something else. */
const CALLED: ReadonlySet<string> = new Set(['IN', 'AND', 'OR', 'NOT', 'toDateTime64'])
