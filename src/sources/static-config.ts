/**
 * `config.json` of a static site: the sources that a page reads by itself, where no server of ours hands requests on. Everyone
 * who opens the page can read it, so it can't hold credentials.
 */
import * as z from 'zod/mini'
import { nameText } from '../base/visible-text.ts'
import { UPSTREAM_KINDS } from './gateway-schema.ts'
import { SourceError } from './source.ts'
import { addressProblem, idProblem } from './source-rules.ts'

export const CONFIG_FILE = 'config.json'

/** docs/sources.md explains each setting. */
export const staticSource = z.strictObject({
  kind: z.enum(UPSTREAM_KINDS),
  id: z.optional(z.string()),
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  url: z.string(),
})

export const staticConfig = z.strictObject({ sources: z.array(staticSource) })

export type StaticSource = Required<z.infer<typeof staticSource>>

const { localeError } = z.locales.en()

/** Settings that the server's gateway has, or that someone may hope for, to log in with. */
const SECRET = /token|password|secret|api.?key|auth|cookie|credential|user|tenant|header/i

const USE_GATEWAY =
  'whoever opens the page can read this file, so it can’t hold credentials; let the server’s gateway add them, as docs/sources.md says.'

/** Reads the file. @throws SourceError `malformed` that names the key */
export function parseStaticConfig(text: string): readonly StaticSource[] {
  const parsed = z.safeParse(staticConfig, jsonOf(text), { error: localeError })
  if (!parsed.success) throw shapeError(parsed.error.issues[0])
  const seen = new Set<string>()
  return parsed.data.sources.map(({ kind, id = kind, name = id, url }, i) => {
    const where = (setting: string) => ['sources', i, setting]
    const problem = idProblem(id)
    if (problem !== null) throw failure(where('id'), problem)
    if (seen.has(id)) throw failure(where('id'), `there is another source with the id ${id}.`)
    seen.add(id)
    const wrong = addressProblem(url)
    if (wrong !== null) throw failure(where('url'), ADDRESS_PROBLEMS[wrong])
    return { kind, id, name, url: url.replace(/\/+$/, '') }
  })
}

const ADDRESS_PROBLEMS = {
  'not http': 'the address has to begin with https:// or http:// and a host.',
  credentials: USE_GATEWAY,
  query: 'an address has no “?” and no “#”; it ends where /api would follow.',
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SourceError(
      'malformed',
      `${CONFIG_FILE} is not JSON: ${nameText((error as Error).message)}.`,
      { cause: error },
    )
  }
}

function shapeError(issue: z.core.$ZodIssue): SourceError {
  if (issue.code !== 'unrecognized_keys') return failure(issue.path, `${issue.message}.`)
  const key = issue.keys.find((name) => SECRET.test(name)) ?? issue.keys[0]
  const message = SECRET.test(key) ? USE_GATEWAY : 'there is no such setting.'
  return failure([...issue.path, key], message)
}

/** `config.json, sources[0].url: …` */
function failure(path: readonly PropertyKey[], message: string): SourceError {
  const place = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${nameText(String(part))}`))
    .join('')
    .replace(/^\./, '')
  return new SourceError('malformed', `${CONFIG_FILE}${place && `, ${place}`}: ${message}`)
}
