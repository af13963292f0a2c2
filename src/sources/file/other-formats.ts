import { isWebPage } from '../http.ts'
import { startsWith } from './decompress.ts'

/** Files that people drop by mistake, by their first bytes, each with what to do. */
const MAGIC: readonly (readonly [bytes: string, what: string])[] = [
  ['PK\u0003\u0004', 'a ZIP archive: unpack it, and open the files in it'],
  ['BZh', 'compressed with bzip2: decompress it first'],
  ['\u00fd7zXZ\u0000', 'compressed with xz: decompress it first'],
  ['7z\u00bc\u00af', 'a 7z archive: unpack it, and open the files in it'],
  ['%PDF-', 'a PDF document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['SQLite format 3\u0000', 'a SQLite database'],
  ['PAR1', 'a Parquet file'],
]

/** POSIX.1-1988 ustar: the magic stands behind name, mode, owner, size, time, checksum and link. */
const TAR_MAGIC_AT = 257

/** What a file is that holds no traces in a format that can be read; null: nothing that is known here. */
export function otherFormat(bytes: Uint8Array): string | null {
  for (const [magic, what] of MAGIC) {
    if (
      startsWith(
        bytes,
        Array.from(magic, (char) => char.charCodeAt(0)),
      )
    )
      return what
  }
  const ustar = new TextDecoder().decode(bytes.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + 5))
  if (ustar === 'ustar') return 'a tar archive: unpack it, and open the files in it'
  const beginning = new TextDecoder().decode(bytes.subarray(0, 1000))
  return isWebPage(beginning) ? 'a web page' : null
}
