import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** How a case is written to a file, and read back. */
export interface Form<Case> {
  readonly extension: string
  write(input: Case): Uint8Array
  read(bytes: Uint8Array): Case
}

export const BYTES: Form<Uint8Array> = {
  extension: 'bin',
  write: (input) => input,
  read: (bytes) => bytes,
}

/** Texts, and whatever else JSON can say: a lone surrogate has no UTF-8 of its own, but an escape. */
export function asJson<Case>(): Form<Case> {
  return {
    extension: 'json',
    write: (input) => new TextEncoder().encode(JSON.stringify(input)),
    read: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Case,
  }
}

const KEPT = resolve(import.meta.dirname, '../fuzz-corpus')
const FOUND = resolve(import.meta.dirname, '../../../.cache/fuzz')

/** Cases that once went wrong at this door. They stay, and run each time. */
export function keptCases<Case>(folder: string, form: Form<Case>): readonly [string, Case][] {
  let names: string[]
  try {
    names = readdirSync(join(KEPT, folder))
  } catch {
    return []
  }
  return names
    .filter((name) => name.endsWith(`.${form.extension}`))
    .sort()
    .map((name) => [name, form.read(Uint8Array.from(readFileSync(join(KEPT, folder, name))))])
}

/** Writes a case that went wrong; where it is, to be moved to the corpus under a name that says what it is. */
export function writeFound<Case>(folder: string, form: Form<Case>, input: Case): string {
  const directory = join(FOUND, folder)
  mkdirSync(directory, { recursive: true })
  const path = join(directory, `found.${form.extension}`)
  writeFileSync(path, form.write(input))
  return path
}
