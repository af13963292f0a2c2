import type { FileAsk, FilesRead } from '../queries/file-host.ts'
import { shelvedSource } from '../queries/shelved-source.ts'
import type { Channel } from '../queries/worker-channel.ts'
import type { FileContents } from '../sources/file/client.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'

interface HandedTraces {
  readonly source: TraceSource
  readonly contents: FileContents
}

/**
 * OTLP JSON that a host has handed over, as a source. It is read as an opened file is; no network is asked for anything.
 * @throws SourceError `malformed` where nothing in it can be read
 */
export async function handedTraces(
  traces: string | object,
  channel: Channel<FileAsk>,
  signal: AbortSignal,
): Promise<HandedTraces> {
  const input = new File([textOf(traces)], 'traces')
  const ask: FileAsk = { what: 'read', inputs: [input] }
  const { reports, contents } = (await channel.ask(ask, { signal })) as FilesRead
  if (!contents) {
    const [report] = reports
    throw new SourceError('malformed', report.opened ? 'There is no trace in it.' : report.why)
  }
  await channel.ask({ what: 'keep' })
  return { source: shelvedSource('traces', () => 'this page', channel), contents }
}

function textOf(traces: string | object): string {
  if (typeof traces === 'string') return traces
  try {
    return JSON.stringify(traces, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  } catch (cause) {
    throw new SourceError('malformed', 'The traces handed in can’t be written as JSON.', { cause })
  }
}
