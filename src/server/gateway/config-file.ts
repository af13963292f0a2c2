import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import * as z from 'zod/mini'
import { UPSTREAM_KINDS } from '../../sources/gateway-schema.ts'
import { ConfigError } from './config-error.ts'
import { type LocatedJson, LocatedSyntaxError, parseLocatedJson } from './located-json.ts'
import { type SourceSpec, checkId, sourceUrl } from './source-spec.ts'

const text = z.string().check(z.minLength(1), z.maxLength(4096))
const optional = z.optional(text)

/** One of the file's sources; docs/sources.md explains each setting. */
export const sourceConfig = z.strictObject({
  kind: z.enum(UPSTREAM_KINDS),
  id: optional,
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  url: text,
  timeout: optional,
  token: optional,
  tokenEnv: optional,
  tokenFile: optional,
  username: optional,
  usernameEnv: optional,
  usernameFile: optional,
  password: optional,
  passwordEnv: optional,
  passwordFile: optional,
  apiKey: optional,
  apiKeyEnv: optional,
  apiKeyFile: optional,
  apiKeyHeader: optional,
  tenant: optional,
  tenantEnv: optional,
  tenantFile: optional,
  tenantHeader: optional,
})

const config = z.strictObject({
  local: z.optional(z.boolean()),
  sources: z.optional(z.array(sourceConfig)),
})

const { localeError } = z.locales.en()

export interface Config {
  /** Null: the file does not say. */
  readonly local: boolean | null
  readonly sources: readonly SourceSpec[]
}

/** Reads a configuration file. @throws ConfigError that names the line, and the path in the document */
export function readConfigFile(path: string): Config {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(
      `--config ${path} can’t be read: ${code === 'ENOENT' ? 'there is no such file' : code}.`,
    )
  }
  return parseConfig(content, basename(path), dirname(path))
}

/** @throws ConfigError */
export function parseConfig(content: string, file: string, directory: string): Config {
  const json = located(content, file)
  const where = (path: readonly PropertyKey[]) => placeOf(json, file, path)
  const parsed = z.safeParse(config, json.value, { error: localeError })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path
    throw new ConfigError(`${where(path)}: ${messageOf(issue)}.`)
  }
  const { local = null, sources = [] } = parsed.data
  return {
    local,
    sources: sources.map(({ kind, id = kind, url, ...settings }, i) => {
      checkId(id, where(['sources', i, 'id']))
      return {
        kind,
        id,
        url: sourceUrl(url, kind, where(['sources', i, 'url'])),
        settings,
        directory,
        where: (setting) => where(setting === undefined ? ['sources', i] : ['sources', i, setting]),
      }
    }),
  }
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'there is no such setting'
  if (issue.code === 'invalid_value') return `it is one of ${issue.values.join(', ')}`
  return issue.message
}

function located(content: string, file: string): LocatedJson {
  try {
    return parseLocatedJson(content)
  } catch (error) {
    if (!(error instanceof LocatedSyntaxError)) throw error
    throw new ConfigError(`${file} line ${error.line}: ${error.message}`)
  }
}

/** `sources.json line 7, sources[1].url` */
function placeOf(json: LocatedJson, file: string, path: readonly PropertyKey[]): string {
  const inDocument = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  return `${file} line ${json.lineOf(path)}${inDocument && `, ${inDocument}`}`
}
