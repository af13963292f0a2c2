import { attribute } from '../../model/attributes.ts'
import {
  type Envelope,
  type SpanSurroundings,
  decodeEnvelope,
  decodeResource,
} from '../../otlp/decode-span.ts'
import { SAMPLE_ATTRIBUTE } from '../sample.ts'
import { BoundedMap } from './bounded-map.ts'
import { digestOf } from './content-digest.ts'
import type { Database, Statement } from './database.ts'

const CACHED = 10_000
/** A longer name is looked up each time rather than kept in memory. */
const CACHED_NAME_LENGTH = 1000

export interface KnownEnvelope {
  readonly id: number
  readonly sample: boolean
}

/** An envelope read back, with its decoded form, shared by the spans in it. */
export interface StoredEnvelope {
  readonly envelope: Envelope
  readonly around: SpanSurroundings
}

/** What many spans share, each stored once: envelopes (resource + scope) and operations (service + span name). */
export class Dictionary {
  readonly #operationIds = new BoundedMap<string, number>(CACHED)
  readonly #envelopeIds = new BoundedMap<string, KnownEnvelope>(CACHED)
  readonly #envelopes = new BoundedMap<number, StoredEnvelope>(CACHED)
  readonly #findOperation: Statement
  readonly #addOperation: Statement
  readonly #findEnvelope: Statement
  readonly #addEnvelope: Statement
  readonly #readEnvelope: Statement
  /** Ids are not given out again: a reader in another thread may remember what stood behind one. */
  #lastEnvelope: number

  constructor(database: Database) {
    this.#findOperation = database.prepare(
      'SELECT id FROM operations WHERE service = ? AND name = ?',
    )
    this.#addOperation = database.prepare('INSERT INTO operations (service, name) VALUES (?, ?)')
    this.#findEnvelope = database.prepare('SELECT id, sample FROM envelopes WHERE digest = ?')
    this.#addEnvelope = database.prepare(
      `INSERT INTO envelopes (id, digest, resource, resource_schema, scope, scope_schema, sample, spans)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
    )
    const last = database.prepare('SELECT coalesce(max(id), 0) AS id FROM envelopes')
    this.#lastEnvelope = (last.get() as { id: number }).id
    this.#readEnvelope = database.prepare(
      'SELECT resource, resource_schema, scope, scope_schema FROM envelopes WHERE id = ?',
    )
  }

  operationId(service: string, name: string): number {
    const key = `${service.length}:${service}${name}`
    const known = this.#operationIds.get(key)
    if (known !== undefined) return known
    const row = this.#findOperation.get(service, name) as { id: number } | undefined
    const id = row?.id ?? Number(this.#addOperation.run(service, name).lastInsertRowid)
    if (key.length <= CACHED_NAME_LENGTH) this.#operationIds.set(key, id)
    return id
  }

  envelopeId(envelope: Envelope): KnownEnvelope {
    const digest = digestOf([
      envelope.resource,
      Buffer.from(envelope.resourceSchemaUrl),
      envelope.scope,
      Buffer.from(envelope.scopeSchemaUrl),
    ])
    const key = digest.toString('latin1')
    const known = this.#envelopeIds.get(key)
    if (known) return known
    const row = this.#findEnvelope.get(digest) as { id: number; sample: number } | undefined
    const found = row ? { id: row.id, sample: row.sample === 1 } : this.#insert(digest, envelope)
    this.#envelopeIds.set(key, found)
    return found
  }

  envelope(id: number): StoredEnvelope {
    const known = this.#envelopes.get(id)
    if (known) return known
    const row = this.#readEnvelope.get(id) as {
      resource: Uint8Array
      resource_schema: string
      scope: Uint8Array
      scope_schema: string
    }
    const envelope = {
      resource: row.resource,
      resourceSchemaUrl: row.resource_schema,
      scope: row.scope,
      scopeSchemaUrl: row.scope_schema,
    }
    const stored = { envelope, around: decodeEnvelope(envelope) }
    this.#envelopes.set(id, stored)
    return stored
  }

  /** After a roll-back, or after rows were removed: what is remembered may not be there. */
  forget(): void {
    this.#operationIds.clear()
    this.#envelopeIds.clear()
    this.#envelopes.clear()
  }

  #insert(digest: Buffer, envelope: Envelope): KnownEnvelope {
    const resource = decodeResource(envelope.resource, envelope.resourceSchemaUrl)
    const sample = attribute(resource.attributes, SAMPLE_ATTRIBUTE) === true
    const id = ++this.#lastEnvelope
    this.#addEnvelope.run(
      id,
      digest,
      envelope.resource,
      envelope.resourceSchemaUrl,
      envelope.scope,
      envelope.scopeSchemaUrl,
      sample ? 1 : 0,
    )
    return { id, sample }
  }
}
