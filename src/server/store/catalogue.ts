import { attributeText } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import { decodeSpan } from '../../otlp/decode-span.ts'
import type { Database, Statement } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import { nextTurn } from './turns.ts'

/** Keys and values are suggestions: they come from the newest spans of each operation, so that a rare operation has its say too. */
export const SPANS_AN_OPERATION = 50
const TRACES_AN_OPERATION = 20
const OPERATIONS = 500
const MAX_ANSWERS = 1000
/** A longer value helps nobody choose. */
const MAX_VALUE_LENGTH = 200

/** What a search form offers to choose from. */
export class Catalogue {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #services: Statement
  readonly #operations: Statement
  readonly #operationIds: Statement
  readonly #newestSpans: Statement

  constructor(database: Database, dictionary: Dictionary) {
    this.#database = database
    this.#dictionary = dictionary
    this.#services = database.prepare(
      `SELECT DISTINCT service FROM operations WHERE service <> '' ORDER BY service`,
    )
    this.#operations = database.prepare(
      'SELECT name FROM operations WHERE service = ? ORDER BY name',
    )
    this.#operationIds = database.prepare(
      `SELECT id FROM operations WHERE coalesce(service = ?, 1) ORDER BY id DESC LIMIT ${OPERATIONS}`,
    )
    this.#newestSpans = database.prepare(
      `SELECT s.envelope_id, s.body FROM
         (SELECT trace_pk FROM trace_operations WHERE op_id = ?1
          ORDER BY trace_pk DESC LIMIT ${TRACES_AN_OPERATION}) x
       CROSS JOIN spans s ON s.trace_pk = x.trace_pk
       WHERE s.op_id = ?1 LIMIT ${SPANS_AN_OPERATION}`,
    )
  }

  services(): string[] {
    return this.#services.all().map((row) => row.service as string)
  }

  operations(service: string): string[] {
    return this.#operations.all(service).map((row) => row.name as string)
  }

  async attributeKeys(service: string | null, signal: AbortSignal): Promise<string[]> {
    const keys = new Set<string>()
    for await (const span of this.#newest(service, signal)) {
      for (const { key } of [...span.attributes, ...span.resource.attributes]) {
        if (keys.size < MAX_ANSWERS) keys.add(key)
      }
    }
    return [...keys].sort()
  }

  async attributeValues(
    key: string,
    service: string | null,
    signal: AbortSignal,
  ): Promise<string[]> {
    const values = new Set<string>()
    for await (const span of this.#newest(service, signal)) {
      for (const entry of [...span.attributes, ...span.resource.attributes]) {
        if (entry.key !== key || values.size >= MAX_ANSWERS) continue
        const text = attributeText(entry.value)
        if (text.length <= MAX_VALUE_LENGTH) values.add(text)
      }
    }
    return [...values].sort()
  }

  async *#newest(service: string | null, signal: AbortSignal): AsyncGenerator<Span> {
    for (const { id } of this.#operationIds.all(service) as { id: number }[]) {
      yield* this.#database.snapshot(() =>
        this.#newestSpans.all(id).map((row) => {
          const { around } = this.#dictionary.envelope(row.envelope_id as number)
          return decodeSpan(row.body as Uint8Array, around)
        }),
      )
      await nextTurn()
      signal.throwIfAborted()
    }
  }
}
