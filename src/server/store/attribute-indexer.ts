import type { Database, Statement } from './database.ts'
import type { Dictionary } from './dictionary.ts'
import { resourceTokens, spanTokens } from './attribute-tokens.ts'
import { SIGNATURE_BITS, Signature, slicesOf } from './signature.ts'

export interface IndexSizes {
  /** Spans in a block, unless their attributes fill its signature before. What a search reads for a hit, true or false. */
  readonly spansABlock: number
  /** Blocks whose signatures are turned into slices together. Until then each is looked at by itself. */
  readonly blocksAGroup: number
  /** Spans indexed in one transaction: no fewer than another writes, or the index would fall behind. */
  readonly spansAtOnce: number
  /** The index is let fall behind so many spans, which a search reads one by one. */
  readonly behind: number
}

const SIZES: IndexSizes = {
  spansABlock: 128,
  blocksAGroup: 2048,
  spansAtOnce: 8192,
  behind: 2048,
}

/** A stored span as far as the index goes. Its start as stored. */
export interface IndexedSpan {
  readonly id: number
  readonly envelopeId: number
  readonly start: bigint
  readonly body: Uint8Array
}

type SpanRow = readonly [id: bigint, envelopeId: bigint, start: bigint, body: Uint8Array]
type BlockRow = readonly [first: bigint, last: bigint, newest: bigint, signature: Uint8Array]

interface Block {
  readonly first: number
  last: number
  newest: bigint
  spans: number
  readonly envelopes: Set<number>
  readonly signature: Signature
}

/**
 * Keeps the index of attributes: signatures of blocks of spans, in the order of their ids. It follows the spans rather than being
 * written with them, so that spans stored by older versions, and those before a crash, are indexed by the same few lines.
 */
export class AttributeIndexer {
  readonly #database: Database
  readonly #dictionary: Dictionary
  readonly #spans: Statement
  readonly #addBlock: Statement
  readonly #blocks: Statement
  readonly #removeBlocks: Statement
  readonly #addGroup: Statement
  readonly #addSlice: Statement
  readonly #oldGroups: Statement
  readonly #removeSlices: Statement
  readonly #removeGroup: Statement
  readonly #envelopeTokens = new Map<number, Uint32Array>()
  readonly #sizes: IndexSizes
  #indexed: number
  #waiting: number
  /** Spans that are not indexed, the oldest first, so that they need not be read again; null: only the database knows them. */
  #known: IndexedSpan[] | null = null

