import { MalformedJson } from '../otlp/parse-json.ts'
import { MalformedProtobuf } from '../otlp/proto-reader.ts'
import { SourceError } from '../sources/source.ts'

/** What a reader makes of an answer; null where it fails as readers may. Any other exception is thrown. */
export function orTypedError<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    const typed = [SourceError, MalformedJson, MalformedProtobuf].some((T) => error instanceof T)
    if (typed) return null
    throw error
  }
}
