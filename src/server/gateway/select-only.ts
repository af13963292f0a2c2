/**
 * A query of SigNoz may hold SQL, which runs with the rights of the API key's owner. Only SELECT may pass, and the document is
 * written anew: of repeated names the two sides might otherwise read a different one each. Its numbers are milliseconds and
 * limits, which survive that. Null: not to be passed on.
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
  return query === null || (typeof query === 'string' && /^\s*select\s/i.test(query))
}
