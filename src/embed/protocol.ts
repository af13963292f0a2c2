/**
 * What a framed panel and the page around it say to each other by `postMessage`, version 1. Every message is an object with
 * `protocol`, `version` and `type`; docs/embedding.md has a table of them.
 */
import * as z from 'zod/mini'
import {
  PANEL_SHORTCUTS,
  PANEL_TABS,
  PANEL_THEMES,
  PANEL_VIEWS,
  PANEL_ZONES,
} from './panel-input.ts'
import { ROUTINGS, type Unread } from './protocol-words.ts'

export const PROTOCOL = 'trace-link-panel'
export const VERSION = 1

/** Of a message's strings together with its keys, in UTF-16 units. */
export const MAX_CHARACTERS = 8192
/** Objects, lists and values in a message. */
const MAX_PARTS = 200
const MAX_DEPTH = 4

const text = z.string().check(z.maxLength(2048))
const count = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const traceId = z.string().check(z.regex(/^[0-9a-fA-F]{32}$/))
const spanId = z.nullable(z.string().check(z.regex(/^[0-9a-fA-F]{16}$/)))
const words = z.array(text).check(z.maxLength(20))

/** From the page to the frame, by `type`. */
export const HOST_MESSAGES = {
  /** The frame says nothing to anyone before it. Sent again, it sets all of this anew. */
  hello: z.object({
    type: z.literal('hello'),
    routing: z.optional(z.enum(ROUTINGS)),
    theme: z.optional(z.enum(PANEL_THEMES)),
    zone: z.optional(z.enum(PANEL_ZONES)),
    shortcuts: z.optional(z.enum(PANEL_SHORTCUTS)),
    hrefTemplate: z.optional(text),
  }),
  /** Another trace, or another way to look at one. */
  show: z.object({
    type: z.literal('show'),
    traceId,
    spanId: z.optional(spanId),
    view: z.optional(z.enum(PANEL_VIEWS)),
    tab: z.optional(z.enum(PANEL_TABS)),
  }),
  /** A span of the trace that is shown; null: none. */
  select: z.object({ type: z.literal('select'), spanId }),
  theme: z.object({ type: z.literal('theme'), theme: z.enum(PANEL_THEMES) }),
} as const

const target = { traceId: text, spanId: z.nullable(text) }

/** From the frame to the page, by `type`. */
export const FRAME_MESSAGES = {
  /** The answer to `hello`. */
  ready: z.object({
    type: z.literal('ready'),
    capabilities: z.object({
      messages: words,
      views: words,
      tabs: words,
      themes: words,
      zones: words,
    }),
    routing: z.enum(ROUTINGS),
  }),
  /** A trace is open and shown. */
  opened: z.object({ type: z.literal('opened'), traceId: text, spans: count }),
  /** The person selected another span, or none. */
  select: z.object({ type: z.literal('select'), ...target }),
  /** A link is followed; with the routing `host` the frame stays where it is. */
  follow: z.object({
    type: z.literal('follow'),
    ...target,
    from: z.object(target),
    href: z.nullable(text),
    routing: z.enum(ROUTINGS),
  }),
  error: z.object({ type: z.literal('error'), code: text, message: text }),
  resize: z.object({
    type: z.literal('resize'),
    width: count,
    height: count,
    contentHeight: count,
  }),
  /** How many messages were ignored so far, and why. */
  ignored: z.object({
    type: z.literal('ignored'),
    stranger: count,
    tooMany: count,
    tooLarge: count,
    otherVersion: count,
    unknown: count,
    malformed: count,
  }),
} as const

type MessagesOf<Schemas extends Readonly<Record<string, z.ZodMiniType>>> = {
  [K in keyof Schemas]: z.infer<Schemas[K]>
}[keyof Schemas]

export type HostMessage = MessagesOf<typeof HOST_MESSAGES>
export type FrameMessage = MessagesOf<typeof FRAME_MESSAGES>

export type Reader<Message> = (data: unknown) => Message | Unread

const envelope = z.object({
  protocol: z.literal(PROTOCOL),
  version: z.number(),
  type: z.string(),
})

export const readHostMessage: Reader<HostMessage> = (data) => read(data, HOST_MESSAGES)
export const readFrameMessage: Reader<FrameMessage> = (data) => read(data, FRAME_MESSAGES)

/** A message as it is sent. */
export function sealed<Message extends HostMessage | FrameMessage>(message: Message) {
  return { protocol: PROTOCOL, version: VERSION, ...message }
}

function read<Schemas extends Readonly<Record<string, z.ZodMiniType>>>(
  data: unknown,
  schemas: Schemas,
): MessagesOf<Schemas> | Unread {
  if (!isSmall(data)) return 'tooLarge'
  const head = z.safeParse(envelope, data)
  if (!head.success) return 'unknown'
  if (head.data.version !== VERSION) return 'otherVersion'
  const { type } = head.data
  if (!Object.hasOwn(schemas, type)) return 'unknown'
  const parsed = z.safeParse(schemas[type], data)
  return parsed.success ? (parsed.data as MessagesOf<Schemas>) : 'malformed'
}

/** Whether plain data keeps to the limits; buffers, maps and other things that a message may be do not. */
function isSmall(data: unknown): boolean {
  let characters = 0
  let parts = 0
  const fits = (value: unknown, depth: number): boolean => {
    if (++parts > MAX_PARTS || depth > MAX_DEPTH) return false
    if (typeof value === 'string') return (characters += value.length) <= MAX_CHARACTERS
    if (typeof value !== 'object' || value === null) return true
    if (Array.isArray(value)) {
      return value.length <= MAX_PARTS && value.every((item) => fits(item, depth + 1))
    }
    if (Object.prototype.toString.call(value) !== '[object Object]') return false
    return Object.entries(value).every(([key, item]) => fits(key, depth) && fits(item, depth + 1))
  }
  return fits(data, 0)
}
