import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type TraceId, parseTraceId } from '../../model/ids.ts'
import { ROOT, builtProgram } from './built-program.ts'

const run = promisify(execFile)
const WINDOWS = process.platform === 'win32'
const PYTHON = join(ROOT, '.cache/python', WINDOWS ? 'Scripts/python.exe' : 'bin/python')
const JAR = 'examples/java/target/examples.jar'

export interface Example {
  /** What people call the SDK. */
  readonly sdk: string
  /** Command and arguments; the programs take ORDERS, `--queue FILE` and `--app ADDRESS` after them. */
  readonly producer: readonly string[]
  readonly worker: readonly string[]
  /** Keys that each link of the batch has. */
  readonly linkAttributes: readonly string[]
}

/** The examples of the project: official SDKs that send the reference scenario, five orders and the batch that links to them. */
export const EXAMPLES = {
  python: {
    sdk: 'Python',
    producer: [PYTHON, 'examples/python/producer.py'],
    worker: [PYTHON, 'examples/python/batch_worker.py'],
    linkAttributes: ['order.id', 'messaging.message.id', 'queue.position'],
  },
  node: {
    sdk: 'Node',
    producer: [process.execPath, 'examples/node/producer.mjs'],
    worker: [process.execPath, 'examples/node/batch-worker.mjs'],
    linkAttributes: ['order.id', 'queue.position'],
  },
  java: {
    sdk: 'Java',
    producer: ['java', '-cp', JAR, 'examples.Producer'],
    worker: ['java', '-cp', JAR, 'examples.BatchWorker'],
    linkAttributes: ['order.id', 'queue.position'],
  },
} as const satisfies Readonly<Record<string, Example>>

export type Sdk = keyof typeof EXAMPLES

export interface ReferenceScenario {
  /** The trace of `process-batch`, with its links to the five traces of `receive-order`. */
  readonly batch: TraceId
  /** The address that the worker printed. */
  readonly address: string
}

/** How many orders the reference scenario has, and its batch trace spans: the batch and one for each order. */
export const ORDERS = 5
export const BATCH_SPANS = 1 + ORDERS

/** Runs the producer and the worker of an example, each a process of its own, against an OTLP/HTTP endpoint. */
export async function sendReferenceScenario(
  sdk: Sdk,
  endpoint: string,
  app = 'http://localhost:4319',
): Promise<ReferenceScenario> {
  const { producer, worker } = EXAMPLES[sdk]
  const folder = await mkdtemp(join(tmpdir(), 'queue-'))
  const queue = ['--queue', join(folder, 'queue')]
  try {
    await runSender(endpoint, [...producer, String(ORDERS), ...queue])
    const said = await runSender(endpoint, [...worker, ...queue, '--app', app])
    const address = said.trim().split('\n').at(-1) ?? ''
    const batch = parseTraceId(/\/trace\/(\w+)/.exec(address)?.[1] ?? '')
    if (!batch) throw new Error(`the ${sdk} worker printed no address of its trace:\n${said}`)
    return { batch, address }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The collector's own generator: traces of one root and its children, each span with links that carry attributes. */
export async function sendWithTelemetrygen(
  endpoint: string,
  { traces = 5, childSpans = 3, spanLinks = 2 } = {},
): Promise<void> {
  const program = builtProgram('telemetrygen')
  if (!program) throw new Error('telemetrygen is not built: run `npm run test:sources`')
  const counts = { traces, 'child-spans': childSpans, 'span-links': spanLinks, rate: 0 }
  const flags = Object.entries(counts).map(([flag, count]) => `--${flag}=${count}`)
  const to = ['--otlp-http', '--otlp-insecure', `--otlp-endpoint=${new URL(endpoint).host}`]
  const path = `--otlp-http-url-path=${new URL(endpoint).pathname.replace(/\/$/, '')}/v1/traces`
  await run(program, ['traces', ...to, path, ...flags], { timeout: 30_000 })
}

/** Runs one program with its spans sent to an endpoint; gives what it printed. */
export async function runSender(endpoint: string, command: readonly string[]): Promise<string> {
  const [program, ...args] = command
  const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }
  const { stdout } = await run(program, args, { cwd: ROOT, env, timeout: 60_000 })
  return stdout
}
