/** The bytes are not a protobuf message of the expected kind; `at` is the offset in them. */
export class MalformedProtobuf extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(`${message} at byte ${at}`)
    this.name = 'MalformedProtobuf'
    this.at = at
  }
}

export const VARINT = 0
export const FIXED64 = 1
export const BYTES = 2
export const FIXED32 = 5
/** In a table of wire types by field number: not a field that we know. */
export const ANY = -1

/**
 * A cursor over protobuf wire format (protobuf.dev/programming-guides/encoding), strict: it never reads past its
 * limit and refuses truncated input, where general readers return garbage. 64-bit values come as two lanes or bigint.
 */
export class ProtoReader {
  readonly bytes: Uint8Array
  readonly #view: DataView
  pos = 0
  /** Counted by those who read: how many parts a message has. */
  parts = 0
  field = 0
  wire = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Reads the next tag before `end` into `field` and `wire`; false at the end. */
  next(end: number): boolean {
    if (this.pos >= end) return false
    const tag = this.#size(end)
    this.field = tag >>> 3
    this.wire = tag & 7
    if (this.field === 0) throw new MalformedProtobuf('field number 0', this.pos)
    return true
  }

  /** Throws unless the current field has this wire type. */
  expect(wire: number): void {
    if (this.wire !== wire) {
      throw new MalformedProtobuf(`field ${this.field} has wire type ${this.wire}`, this.pos)
    }
  }

  /** Reads a length and returns the end of that many bytes, which lie before `end`. */
  span(end: number): number {
    this.expect(BYTES)
    const length = this.#size(end)
    const stop = this.pos + length
    if (stop > end) throw new MalformedProtobuf(`length ${length} goes past the end`, this.pos)
    return stop
  }

  skip(end: number): void {
    if (this.wire === VARINT) this.varint(end)
    else if (this.wire === FIXED64) this.#advance(8, end)
    else if (this.wire === BYTES) this.pos = this.span(end)
    else if (this.wire === FIXED32) this.#advance(4, end)
    else throw new MalformedProtobuf(`unknown wire type ${this.wire}`, this.pos)
  }

  /** Throws where `wires`, by field number, names another wire type for the current field; {@link ANY} and beyond: unknown. */
  check(wires: readonly number[]): void {
    const wire = wires[this.field] ?? ANY
    if (wire !== ANY) this.expect(wire)
  }

  /** The low 32 bits of a varint, unsigned: a negative enum has ten bytes. */
  uint32(end: number): number {
    this.expect(VARINT)
    let low = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.pos >= end) throw new MalformedProtobuf('truncated varint', this.pos)
      const byte = this.bytes[this.pos++]
      if (shift < 32) low |= (byte & 0x7f) << shift
      if (byte < 128) return low >>> 0
    }
    throw new MalformedProtobuf('varint of over 10 bytes', this.pos)
  }

  /** A tag or a length: more than 32 bits are an error, not a number to cut. */
  #size(end: number): number {
    let value = 0
    for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
      if (this.pos >= end) throw new MalformedProtobuf('truncated varint', this.pos)
      const byte = this.bytes[this.pos++]
      value += (byte & 0x7f) * scale
      if (byte < 128 && value <= 0xffffffff) return value
    }
    throw new MalformedProtobuf('tag or length of over 32 bits', this.pos)
  }

  /** A whole varint, unsigned 64 bits. */
  varint(end: number): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.pos >= end) throw new MalformedProtobuf('truncated varint', this.pos)
      const byte = this.bytes[this.pos++]
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 128) return BigInt.asUintN(64, value)
    }
    throw new MalformedProtobuf('varint of over 10 bytes', this.pos)
  }

  fixed32(end: number): number {
    this.expect(FIXED32)
    return this.#view.getUint32(this.#advance(4, end), true)
  }

  fixed64(end: number): bigint {
    this.expect(FIXED64)
    return this.#view.getBigUint64(this.#advance(8, end), true)
  }

  /** Writes the two lanes of a fixed64, low first, at `lanes[2 * index]`. */
  fixed64Lanes(end: number, lanes: Uint32Array, index: number): void {
    this.expect(FIXED64)
    const at = this.#advance(8, end)
    lanes[2 * index] = this.#view.getUint32(at, true)
    lanes[2 * index + 1] = this.#view.getUint32(at + 4, true)
  }

  double(end: number): number {
    this.expect(FIXED64)
    return this.#view.getFloat64(this.#advance(8, end), true)
  }

  #advance(count: number, end: number): number {
    const at = this.pos
    if (at + count > end) throw new MalformedProtobuf('truncated value', at)
    this.pos = at + count
    return at
  }
}
