import type { AttributeFilter } from '../../sources/source.ts'
import { indexedTo } from './attribute-indexer.ts'
import { filterToken } from './attribute-tokens.ts'
import type { Database, Statement } from './database.ts'
import { SIGNATURE_BITS, bitsOf, hasBit } from './signature.ts'

/** Spans `first` to `last`, one of which may have what is looked for; none of them begins after `newest`. Times as stored. */
export interface Block {
  readonly first: bigint
  readonly last: bigint
  readonly newest: bigint
}

/** Blocks that are found together; none of their spans begins after `newest`. */
export interface BlockGroup {
  readonly newest: bigint
  blocks(): Block[]
}

/** What is not indexed yet is read in pieces of so many ids. */
const UNINDEXED_AT_ONCE = 512n
/** With more than this the index is of no help: an older version's spans are just being indexed. */
const MUCH_UNINDEXED = 65_536n
const LATEST = (1n << 63n) - 1n

type BlockRow = readonly [first: bigint, last: bigint, newest: bigint, signature: Uint8Array]
type GroupRow = readonly [id: bigint, newest: bigint]

/** Where spans with given attributes may be. What `attribute-indexer.ts` writes, read. */
export class AttributeIndex {
  readonly #database: Database
  readonly #lastSpan: Statement
  readonly #blocks: Statement
  readonly #groups: Statement
  readonly #group: Statement
  readonly #slice: Statement

  constructor(database: Database) {
    this.#database = database
    this.#lastSpan = database.prepareBig('SELECT coalesce(max(id), 0) AS id FROM spans')
    this.#blocks = database.prepareArrays(
      'SELECT first, last, newest, signature FROM attribute_blocks',
    )
    this.#blocks.setReadBigInts(true)
    this.#groups = database.prepareArrays('SELECT id, newest FROM attribute_groups')
    this.#groups.setReadBigInts(true)
    this.#group = database.prepare('SELECT blocks FROM attribute_groups WHERE id = ?')
    this.#slice = database.prepare('SELECT blocks FROM attribute_slices WHERE id = ?')
  }

  /**
   * Every span for which all the filters hold is in one of the blocks. Those with the latest spans come first. Null while too
   * much is not indexed.
   */
  groups(filters: readonly AttributeFilter[]): BlockGroup[] | null {
    const tokens = filters.map(filterToken).filter((token) => token !== null)
    const bits = [...new Set(tokens.flatMap(bitsOf))]
    return this.#database.snapshot(() => {
      const unindexed = this.#unindexed()
      if (unindexed === null) return null
      const groups = (this.#groups.all() as unknown as GroupRow[]).map(
        ([id, newest]): BlockGroup => ({ newest, blocks: () => this.#inGroup(Number(id), bits) }),
      )
      groups.push(...this.#unfolded(bits), ...unindexed)
      return groups.sort((a, b) => (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0))
    })
  }

  #unfolded(bits: readonly number[]): BlockGroup[] {
    const rows = this.#blocks.all() as unknown as BlockRow[]
    return rows
      .filter(([, , , signature]) => bits.every((bit) => hasBit(signature, bit)))
      .map(([first, last, newest]) => ({ newest, blocks: () => [{ first, last, newest }] }))
  }

  #unindexed(): BlockGroup[] | null {
    const { id: end } = this.#lastSpan.get() as { id: bigint }
    const indexed = BigInt(indexedTo(this.#database))
    if (end - indexed > MUCH_UNINDEXED) return null
    const groups: BlockGroup[] = []
    for (let first = indexed + 1n; first <= end;) {
      const block = { first, last: first + UNINDEXED_AT_ONCE - 1n, newest: LATEST }
      groups.push({ newest: LATEST, blocks: () => [block] })
      first += UNINDEXED_AT_ONCE
    }
    return groups
  }

  #inGroup(id: number, bits: readonly number[]): Block[] {
    return this.#database.snapshot(() => {
      const group = this.#group.get(id) as { blocks: Uint8Array } | undefined
      // Removed meanwhile, as all its spans were.
      if (!group) return []
      const columns = new BigInt64Array(group.blocks.slice().buffer)
      const found = this.#blocksWith(id, bits, columns.length / 3)
      const blocks: Block[] = []
      for (let i = 0; 3 * i < columns.length; i++) {
        if (!hasBit(found, i)) continue
        const [first, last, newest] = columns.subarray(3 * i, 3 * i + 3)
        blocks.push({ first, last, newest })
      }
      return blocks
    })
  }

  /** A bit for each block of the group that has all of `bits`. */
  #blocksWith(id: number, bits: readonly number[], count: number): Uint8Array {
    const found = new Uint8Array(Math.ceil(count / 8)).fill(0xff)
    for (const bit of bits) {
      const { blocks } = this.#slice.get(id * SIGNATURE_BITS + bit) as { blocks: Uint8Array }
      for (let i = 0; i < found.length; i++) found[i] &= blocks[i]
    }
    return found
  }
}