  constructor(database: Database, dictionary: Dictionary, sizes: IndexSizes = SIZES) {
    this.#sizes = sizes
    this.#database = database
    this.#dictionary = dictionary
    this.#spans = database.prepareArrays(
      'SELECT id, envelope_id, start, body FROM spans WHERE id > ? ORDER BY id LIMIT ?',
    )
    this.#spans.setReadBigInts(true)
    this.#addBlock = database.prepare(
      'INSERT INTO attribute_blocks (last, first, newest, signature) VALUES (?, ?, ?, ?)',
    )
    this.#blocks = database.prepareArrays(
      `SELECT first, last, newest, signature FROM attribute_blocks
       ORDER BY last LIMIT ${sizes.blocksAGroup}`,
    )
    this.#blocks.setReadBigInts(true)
    this.#removeBlocks = database.prepare('DELETE FROM attribute_blocks WHERE last <= ?')
    this.#addGroup = database.prepare(
      'INSERT INTO attribute_groups (last, newest, blocks) VALUES (?, ?, ?)',
    )
    this.#addSlice = database.prepare('INSERT INTO attribute_slices (id, blocks) VALUES (?, ?)')
    this.#oldGroups = database.prepare(
      'SELECT id FROM attribute_groups WHERE last < (SELECT min(id) FROM spans)',
    )
    this.#removeSlices = database.prepare('DELETE FROM attribute_slices WHERE id >= ? AND id < ?')
    this.#removeGroup = database.prepare('DELETE FROM attribute_groups WHERE id = ?')
    this.#indexed = indexedTo(database)
    const blocks = database.prepare('SELECT count(*) AS n FROM attribute_blocks')
    this.#waiting = (blocks.get() as { n: number }).n
  }

  /** Whether there is something to do when `last` is the newest span's id. */
  isBehind(last: number): boolean {
    return last - this.#indexed >= this.#sizes.behind
  }

  /** Tells of spans that were just committed. */
  offer(spans: readonly IndexedSpan[]): void {
    this.#known?.push(...spans)
    if (this.#known && this.#known.length > 4 * this.#sizes.spansAtOnce) this.#known = null
  }

  /** Indexes some spans in one bounded transaction; false when there are none. */
  step(): boolean {
    const atOnce = this.#sizes.spansAtOnce
    const spans = this.#known?.slice(0, atOnce) ?? this.#read(atOnce)
    const blocks = this.#blocksOf(spans)
    if (blocks.length === 0) {
      this.#known ??= spans
      return false
    }
    this.#database.transaction(() => {
      for (const { last, first, newest, signature } of blocks) {
        this.#addBlock.run(last, first, newest, signature.bytes)
      }
    })
    this.#indexed = blocks[blocks.length - 1].last
    const left = spans.findLastIndex(({ id }) => id <= this.#indexed) + 1
    if (this.#known) this.#known.splice(0, left)
    else if (spans.length < atOnce) this.#known = spans.slice(left)
    this.#waiting += blocks.length
    if (this.#waiting >= this.#sizes.blocksAGroup) this.#fold()
    return true
  }

  #read(limit: number): IndexedSpan[] {
    const rows = this.#spans.all(this.#indexed, limit) as unknown as SpanRow[]
    return rows.map(([id, envelopeId, start, body]) => ({
      id: Number(id),
      envelopeId: Number(envelopeId),
      start,
      body,
    }))
  }

  /** Full blocks; what is left over waits for more spans. */
  #blocksOf(spans: readonly IndexedSpan[]): Block[] {
    const blocks: Block[] = []
    let block: Block | null = null
    for (const span of spans) {
      const { id, start } = span
      block ??= {
        first: id,
        last: id,
        newest: start,
        spans: 0,
        envelopes: new Set(),
        signature: new Signature(),
      }
      this.#add(span, block)
      if (block.spans < this.#sizes.spansABlock && !block.signature.full) continue
      blocks.push(block)
      block = null
    }
    return blocks
  }

  #add({ id, envelopeId, start, body }: IndexedSpan, block: Block): void {
    const { signature, envelopes } = block
    block.last = id
    if (start > block.newest) block.newest = start
    block.spans++
    spanTokens(body, (token) => signature.add(token))
    if (envelopes.has(envelopeId)) return
    envelopes.add(envelopeId)
    for (const token of this.#tokensOf(envelopeId)) signature.add(token)
  }

  #tokensOf(envelopeId: number): Uint32Array {
    const known = this.#envelopeTokens.get(envelopeId)
    if (known) return known
    const tokens: number[] = []
    const { resource } = this.#dictionary.envelope(envelopeId).envelope
    resourceTokens(resource, (token) => tokens.push(token))
    if (this.#envelopeTokens.size > 10_000) this.#envelopeTokens.clear()
    const made = Uint32Array.from(tokens)
    this.#envelopeTokens.set(envelopeId, made)
    return made
  }

  /** Turns the signatures of a group into slices, and lets groups go whose spans are all removed. */
  #fold(): void {
    const rows = this.#blocks.all() as unknown as BlockRow[]
    const [, last] = rows[rows.length - 1]
    const blocks = BigInt64Array.from(rows.flatMap(([first, to, newest]) => [first, to, newest]))
    const newest = rows.reduce((max, row) => (row[2] > max ? row[2] : max), rows[0][2])
    this.#database.transaction(() => {
      const added = this.#addGroup.run(last, newest, new Uint8Array(blocks.buffer))
      const base = Number(added.lastInsertRowid) * SIGNATURE_BITS
      for (const [bit, slice] of slicesOf(rows.map(([, , , signature]) => signature)).entries()) {
        this.#addSlice.run(base + bit, slice)
      }
      this.#removeBlocks.run(last)
      for (const { id } of this.#oldGroups.all() as { id: number }[]) {
        this.#removeSlices.run(id * SIGNATURE_BITS, (id + 1) * SIGNATURE_BITS)
        this.#removeGroup.run(id)
      }
    })
    this.#waiting -= rows.length
  }
}

/** The id of the last span that is indexed. */
export function indexedTo(database: Database): number {
  const row = database
    .prepare(
      `SELECT max(coalesce((SELECT max(last) FROM attribute_blocks), 0),
                  coalesce((SELECT max(last) FROM attribute_groups), 0)) AS id`,
    )
    .get() as { id: number }
  return row.id
}
