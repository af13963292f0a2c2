import { MalformedJson } from '../otlp/parse-json.ts'
import { MalformedProtobuf } from '../otlp/proto-reader.ts'
import { SourceError } from '../sources/source.ts'

/** What a reader makes of an answer; null where it fails as readers may. Any other exception is thrown. */
export function orTypedError<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    return nullIfTyped(error)
  }
}

/** The same of a reader that takes its time. */
export async function orTypedErrorAsync<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    return nullIfTyped(error)
  }
}

function nullIfTyped(error: unknown): null {
  const typed = [SourceError, MalformedJson, MalformedProtobuf].some((T) => error instanceof T)
  if (typed) return null
  throw error
}
