import { atOnce } from '../../base/slices.ts'
import type { TraceId } from '../ids.ts'
import { waitFigures, waitHistogram } from '../wait.ts'
import {
  DEFAULT_ITEMS,
  type GraphItem,
  type GraphItems,
  type ItemKey,
  type ItemOptions,
  type MemberRange,
  type StackItem,
  type StackRoot,
} from './graph-items.ts'
import { itemEdges } from './item-edges.ts'
import type { LinkGraph, TraceBox } from './link-graph.ts'
import { type Stack, type StackMember, stacksOf } from './stacks.ts'

/** What a picture shows of a graph. */
export function itemsOf(graph: LinkGraph, options: Partial<ItemOptions> = {}): GraphItems {
  return atOnce(itemsInSlices(graph, options))
}

/** {@link itemsOf} for large graphs: yields now and then. */
export function* itemsInSlices(
  graph: LinkGraph,
  options: Partial<ItemOptions>,
): Generator<void, GraphItems> {
  const { by, most, opened, pinned } = { ...DEFAULT_ITEMS, ...options }
  const stacks = yield* stacksOf(graph, by, most)
  const items: GraphItem[] = []
  const itemOf = new Map<TraceId, ItemKey>()
  const done = new Set<Stack>()
  for (const box of graph.boxes.values()) {
    const stack = stacks.get(box.traceId)
    if (!stack) {
      const item = boxItem(box, null)
      items.push(item)
      itemOf.set(box.traceId, item.key)
      continue
    }
    if (done.has(stack)) continue
    done.add(stack)
    // What is on its way is not worth a look one by one: it soon stands elsewhere.
    const first = stack.label.at === 'pending' ? 0 : most
    const range = opened.get(stack.key) ?? { from: 0, to: first }
    const { beside, within } = shared(stack.members, range, pinned)
    for (const { box } of beside) {
      const item = boxItem(box, stack.key)
      items.push(item)
      itemOf.set(box.traceId, item.key)
    }
    yield
    if (within.length === 0) continue
    const item = stackItem(stack, within)
    items.push(item)
    for (const { box } of within) itemOf.set(box.traceId, item.key)
    yield
  }
  return { items, itemOf, edges: yield* itemEdges(graph, itemOf) }
}

function boxItem(box: TraceBox, stack: Stack['key'] | null): GraphItem {
  return { kind: 'box', key: `trace ${box.traceId}` as ItemKey, box, stack }
}

/** Which members are boxes and which are in the stack; one alone is no stack. */
function shared(
  members: readonly StackMember[],
  { from, to }: MemberRange,
  pinned: ReadonlySet<TraceId>,
): { beside: readonly StackMember[]; within: readonly StackMember[] } {
  const isBeside = ({ box }: StackMember, i: number) =>
    (i >= from && i < to) || pinned.has(box.traceId)
  const within = members.filter((member, i) => !isBeside(member, i))
  return within.length === 1
    ? { beside: members, within: [] }
    : { beside: members.filter(isBeside), within }
}

function stackItem({ key, label, members }: Stack, within: readonly StackMember[]): StackItem {
  const [{ box }] = within
  const waits = within.flatMap((member) => member.waits)
  return {
    kind: 'stack',
    key: `stack ${key}` as ItemKey,
    stack: key,
    side: box.side,
    hop: box.hop,
    label,
    roots: rootsOf(within),
    members: members.map((member) => member.box),
    count: within.length,
    failed: within.filter(({ failed }) => failed).length,
    waits: waitFigures(waits),
    histogram: waitHistogram(waits, HISTOGRAM_STEPS),
  }
}

function rootsOf(members: readonly StackMember[]): StackRoot[] | null {
  const roots = new Map<string, StackRoot>()
  for (const { box } of members) {
    if (!box.head) return null
    const { rootService, rootName } = box.head
    roots.set(`${rootService.length} ${rootService} ${rootName}`, { rootService, rootName })
  }
  return [...roots.values()]
}

const HISTOGRAM_STEPS = 16
