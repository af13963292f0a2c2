import { MAX_FILE_BYTES, type FileLike } from '../sources/file/read-file.ts'
import type { ServedFile } from '../sources/gateway-schema.ts'
import { request } from '../sources/http.ts'
import { apiMessage } from '../sources/local/client.ts'
import { SourceError } from '../sources/source.ts'

/** A file that a person chose, or one that the server hands out. */
export type FileInput = File | ServedFile

/**
 * The file to be read; `onBytes` hears of what comes, in bytes.
 * @throws SourceError `tooLarge`, or when the server does not give it
 */
export async function openInput(
  input: FileInput,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<FileLike> {
  if (input.size > MAX_FILE_BYTES) {
    const limit = MAX_FILE_BYTES / (1024 * 1024)
    throw new SourceError(
      'tooLarge',
      `The file has more than ${limit} MiB. Split it, or send it to a server.`,
    )
  }
  const stream = await streamOf(input, signal)
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onBytes(chunk.length)
      controller.enqueue(chunk)
    },
  })
  return { name: input.name, stream: () => stream.pipeThrough(counter) }
}

async function streamOf(
  input: FileInput,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  if (!('href' in input)) return input.stream()
  const { body } = await request(input.href, { signal }, apiMessage)
  return body ?? new Blob([]).stream()
}
