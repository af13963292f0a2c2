import { type FileContents, type FileSource, fileSource } from '../sources/file/client.ts'
import type { DecodedFile } from '../sources/file/decoded-file.ts'
import { MAX_FILE_BYTES, readFile } from '../sources/file/read-file.ts'
import { type EncodedTrace, SourceError } from '../sources/source.ts'
import { type FileInput, openInput } from './file-input.ts'
import { type FileReport, refused, reportOf } from './file-reports.ts'
import { ReadCounter, type ReadProgress } from './read-progress.ts'
import type { Run, RunOptions } from './worker-channel.ts'

export interface FilesRead {
  /** One a file, in the order given. */
  readonly reports: readonly FileReport[]
  /** Of all files, those from before included; null: none of these could be opened, and nothing has changed. */
  readonly contents: FileContents | null
}

/** The verbs of the source that cross to the worker; a signal goes as a cancelling. */
export type FileVerb =
  | 'listServices'
  | 'listOperations'
  | 'listAttributeKeys'
  | 'listAttributeValues'
  | 'searchTraces'
  | 'fetchTrace'
  | 'resolveSpans'
  | 'findSpan'
  | 'findLinksTo'
  | 'countLinksTo'
  | 'mapLinks'

export type FileAsk =
  | { readonly what: 'read'; readonly inputs: readonly FileInput[] }
  | { readonly what: 'keep' }
  | { readonly what: 'call'; readonly verb: FileVerb; readonly args: readonly unknown[] }

/** Of all open files together, decompressed: their bytes stay in memory. */
const MAX_TOTAL_BYTES = 2 * MAX_FILE_BYTES

type ReadOptions = Pick<RunOptions, 'signal'> & {
  readonly onProgress: (progress: ReadProgress) => void
}

interface Shelf {
  readonly files: readonly DecodedFile[]
  readonly source: FileSource
}

/** The files that are open, and the source that they make. The pure core, the same in a worker and inline. */
export class FileShelf {
  #shelf: Shelf | null = null
  #read: Shelf | null = null

  /** @throws SourceError `notFound` when nothing is open */
  get source(): FileSource {
    if (this.#shelf) return this.#shelf.source
    throw new SourceError('notFound', 'The files are no longer open. Choose them again.')
  }

  /** Reads more files. They count from {@link keep} on: who cancels meanwhile gets none of them. */
  async read(
    inputs: readonly FileInput[],
    { signal, onProgress }: ReadOptions,
  ): Promise<FilesRead> {
    const before = this.#shelf?.files ?? []
    const files = [...before]
    const reports: FileReport[] = []
    const counter = new ReadCounter(inputs, onProgress)
    this.#read = null
    for (const input of inputs) {
      counter.begin(input)
      reports.push(await readOne(input, files, signal, counter))
    }
    if (files.length === before.length) return { reports, contents: null }
    const source = await fileSource(files, { signal })
    signal.throwIfAborted()
    this.#read = { files, source }
    return { reports, contents: source.contents }
  }

  /** Takes what was read last. */
  keep(): void {
    this.#shelf = this.#read ?? this.#shelf
    this.#read = null
  }
}

/** Adds a file to `files`, or says why not. @throws what `signal` is aborted with */
async function readOne(
  input: FileInput,
  files: DecodedFile[],
  signal: AbortSignal,
  counter: ReadCounter,
): Promise<FileReport> {
  try {
    const opened = await openInput(input, signal, (bytes) => counter.add(bytes))
    const file = await readFile(opened, { signal })
    const report = reportOf(file)
    if (!report.opened) return report
    if (files.some((other) => isSame(other, file))) {
      return refused(input.name, 'The same file is open already.')
    }
    const total = files.reduce((sum, { size }) => sum + size, file.size)
    if (total > MAX_TOTAL_BYTES) return refused(input.name, TOO_MUCH)
    files.push(file)
    return report
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof SourceError) return refused(input.name, error.message)
    return refused(input.name, `The file can’t be read: ${(error as Error).message}.`)
  }
}

const TOO_MUCH =
  'Together with the files that are open it is more than 1000 MiB. Open it in another tab.'

function isSame(one: DecodedFile, other: DecodedFile): boolean {
  return one.name === other.name && one.size === other.size && one.digest === other.digest
}

/** The core behind a channel, with no file open yet. */
export function fileRunner(): Run<FileAsk> {
  const shelf = new FileShelf()
  return async (ask, { signal, onProgress }) => {
    switch (ask.what) {
      case 'read':
        return { value: await shelf.read(ask.inputs, { signal, onProgress }) }
      case 'keep':
        return { value: shelf.keep() }
      case 'call': {
        const verb = shelf.source[ask.verb] as (...args: unknown[]) => Promise<unknown>
        const value = await verb(...ask.args, signal)
        const transfer = ask.verb === 'fetchTrace' ? [(value as EncodedTrace).bytes] : []
        return { value, transfer }
      }
    }
  }
}
