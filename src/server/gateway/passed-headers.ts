/** The headers of these names alone: what is not known to be harmless stays behind, cookies and hop-by-hop headers with it. */
export function passed(
  names: readonly string[],
  valueOf: (name: string) => string | readonly string[] | null | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of names) {
    const value = valueOf(name)
    if (typeof value === 'string') headers[name] = value
  }
  return headers
}
