type Row = Readonly<Record<string, string>>
type Filter = (row: Row) => boolean

/**
 * Runs a query in the part of LogsQL that is asked of VictoriaTraces, by its documentation: quoted names, `:=`, `:*`, `:in(…)`,
 * `:>=`, `:<=`, `:""`, brackets, `or`, a blank for "and"; then pipes. @throws Error at anything else
 */
export function runLogsql(query: string, rows: readonly Row[]): Row[] {
  const [filter, ...pipes] = pipesOf(query)
  return pipes.reduce<Row[]>(runPipe, rows.filter(filterOf(filter)))
}

/** Cuts at bars outside of quotes. */
function pipesOf(query: string): string[] {
  const parts = query.match(/(?:"(?:[^"\\]|\\.)*"|[^|"])+/gs) ?? []
  return parts.map((part) => part.trim())
}

function runPipe(rows: Row[], pipe: string): Row[] {
  const at = (row: Row, field: string) => row[field] ?? ''
  const compare = (field: string) => (a: Row, b: Row) => (at(a, field) < at(b, field) ? -1 : 1)
  const limit = /^limit (\d+)$/.exec(pipe)
  if (limit) return rows.slice(0, Number(limit[1]))
  const sort = /^sort by \((\w+)\)( desc)?$/.exec(pipe)
  if (sort) {
    const sorted = rows.toSorted(compare(sort[1]))
    return sort[2] ? sorted.reverse() : sorted
  }
  const one = /^(first|last) 1 by \((\w+)\) partition by \((\w+)\)$/.exec(pipe)
  if (one) {
    const groups = Map.groupBy(rows, (row) => at(row, one[3]))
    return [...groups.values()].flatMap((group) => {
      const sorted = group.toSorted(compare(one[2]))
      return one[1] === 'first' ? sorted.slice(0, 1) : sorted.slice(-1)
    })
  }
  const uniq = /^uniq by \((\w+)\)$/.exec(pipe)
  if (uniq) return [...new Set(rows.map((row) => at(row, uniq[1])))].map((v) => ({ [uniq[1]]: v }))
  const fields = /^fields (.*)$/.exec(pipe)
  if (!fields) throw new Error(`not a pipe: ${pipe}`)
  const names = fields[1].split(', ').map((name) => name.replaceAll('"', ''))
  return rows.map((row) =>
    Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]])),
  )
}

function filterOf(text: string): Filter {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|:in\(|:>=|:<=|:=|:\*|:|[(),*]|\d+|\w+/gs) ?? []
  let at = 0
  const word = () => JSON.parse(tokens[at++]) as string

  function either(): Filter {
    const parts = [both()]
    while (tokens[at] === 'or') {
      at++
      parts.push(both())
    }
    return (row) => parts.some((part) => part(row))
  }

  function both(): Filter {
    const parts: Filter[] = []
    while (at < tokens.length && tokens[at] !== ')' && tokens[at] !== 'or') parts.push(single())
    return (row) => parts.every((part) => part(row))
  }

  function single(): Filter {
    if (tokens[at] === '*') {
      at++
      return () => true
    }
    if (tokens[at] === '(') {
      at++
      const inner = either()
      if (tokens[at++] !== ')') throw new Error(`a bracket is open in ${text}`)
      return inner
    }
    return condition(word(), tokens[at++])
  }

  function condition(field: string, operator: string): Filter {
    const valueOf = (row: Row) => row[field] ?? ''
    if (operator === ':*') return (row) => valueOf(row) !== ''
    if (operator === ':in(') {
      const values: string[] = []
      while (tokens[at] !== ')') {
        values.push(word())
        if (tokens[at] === ',') at++
      }
      at++
      return (row) => values.includes(valueOf(row))
    }
    if (operator === ':>=' || operator === ':<=') {
      const bound = BigInt(tokens[at++])
      return (row) =>
        operator === ':>=' ? BigInt(valueOf(row)) >= bound : BigInt(valueOf(row)) <= bound
    }
    if (operator !== ':=' && operator !== ':') throw new Error(`not a filter: ${field}${operator}`)
    const value = word()
    if (operator === ':' && value !== '') throw new Error(`a word filter on ${field}`)
    return (row) => valueOf(row) === value
  }

  const filter = either()
  if (at < tokens.length) throw new Error(`${tokens[at]} is left in ${text}`)
  return filter
}
