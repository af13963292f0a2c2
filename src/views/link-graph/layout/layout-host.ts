import type { Reply, Run } from '../../../queries/worker-channel.ts'
import { layOut } from './lay-out.ts'
import { type LayoutWire, askFromWire, layoutToWire } from './wire.ts'

/** What the worker that lays out does. */
export function layoutRunner(): Run<LayoutWire> {
  return (wire): Reply => {
    const ask = askFromWire(wire)
    const value = layoutToWire(ask, layOut(ask))
    return { value, transfer: [value.places.buffer, value.bendsFrom.buffer, value.bends.buffer] }
  }
}
