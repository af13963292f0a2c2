import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { ApiProblem } from './api/problem.ts'
import { ConfigError } from './gateway/config-error.ts'

/** A file of this machine that the app may read: no other is ever given out. */
export interface ServableFile {
  readonly name: string
  readonly path: string
  /** Bytes, when the server was started. */
  readonly size: number
}

/** The files that `--open` names, relative to `directory`. @throws ConfigError for one that is not there */
export function servableFiles(paths: readonly string[], directory: string): ServableFile[] {
  return paths.map((given) => {
    const path = resolve(directory, given)
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) throw new ConfigError(`--open ${given}: there is no such file.`)
    if (found.isDirectory()) {
      throw new ConfigError(`--open ${given}: this is a directory; name the files in it.`)
    }
    if (!found.isFile()) throw new ConfigError(`--open ${given}: this is not a file.`)
    return { name: basename(path), path, size: found.size }
  })
}

/** The bytes of a file as they are now. @throws ApiProblem when it can't be read any more */
export async function fileAnswer({ name, path }: ServableFile): Promise<Response> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'is no longer there' : 'can’t be read by the server'
    throw new ApiProblem(404, 'notFound', `The file ${name} ${why}.`)
  })
  const { size } = await handle.stat()
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(size),
    'cache-control': 'no-store',
    // A page elsewhere must not embed it either.
    'cross-origin-resource-policy': 'same-origin',
  }
  if (size === 0) {
    await handle.close()
    return new Response(null, { headers })
  }
  // What is written to the file meanwhile is left out: the length is told already.
  const stream = Readable.toWeb(handle.createReadStream({ end: size - 1 }))
  return new Response(stream as ReadableStream, { headers })
}
