/**
 * A program that reads every large document by one door, and says what it holds of each in MB outside of the engine's heap. How much
 * that heap may have is its starter's to say: a document that needs more ends it.
 */
import { atOnce } from '../../base/slices.ts'
import { decodeJson } from '../../otlp/decode-json.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { decodeFile } from '../../sources/file/decode-file.ts'
import { orTypedError } from '../typed-error.ts'
import { largeDocuments } from './large-texts.ts'

const DOORS: Readonly<Record<string, (bytes: Uint8Array) => object>> = {
  'otlp-json': (bytes) => decodeJson(new TextDecoder().decode(bytes)),
  'otlp-protobuf': decodeProto,
  file: (bytes) => atOnce(decodeFile('large', bytes)),
}

const read = DOORS[process.argv[2]]
for (const [what, bytes] of largeDocuments()) {
  // Before the document is read: if it is too much, this is the last line.
  console.log(`reads ${what}`)
  const before = process.memoryUsage().arrayBuffers
  const document = orTypedError(() => read(bytes))
  const grown = process.memoryUsage().arrayBuffers - before
  // The document is held until here.
  console.log(`holds ${document === null ? 0 : Math.round(grown / 1e6)}`)
}
console.log('done')
