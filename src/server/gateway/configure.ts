import { parseDuration } from '../duration.ts'
import { readConfigFile } from './config-file.ts'
import { ConfigError } from './config-error.ts'
import { type Environment, credentialsOf } from './read-credentials.ts'
import type { SourceSpec } from './source-spec.ts'
import { DEFAULT_TIMEOUT, type Upstream } from './upstream.ts'

export interface Configured {
  readonly upstreams: readonly Upstream[]
  readonly local: boolean
  /** Sentences for the terminal. */
  readonly warnings: readonly string[]
}

/**
 * All sources, of options, variables and file together, with their credentials read.
 * @throws ConfigError
 */
export function configure(
  options: {
    readonly sources: readonly SourceSpec[]
    readonly configFile: string | null
    readonly local: boolean
    /** Files that are read by the app. */
    readonly open: readonly string[]
  },
  environment: Environment,
): Configured {
  const file = options.configFile === null ? null : readConfigFile(options.configFile)
  const specs = [...options.sources, ...(file?.sources ?? [])]
  const local = options.local && file?.local !== false
  if (!local && specs.length === 0 && options.open.length === 0) {
    throw new ConfigError(
      'Without the local store there is no source of traces: name one with --source, or files with --open.',
    )
  }
  const seen = new Set<string>()
  for (const { id, where } of specs) {
    if (seen.has(id)) {
      throw new ConfigError(
        `${where('id')}: there is another source with the id ${id}; give one of them an id of its own.`,
      )
    }
    seen.add(id)
  }
  const warnings: string[] = []
  const upstreams = specs.map((spec) => ({
    id: spec.id,
    kind: spec.kind,
    name: spec.settings.name ?? spec.id,
    url: spec.url,
    timeout: timeoutOf(spec),
    credentials: credentialsOf(spec, environment, (warning) => warnings.push(warning)),
  }))
  return { upstreams, local, warnings }
}

const MAX_TIMEOUT = 600_000

function timeoutOf({ settings: { timeout }, where }: SourceSpec): number {
  if (timeout === undefined) return DEFAULT_TIMEOUT
  const time = parseDuration(timeout)
  if (time !== null && time <= MAX_TIMEOUT) return time
  throw new ConfigError(`${where('timeout')}: it is a time of at most 10m, such as 30s.`)
}
