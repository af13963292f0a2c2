import { atOnce } from '../base/slices.ts'
import type { Backlink } from '../model/backlink.ts'
import { absorb } from '../model/link-graph/graph.ts'
import type { LinkGraph } from '../model/link-graph/link-graph.ts'
import type { Answer, Step } from '../model/link-graph/step.ts'
import type { Span } from '../model/span.ts'
import { type Outliner, answerStep, readOutline } from '../sources/answer-step.ts'
import { fileSource } from '../sources/file/client.ts'
import { decodeFile } from '../sources/file/decode-file.ts'
import { outlineTrace } from '../sources/outline-trace.ts'
import type { TraceSource } from '../sources/source.ts'
import { protoOf } from './documents.ts'
import { Random } from './random.ts'

const NEVER = new AbortController().signal

/** A source that holds these spans, in memory, with `pageSize` links to a trace on a page. */
export async function sourceOf(spans: Iterable<Span>, pageSize = Infinity): Promise<TraceSource> {
  const source = await fileSource([atOnce(decodeFile('spans', protoOf(spans)))], { signal: NEVER })
  return {
    ...source,
    findLinksTo: (query, signal) =>
      source.findLinksTo({ ...query, limit: Math.min(query.limit, pageSize) }, signal),
  }
}

/** Makes outlines where it is called. */
export const outlineHere: Outliner = async (encoded, traceId) => {
  const links: Backlink[] = []
  const summary = outlineTrace(encoded, traceId, (part) => links.push(...part))
  return { summary, links }
}

/**
 * Takes the steps that a graph wants until it wants none, or `most` rounds: in each round some of them, answered in an order and
 * absorbed in portions that the seed decides.
 */
export async function driven(
  graph: LinkGraph,
  source: TraceSource,
  { seed, most = Infinity }: { readonly seed: number; readonly most?: number },
): Promise<LinkGraph> {
  const random = new Random(seed)
  let current = graph
  for (let round = 0; round < most && current.wanted.length > 0; round++) {
    const steps = shuffled(current.wanted, random).slice(0, 1 + random.int(6))
    for (const answers of portions(await answered(steps, source), random)) {
      current = absorb(current, answers)
    }
  }
  return current
}

function answered(steps: readonly Step[], source: TraceSource): Promise<Answer[]> {
  const read = readOutline(source, outlineHere)
  return Promise.all(steps.map((step) => answerStep(source, read, step, NEVER)))
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items]
  return items.map(() => left.splice(random.int(left.length), 1)[0])
}

function portions<T>(items: readonly T[], random: Random): T[][] {
  const parts: T[][] = []
  for (const item of items) {
    const last = parts.at(-1)
    if (last && random.chance(0.5)) last.push(item)
    else parts.push([item])
  }
  return parts
}
