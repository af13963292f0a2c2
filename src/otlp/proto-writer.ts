const utf8 = new TextEncoder()
/** Most strings are short and ASCII; up to here a loop is several times cheaper than a call of TextEncoder. */
const MAX_BY_HAND = 200

/** Appends protobuf fields to a growing buffer. Zero values are the caller's to leave out, as proto3 does. */
export class ProtoWriter {
  #bytes = new Uint8Array(512)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  uint(field: number, value: number): void {
    this.#tag(field, 0)
    this.#varint(value)
  }

  /** int64, two's complement in up to 10 bytes. */
  int64(field: number, value: bigint): void {
    this.#tag(field, 0)
    let rest = BigInt.asUintN(64, value)
    this.#reserve(10)
    while (rest > 127n) {
      this.#bytes[this.#length++] = Number(rest & 127n) | 128
      rest >>= 7n
    }
    this.#bytes[this.#length++] = Number(rest)
  }

  fixed32(field: number, value: number): void {
    this.#tag(field, 5)
    this.#reserve(4)
    this.#view.setUint32(this.#length, value, true)
    this.#length += 4
  }

  fixed64(field: number, value: bigint): void {
    this.#tag(field, 1)
    this.#reserve(8)
    this.#view.setBigUint64(this.#length, value, true)
    this.#length += 8
  }

  double(field: number, value: number): void {
    this.#tag(field, 1)
    this.#reserve(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  bytes(field: number, value: Uint8Array): void {
    this.#tag(field, 2)
    this.#varint(value.length)
    this.raw(value)
  }

  string(field: number, value: string): void {
    if (value.length > MAX_BY_HAND || !this.#ascii(field, value)) {
      this.bytes(field, utf8.encode(value))
    }
  }

  /** Writes a string of ASCII; false, with nothing written, when it has anything else. */
  #ascii(field: number, value: string): boolean {
    const begin = this.#length
    this.#tag(field, 2)
    this.#varint(value.length)
    this.#reserve(value.length)
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i)
      if (code > 127) {
        this.#length = begin
        return false
      }
      this.#bytes[this.#length++] = code
    }
    return true
  }

  /** A submessage whose length is known only after `write`. */
  message(field: number, write: () => void): void {
    this.#tag(field, 2)
    const at = this.#length
    write()
    const size = this.#length - at
    const head = varintSize(size)
    this.#reserve(head)
    this.#bytes.copyWithin(at + head, at, at + size)
    this.#length = at
    this.#varint(size)
    this.#length = at + head + size
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  #tag(field: number, wire: number): void {
    this.#varint((field << 3) | wire)
  }

  #varint(value: number): void {
    this.#reserve(5)
    let rest = value >>> 0
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }
}

function varintSize(value: number): number {
  return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5
}
