import type { LossId } from './losses.ts'

/** What Jaeger's older JSON has no place for. */
const JAEGER_JSON = [
  'lists',
  'noDuration',
  'nanoseconds',
  'flags',
  'linkFlags',
  'linkState',
  'linkAttributes',
  'droppedCounts',
  'resourceSchema',
  'resourceDropped',
  'scopeSchema',
  'scopeDropped',
  'scopeAttributes',
] as const satisfies readonly LossId[]

/** What each source loses; the documentation shows the same table. What is lost first comes first. */
export const LOST_BY = {
  'Jaeger 1.76': [
    'lists',
    'noDuration',
    'noService',
    'messageWithoutStatus',
    'repeatedKeys',
    'eventOrder',
    'flags',
    'linkFlags',
    'linkState',
    'linkAttributes',
    'droppedCounts',
    'resourceSchema',
    'resourceDropped',
    'scopeSchema',
    'scopeDropped',
    'scopeAttributes',
  ],
  'Jaeger 1.76, older API': ['noService', ...JAEGER_JSON],
  'Jaeger 2.13': ['noDuration', 'noService', 'resourceSchema', 'scopeSchema'],
  'Jaeger 2.13, older API': ['noService', ...JAEGER_JSON],
  'Tempo 2.8': [
    'flags',
    'linkFlags',
    'resourceSchema',
    'resourceDropped',
    'scopeSchema',
    'scopeDropped',
    'resourceOrder',
  ],
  'VictoriaTraces, stand-in': [
    'repeatedKeys',
    'valueTypes',
    'attributeOrder',
    'resourceSchema',
    'resourceDropped',
    'scopeSchema',
    'scopeDropped',
  ],
} as const satisfies Readonly<Record<string, readonly LossId[]>>

/** The staged one neither mends durations nor names services. */
export const STAGED_JAEGER_JSON = JAEGER_JSON.filter((id) => id !== 'noDuration')
