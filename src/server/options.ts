import { parseArgs } from 'node:util'
import { parseDuration } from './duration.ts'
import { ConfigError } from './gateway/config-error.ts'
import { FrameOptionError, embedOrigin, frameAncestors } from './frame-ancestors.ts'
import { type SourceSpec, sourceSpec } from './gateway/source-spec.ts'

/** What `npm start -- …` takes. */
export interface Options {
  readonly host: string
  readonly port: number
  /** Null: no port of its own for OTLP. */
  readonly otlpPort: number | null
  /** Null: in memory. */
  readonly dataDirectory: string | null
  /** Milliseconds. */
  readonly retention: number
  readonly maxSpans: number
  readonly maxBodyBytes: number
  readonly sample: boolean
  readonly allowHosts: readonly string[]
  /** Origins whose pages may talk to a framed panel, beside its own. */
  readonly embedOrigins: readonly string[]
  /** Who may frame a panel, in the words of a content security policy. */
  readonly frameAncestors: readonly string[]
  /** False: no spans are kept; the sources below are all there is. */
  readonly local: boolean
  /** Named by options and variables. */
  readonly sources: readonly SourceSpec[]
  /** A file that names more of them. */
  readonly configFile: string | null
  /** Trace files to show, as they were named. */
  readonly open: readonly string[]
}

/** `help` and `error` are texts for the terminal. */
export type ParsedOptions =
  | { readonly options: Options }
  | { readonly help: string }
  | { readonly error: string }

export const DEFAULT_DATA_DIRECTORY = '.data'
/** As many `KIND=URL` as wanted, with spaces between them. */
const SOURCES_VARIABLE = 'TRACE_LINK_SOURCES'

/** How the server is started. */
export interface Command {
  readonly words: string
  /** Where spans are kept without `--data`, in words. */
  readonly data: string
}

export const FROM_CLONE: Command = {
  words: 'npm start --',
  data: `${DEFAULT_DATA_DIRECTORY} in the project`,
}

const helpFor = ({ words, data }: Command) => `Usage: ${words} [options]

  --port N           port of the app, its API and OTLP/HTTP (4319, or the PORT variable)
  --otlp-port N      second port for OTLP/HTTP, where SDKs send by default (4318; off: none)
  --host ADDRESS     address to listen on (127.0.0.1; 0.0.0.0: all)
  --data DIR         where spans are kept (${data})
  --memory           keep spans in memory, until the server stops
  --retention TIME   remove traces this long after they arrived: 30m, 12h, 7d (7d)
  --max-spans N      remove the oldest traces above this number of spans (5000000)
  --max-body MIB     largest request body, decompressed (20)
  --no-sample        do not load the sample scenario into an empty store
  --allow-host NAME  answer to this host name too; may be repeated
  --embed-origin ORIGIN
                     let pages of this origin frame a panel and talk to it; may be repeated
  --frame-ancestors LIST
                     who may frame a panel, instead of those: none, self, or origins with spaces or
                     commas between them, such as https://*.example.com (see docs/iframe.md)
  --source KIND=URL  read traces from there too: jaeger, tempo, victoria or signoz; may be repeated;
                     KIND:ID=URL names it (see docs/sources.md, also for credentials)
  --open FILE…       show these trace files; they are read where they are
  --config FILE      a JSON file that names sources
  --no-local         keep no spans and receive none: only the sources and files named
  --help             show this
`

const FLAGS = {
  port: { type: 'string' },
  'otlp-port': { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  memory: { type: 'boolean' },
  retention: { type: 'string' },
  'max-spans': { type: 'string' },
  'max-body': { type: 'string' },
  'no-sample': { type: 'boolean' },
  'allow-host': { type: 'string', multiple: true },
  'embed-origin': { type: 'string', multiple: true },
  'frame-ancestors': { type: 'string' },
  source: { type: 'string', multiple: true },
  open: { type: 'string', multiple: true },
  config: { type: 'string' },
  'no-local': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

class BadOption extends Error {}

/** Reads the arguments after `node main.ts`; `defaultData` is used without `--data`. */
export function parseOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  defaultData: string,
  command = FROM_CLONE,
): ParsedOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: FLAGS,
      strict: true,
      allowPositionals: true,
    })
    // `--open *.json`: a shell makes the second and further names arguments of their own.
    if (positionals.length > 0 && !values.open) {
      throw new BadOption(`Unexpected argument '${positionals[0]}'. See --help.`)
    }
    if (values.help) return { help: helpFor(command) }
    if (values.memory && values.data !== undefined) {
      throw new BadOption('--memory and --data exclude each other.')
    }
    for (const option of ['data', 'memory', 'otlp-port'] as const) {
      if (values['no-local'] && values[option] !== undefined) {
        throw new BadOption(`--no-local and --${option} exclude each other.`)
      }
    }
    const otlpPort = values['otlp-port'] ?? '4318'
    const embedOrigins = (values['embed-origin'] ?? []).map(embedOrigin)
    const none = otlpPort === 'off' || otlpPort === '0'
    return {
      options: {
        host: named('--host', values.host ?? '127.0.0.1'),
        port:
          values.port === undefined && environment.PORT
            ? portOf('PORT', environment.PORT)
            : portOf('--port', values.port ?? '4319'),
        otlpPort: none ? null : portOf('--otlp-port', otlpPort, 'off for none'),
        dataDirectory: values.memory ? null : named('--data', values.data ?? defaultData),
        retention: durationOf('--retention', values.retention ?? '7d'),
        maxSpans: wholeOf('--max-spans', values['max-spans'] ?? '5000000'),
        maxBodyBytes: wholeOf('--max-body', values['max-body'] ?? '20', 1024) * 1024 * 1024,
        sample: !values['no-sample'],
        allowHosts: values['allow-host'] ?? [],
        embedOrigins,
        frameAncestors:
          values['frame-ancestors'] === undefined
            ? ["'self'", ...embedOrigins]
            : frameAncestors(values['frame-ancestors']),
        local: !values['no-local'],
        sources: [
          ...(values.source ?? []).map((text) => sourceSpec(text, '--source')),
          ...(environment[SOURCES_VARIABLE] ?? '')
            .split(/\s+/)
            .filter((text) => text !== '')
            .map((text) => sourceSpec(text, SOURCES_VARIABLE)),
        ],
        open: [...(values.open ?? []), ...positionals].map((text) => named('--open', text)),
        configFile: values.config === undefined ? null : named('--config', values.config),
      },
    }
  } catch (error) {
    const known = [BadOption, ConfigError, FrameOptionError]
    if (known.some((kind) => error instanceof kind)) return { error: (error as Error).message }
    if (error instanceof TypeError && 'code' in error) {
      // parseArgs: its first sentence names the option, the rest is about quoting.
      return { error: `${error.message.split(/\.\s/)[0].replace(/\.$/, '')}. See --help.` }
    }
    throw error
  }
}

function named(option: string, text: string): string {
  if (text === '') throw new BadOption(`${option} is empty.`)
  return text
}

function portOf(option: string, text: string, otherwise = '0 for any free one'): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port <= 65535) return port
  throw new BadOption(`${option} ${text} is not a port: 1 to 65535, or ${otherwise}.`)
}

function wholeOf(option: string, text: string, max = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (number >= 1 && number <= max) return number
  throw new BadOption(`${option} ${text} is not a whole number from 1 to ${max}.`)
}

function durationOf(option: string, text: string): number {
  const time = parseDuration(text)
  if (time !== null) return time
  throw new BadOption(`${option} ${text} is not a time such as 30m, 12h or 7d.`)
}
