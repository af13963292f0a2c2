import { UPSTREAM_KINDS, type UpstreamKind } from '../../sources/gateway-schema.ts'
import { addressProblem, idProblem } from '../../sources/source-rules.ts'
import { ConfigError } from './config-error.ts'
import { KINDS } from './kinds.ts'

/** Settings of a source beside its kind and address, by their names in the configuration file. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>

/** Each of them also with `Env` or `File` at its end: the name of a variable or a file that holds it. */
export const SECRETS = ['token', 'username', 'password', 'apiKey', 'tenant'] as const
export type SecretName = (typeof SECRETS)[number]
export type SettingName =
  | 'name'
  | 'timeout'
  | 'apiKeyHeader'
  | 'tenantHeader'
  | SecretName
  | `${SecretName}Env`
  | `${SecretName}File`

/** A source as someone named it. */
export interface SourceSpec {
  readonly kind: UpstreamKind
  readonly id: string
  readonly url: URL
  readonly settings: Settings
  /** Directory that the files named in the settings are relative to. */
  readonly directory: string
  /** Where it stands, or one of its settings, for messages: `sources.json line 7, sources[1].url`. */
  where(setting?: string): string
}

/** Reads `KIND=URL` or `KIND:ID=URL`. The text is not repeated in messages, as it may hold a password. @throws ConfigError */
export function sourceSpec(text: string, option: string): SourceSpec {
  const [, kind, id = kind, url] = /^([^:=]*)(?::([^=]*))?=(.*)$/.exec(text) ?? []
  if (kind === undefined) {
    const { example } = KINDS.jaeger
    throw new ConfigError(`${option} takes KIND=URL or KIND:ID=URL, such as jaeger=${example}.`)
  }
  if (!isKind(kind)) {
    const kinds = `${UPSTREAM_KINDS.slice(0, -1).join(', ')} and ${UPSTREAM_KINDS.at(-1)}`
    throw new ConfigError(
      `${option}: a source can’t be of the kind before its “=”; kinds are ${kinds}.`,
    )
  }
  const where = () => `${option} ${id === kind ? kind : `${kind}:${id}`}`
  checkId(id, `${option} ${kind}`)
  return { kind, id, url: sourceUrl(url, kind, where()), settings: {}, directory: '', where }
}

function isKind(text: string): text is UpstreamKind {
  return (UPSTREAM_KINDS as readonly string[]).includes(text)
}

/** @throws ConfigError */
export function checkId(id: string, where: string): void {
  const problem = idProblem(id)
  if (problem !== null) throw new ConfigError(`${where}: ${problem}`)
}

/** @throws ConfigError */
export function sourceUrl(text: string, kind: UpstreamKind, where: string): URL {
  switch (addressProblem(text)) {
    case 'not http': {
      const { example } = KINDS[kind]
      const message = `the address has to begin like ${example}, with http or https.`
      throw new ConfigError(`${where}: ${message}`)
    }
    case 'credentials':
      throw new ConfigError(
        `${where}: an address must not hold a user name or a password; give them as variables or files.`,
      )
    case 'query':
      throw new ConfigError(
        `${where}: an address has no “?” and no “#”; it ends where /api would follow.`,
      )
    case null:
      return new URL(text)
  }
}
