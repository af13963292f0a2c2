import { describe, expect, test } from 'vitest'
import type { Attributes } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeTraces } from '../../sources/decode.ts'
import { checkBuilt } from '../check-table.ts'
import { dump } from '../dump.ts'
import { batchOf } from '../tables.ts'
import { drawnTraceId } from '../trace-notation.ts'
import type { Held } from './contract.ts'
import { LOSSES, type LossId } from './losses.ts'
import { ALL_TRACES, type ContractTraces, SCENARIO_TRACES } from './traces.ts'

const { signal } = new AbortController()

export function traceRules(held: Held): void {
  const { subject, traces } = held
  const unreadable = new Set(subject.unreadable)
  const exact = !subject.exempt?.includes('whole spans')
  const readable = ALL_TRACES.filter((label) => !unreadable.has(label))

  const fetched = async (label: string): Promise<SpanBatch> => {
    const { bytes, encoding } = await held.source.fetchTrace(drawnTraceId(label), signal)
    return decodeTraces(bytes, encoding)
  }
  /** The spans that should be left of a trace. */
  const left = (label: string, losses: readonly LossId[] = subject.losses) =>
    inOrder(lose(traces.of(label), losses))

  describe('a trace', () => {
    test.each(exact ? readable : SCENARIO_TRACES)('%s has its tree', async (label) => {
      const batch = await fetched(label)
      expect(batch).toMatchObject({ rejected: 0, notes: [] })
      expect(dumped(batch, traces)).toBe(dumped(batchOf(left(label)), traces))
    })

    test.each(exact ? readable : [])(
      '%s has all of its spans, whole but for what the source loses',
      async (label) => {
        expect(inOrder(spansOf(await fetched(label)))).toEqual(left(label))
      },
    )

    test.each([...unreadable])('%s can’t be read, and the source says why', async (label) => {
      await expect(fetched(label)).rejects.toMatchObject({
        message: expect.stringMatching(/\w{5}/),
      })
    })

    test.each((exact ? subject.losses : []).map((id) => [LOSSES[id].says, id] as const))(
      'still loses %s',
      async (_, id) => {
        const others = subject.losses.filter((other) => other !== id)
        const actual = await Promise.all(
          readable.map(async (l) => inOrder(spansOf(await fetched(l)))),
        )
        expect(actual).not.toEqual(readable.map((label) => left(label, others)))
      },
    )

    test('that is not there is not found', async () => {
      await expect(fetched('nowhere')).rejects.toMatchObject({
        code: 'notFound',
        message: expect.stringMatching(/trace/i),
      })
    })

    test('is given up when it is no longer wanted', async () => {
      const answer = held.source.fetchTrace(drawnTraceId('wide'), AbortSignal.abort())
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    })
  })
}

function lose(spans: readonly Span[], losses: readonly LossId[]): readonly Span[] {
  return losses.reduce((rest, id) => LOSSES[id].lose(rest), spans)
}

function dumped(batch: SpanBatch, { labels }: ContractTraces): string {
  return [...groupByTrace(batch)]
    .map(([traceId, indices]) => {
      const built = buildTrace(batch, traceId, indices)
      checkBuilt(built, batch)
      return dump(built.table, labels)
    })
    .join('\n')
}

function spansOf(batch: SpanBatch): Span[] {
  return Array.from({ length: batch.length }, (_, i) => batch.span(i))
}

/** By id. Which zeros stand for no id is all one, and so is where a resource names its service. */
function inOrder(spans: readonly Span[]): Span[] {
  const noId = { valid: false, traceId: '', spanId: '', reason: 'zero id' } as const
  return spans
    .map((span) => ({
      ...span,
      resource: { ...span.resource, attributes: serviceFirst(span.resource.attributes) },
      links: span.links.map((link) =>
        !link.to.valid && link.to.reason === 'zero id' ? { ...link, to: noId } : link,
      ),
    }))
    .sort((a, b) => (a.ref.spanId + a.name < b.ref.spanId + b.name ? -1 : 1))
}

function serviceFirst(attributes: Attributes): Attributes {
  const [service, others] = [true, false].map((is) =>
    attributes.filter(({ key }) => (key === 'service.name') === is),
  )
  return [...service, ...others]
}
