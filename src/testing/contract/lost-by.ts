import type { LossId } from './losses.ts'

/** What no JSON of Jaeger's older API has a place for. */
const JAEGER_JSON = [
  'nanoseconds',
  'flags',
  'linkFlags',
  'linkState',
  'linkAttributes',
  'droppedCounts',
  'resourceSchema',
  'scopeSchema',
  'scopeAttributes',
  'lists',
] as const satisfies readonly LossId[]

/** What each source loses; the documentation shows the same table. */
export const LOST_BY = {
  'local store': [],
  files: [],
  'Jaeger 1.76': [
    'flags',
    'linkFlags',
    'linkState',
    'linkAttributes',
    'droppedCounts',
    'resourceSchema',
    'scopeSchema',
    'scopeAttributes',
    'lists',
    'repeatedKeys',
    'eventOrder',
    'noDuration',
    'messageWithoutStatus',
    'noService',
  ],
  'Jaeger 1.76, older API': [...JAEGER_JSON, 'noDuration', 'noService'],
  'Tempo 2.8': ['flags', 'linkFlags', 'resourceSchema', 'scopeSchema', 'resourceOrder'],
  VictoriaTraces: ['valueTypes', 'attributeOrder', 'resourceSchema', 'scopeSchema', 'repeatedKeys'],
} as const satisfies Readonly<Record<string, readonly LossId[]>>

export const STAGED_JAEGER_JSON: readonly LossId[] = JAEGER_JSON
