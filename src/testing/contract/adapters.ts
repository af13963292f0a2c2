import { jaegerSource } from '../../sources/jaeger/client.ts'
import { signozSource } from '../../sources/signoz/client.ts'
import { tempoSource } from '../../sources/tempo/client.ts'
import { victoriaSource } from '../../sources/victoria/client.ts'

/** The adapter of each kind of source that is asked over a network. */
export const ADAPTERS = {
  jaeger: jaegerSource,
  tempo: tempoSource,
  victoria: victoriaSource,
  signoz: signozSource,
}
