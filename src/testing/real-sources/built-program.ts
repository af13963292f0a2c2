import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** The root of the project. */
export const ROOT = resolve(import.meta.dirname, '../../..')

/** A program that `scripts/setup.mjs --sources` built; undefined if it did not. */
export function builtProgram(name: string): string | undefined {
  const path = join(ROOT, '.cache/sources/bin', name)
  return existsSync(path) ? path : undefined
}

/** The program that a variable names, or that PATH has, or that was built here. */
export function foundProgram(name: string, variable: string): string | undefined {
  const named = process.env[variable]
  if (named) return named
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? builtProgram(name)
}
