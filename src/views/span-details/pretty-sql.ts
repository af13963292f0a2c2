/** Longer statements stay as they came. In UTF-16 units. */
const MAX_TEXT = 1 << 16
/** Attributes that hold a statement (OpenTelemetry database conventions, the older name and the newer one). */
const KEYS: ReadonlySet<string> = new Set(['db.statement', 'db.query.text'])
const STATEMENT = /^\s*(select|insert|update|delete|with|merge|replace)\b/i

/** Strings, quoted names, comments and dollar quotes, which stay as they are; else brackets, words, space, or any one character. */
const TOKEN =
  /'(?:[^']|'')*(?:'|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)|--[^\n]*|\/\*[^]*?(?:\*\/|$)|(\$\w*\$)[^]*?(?:\1|$)|[()]|\w+|\s+|[^]/g

const CLAUSES: ReadonlySet<string> = new Set(
  'SELECT FROM WHERE GROUP ORDER HAVING LIMIT OFFSET UNION INTERSECT EXCEPT SET VALUES RETURNING JOIN LEFT RIGHT INNER FULL CROSS'.split(
    ' ',
  ),
)
const JOINS: ReadonlySet<string> = new Set('LEFT RIGHT INNER FULL CROSS OUTER NATURAL'.split(' '))

/** Whether an attribute holds an SQL statement, which is read better line by line. */
export function isSql(key: string, text: string): boolean {
  return KEYS.has(key) && STATEMENT.test(text)
}

/**
 * The statement with a line for each clause. Only white space between words becomes a line break: no letter changes. Null where
 * its author has laid it out, or it is too long.
 */
export function prettySql(text: string): string | null {
  if (text.length > MAX_TEXT || text.trim().includes('\n')) return null
  const tokens = text.match(TOKEN) ?? []
  /** Of each open bracket whether a query is in it. */
  const queries: boolean[] = []
  let out = ''
  let before = ''
  let between = false
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    const next = tokens[at + 1] ?? ''
    const word = next.toUpperCase()
    if (token === '(')
      queries.push(/^(select|with)$/i.test(tokens[at + (isSpace(next) ? 2 : 1)] ?? ''))
    else if (token === ')') queries.pop()
    if (isSpace(token)) {
      const inQuery = queries.every(Boolean)
      const isJoint = word === 'AND' || word === 'OR'
      const breaks = isJoint ? !between : opensClause(word, before, tokens[at + 3] ?? '')
      out += inQuery && breaks && out !== '' ? lineAt(queries.length + (isJoint ? 1 : 0)) : token
      continue
    }
    if (/^\w/.test(token)) {
      before = token.toUpperCase()
      between = before === 'BETWEEN' || (between && before !== 'AND')
    }
    out += token
  }
  return out
}

/** `LEFT JOIN` opens one at its first word; `LEFT` of a function, the `FROM` of `DELETE FROM` and of `DISTINCT FROM` open none. */
function opensClause(word: string, before: string, then: string): boolean {
  if (!CLAUSES.has(word)) return false
  if (word === 'JOIN') return !JOINS.has(before)
  if (JOINS.has(word)) return /^(join|outer)$/i.test(then)
  return word !== 'FROM' || (before !== 'DELETE' && before !== 'DISTINCT')
}

function isSpace(token: string): boolean {
  return /^\s/.test(token)
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(depth)}`
}
