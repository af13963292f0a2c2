/** How far the reading of several files is. */
export interface ReadProgress {
  /** The file that is being read. */
  readonly name: string
  /** Its number, from 1. */
  readonly at: number
  readonly of: number
  /** A fraction of the bytes of all files; those of a file that is read and not decoded yet count by half. */
  readonly done: number
}

interface Sized {
  readonly name: string
  readonly size: number
}

/** Less is no step that a person could see. */
const STEP = 0.01

/** Counts the bytes of files that are read one after the other. */
export class ReadCounter {
  readonly #onProgress: (progress: ReadProgress) => void
  readonly #total: number
  readonly #of: number
  #file: Sized = { name: '', size: 0 }
  #at = 0
  #before = 0
  #read = 0
  #told = 0

  constructor(files: readonly Sized[], onProgress: (progress: ReadProgress) => void) {
    this.#onProgress = onProgress
    this.#of = files.length
    this.#total = files.reduce((sum, { size }) => sum + size, 0)
  }

  /** The file before is decoded, this one comes next. */
  begin(file: Sized): void {
    this.#before += this.#file.size
    this.#file = file
    this.#read = 0
    this.#at++
    this.#tell()
  }

  /** So many more bytes of the file are here. */
  add(bytes: number): void {
    this.#read += bytes
    if (this.#done() - this.#told >= STEP) this.#tell()
  }

  #done(): number {
    const part = Math.min(this.#read, this.#file.size) / 2
    return this.#total === 0 ? 0 : (this.#before + part) / this.#total
  }

  #tell(): void {
    this.#told = this.#done()
    this.#onProgress({ name: this.#file.name, at: this.#at, of: this.#of, done: this.#told })
  }
}
