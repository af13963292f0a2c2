import { type StoreApi, createStore } from 'zustand/vanilla'
import { nameText } from '../base/visible-text.ts'
import type { FileContents } from '../sources/file/client.ts'
import { FILES_ID, type ServedFile } from '../sources/gateway-schema.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'
import { HOME, type Place, sourceOf, tracePlace } from '../state/places.ts'
import type { Explorer } from './explorer.ts'
import type { FileAsk, FilesRead } from './file-host.ts'
import type { FileInput } from './file-input.ts'
import type { FileReport, OpenedFile, RefusedFile } from './file-reports.ts'
import { FileMemory } from './file-memory.ts'
import type { ReadProgress } from './read-progress.ts'
import { shelvedSource } from './shelved-source.ts'
import type { Channel } from './worker-channel.ts'

export interface FilesState {
  /** Null: nothing is being read. */
  readonly reading: ReadProgress | null
  readonly opened: readonly OpenedFile[]
  /** Null: nothing is open. */
  readonly contents: FileContents | null
  /** A person has opened files since the page was loaded: focus is then the app's to move. */
  readonly chosen: boolean
  /** Of the files chosen last, those that could not be opened. */
  readonly refused: readonly RefusedFile[]
  /** Names of files that were open before the page was loaded anew, and are not now. */
  readonly lost: readonly string[]
}

/** The page's address shows files, and they are not open: a page can't open a person's files by itself. */
export class FilesNotOpen extends Error {
  constructor() {
    super('The files have to be chosen again.')
    this.name = 'FilesNotOpen'
  }
}

export interface OpenedFilesParts {
  readonly startChannel: () => Channel<FileAsk>
  readonly memory: FileMemory
  /** Takes the source when it is first there. */
  readonly add: (source: TraceSource) => Explorer
  /** The source holds more than before. */
  readonly changed: () => void
  /** What the server hands out. */
  readonly served: (signal: AbortSignal) => Promise<readonly ServedFile[]>
  readonly navigation: Explorer['navigation']
}

/** The files that are open in this page. All are one source, so that links between them resolve; nothing is sent anywhere. */
export class OpenedFiles {
  readonly state: StoreApi<FilesState>
  readonly #parts: OpenedFilesParts
  #channel: Channel<FileAsk> | null = null
  #explorer: Explorer | null = null
  #cancel = new AbortController()
  /** Readings come one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: OpenedFilesParts) {
    this.#parts = parts
    const lost = parts.memory.read()
    this.state = createStore(() => ({
      reading: null,
      opened: [],
      contents: null,
      chosen: false,
      refused: [],
      lost,
    }))
  }

  /** Opens files that a person chose, and goes there. `refused`: what was chosen with them and is no file. */
  async choose(files: readonly File[], refused: readonly RefusedFile[] = []): Promise<void> {
    const { navigation } = this.#parts
    const wasOpen = this.#explorer !== null
    const explorer = await this.#inTurn(async () => {
      // The server's files are part of the same source, and come first.
      const served = this.#explorer ? [] : await this.#served()
      return this.#read([...served, ...files], refused)
    })
    if (!explorer) return
    // An address of these files that waited for them is where to stay.
    if (!wasOpen && sourceOf(navigation.current()) === FILES_ID) return
    navigation.go(explorer.hrefOf(this.#first()), 'push')
  }

  /** The explorer of the files. @throws FilesNotOpen when nobody has chosen any, and the server hands out none */
  async explorer(): Promise<Explorer> {
    return this.#inTurn(async () => {
      if (this.#explorer) return this.#explorer
      const served = await this.#served()
      if (served.length === 0) throw new FilesNotOpen()
      const explorer = await this.#read(served, [])
      if (explorer) return explorer
      throw new SourceError('unreachable', 'None of the server’s files was opened.')
    })
  }

  /** Ends the reading; what was open before stays. */
  cancel(): void {
    this.#cancel.abort()
  }

  /** The person has read what could not be opened. */
  dismissRefused(): void {
    this.state.setState({ refused: [] })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }

  /** Where a person goes who has opened files. */
  #first(): Place {
    const only = this.state.getState().contents?.onlyTrace ?? null
    return only === null ? HOME : tracePlace(only)
  }

  async #served(): Promise<readonly ServedFile[]> {
    return this.#parts.served(new AbortController().signal).catch(() => [])
  }

  /** Null: nothing was opened, or it was cancelled. */
  async #read(
    inputs: readonly FileInput[],
    refused: readonly RefusedFile[],
  ): Promise<Explorer | null> {
    if (inputs.length === 0) {
      this.state.setState({ refused })
      return null
    }
    this.#cancel = new AbortController()
    const { signal } = this.#cancel
    const channel = (this.#channel ??= this.#parts.startChannel())
    try {
      const onProgress = (reading: ReadProgress) => {
        if (!signal.aborted) this.state.setState({ reading })
      }
      const read = (await channel.ask(
        { what: 'read', inputs },
        { signal, onProgress },
      )) as FilesRead
      return this.#take(read, inputs, refused, channel)
    } catch (error) {
      if (signal.aborted) return null
      const why = (error as Error).message
      this.state.setState({
        refused: inputs.map(({ name }) => ({ opened: false, name, why })),
      })
      return null
    } finally {
      this.state.setState({ reading: null })
    }
  }

  #take(
    { reports, contents }: FilesRead,
    inputs: readonly FileInput[],
    others: readonly RefusedFile[],
    channel: Channel<FileAsk>,
  ): Explorer | null {
    const refused = [...others, ...reports.filter(isRefused)]
    if (!contents) {
      this.state.setState({ refused })
      return null
    }
    channel.tell({ what: 'keep' })
    const before = this.state.getState()
    const chosen = inputs.filter((input, i) => reports[i].opened && !('href' in input))
    const names = new Set(inputs.map(({ name }) => name))
    this.state.setState({
      refused,
      contents,
      chosen: before.chosen || chosen.length > 0,
      opened: [...before.opened, ...reports.filter((report) => report.opened)],
      lost: before.lost.filter((name) => !names.has(name)),
    })
    this.#parts.memory.add(chosen.map(({ name }) => name))
    if (this.#explorer) {
      this.#explorer.readAgain()
      this.#parts.changed()
    } else {
      this.#explorer = this.#parts.add(shelvedSource(FILES_ID, () => this.#name(), channel))
    }
    return this.#explorer
  }

  /** "orders.json", "orders.json and 2 more". */
  #name(): string {
    const [first, ...more] = this.state.getState().opened
    if (!first) return FILES_ID
    const name = nameText(first.name)
    return more.length === 0 ? name : `${name} and ${more.length} more`
  }
}

function isRefused(report: FileReport): report is RefusedFile {
  return !report.opened
}
