import {
  attributeKeys,
  attributeKeysParams,
  attributeValues,
  attributeValuesParams,
  operations,
  operationsParams,
  services,
} from '../../sources/local/schema.ts'
import { SPANS_AN_OPERATION } from '../store/catalogue.ts'
import { operation } from './operation.ts'

const SUGGESTIONS = `Read from the newest ${SPANS_AN_OPERATION} spans of each operation, span and resource attributes alike: suggestions, not a full list.`

/** What a search form offers to choose from. */
export const catalogueOperations = [
  operation({
    id: 'listServices',
    method: 'GET',
    path: '/services',
    summary: 'Services that sent spans',
    answer: services,
    handle: (_, { store }) => ({ services: store.catalogue.services() }),
  }),
  operation({
    id: 'listOperations',
    method: 'GET',
    path: '/operations',
    summary: 'Span names of a service',
    params: operationsParams,
    answer: operations,
    handle: ({ params }, { store }) => ({
      operations: store.catalogue.operations(params.service),
    }),
  }),
  operation({
    id: 'listAttributeKeys',
    method: 'GET',
    path: '/attribute-keys',
    summary: 'Attribute keys in use',
    description: SUGGESTIONS,
    params: attributeKeysParams,
    answer: attributeKeys,
    handle: async ({ params, request }, { store }) => ({
      keys: await store.catalogue.attributeKeys(params.service ?? null, request.signal),
    }),
  }),
  operation({
    id: 'listAttributeValues',
    method: 'GET',
    path: '/attribute-values',
    summary: 'Values of an attribute',
    description: SUGGESTIONS,
    params: attributeValuesParams,
    answer: attributeValues,
    handle: async ({ params, request }, { store }) => ({
      values: await store.catalogue.attributeValues(
        params.key,
        params.service ?? null,
        request.signal,
      ),
    }),
  }),
]
