import type { Ignored, IgnoredCounts } from './protocol-words.ts'
import type { Reader } from './protocol.ts'

/** More of one second are ignored: a person’s keys repeat thirty times a second at most. */
export const MESSAGES_PER_SECOND = 60

type Received = Pick<MessageEvent, 'data' | 'origin' | 'source' | 'timeStamp'>

interface Allowed<Message> {
  /** The one window that is listened to. */
  source(): MessageEventSource | null
  origin(origin: string): boolean
  readonly read: Reader<Message>
}

/** Lets messages in that come from where they should and say what they can; the others are counted. */
export class MessageGate<Message extends object> {
  readonly #allowed: Allowed<Message>
  readonly #ignored = {
    stranger: 0,
    tooMany: 0,
    tooLarge: 0,
    otherVersion: 0,
    unknown: 0,
    malformed: 0,
  }
  #second = -Infinity
  #admitted = 0

  constructor(allowed: Allowed<Message>) {
    this.#allowed = allowed
  }

  /** Of all messages so far. */
  get ignored(): IgnoredCounts {
    return { ...this.#ignored }
  }

  /** The message, or why there is none. */
  admit(event: Received): Message | Ignored {
    const outcome = this.#judge(event)
    if (typeof outcome === 'string') this.#ignored[outcome]++
    return outcome
  }

  #judge({ data, origin, source, timeStamp }: Received): Message | Ignored {
    // Strangers come first, and do not use up what the others may send.
    if (source === null || source !== this.#allowed.source()) return 'stranger'
    if (!this.#allowed.origin(origin)) return 'stranger'
    if (timeStamp - this.#second >= 1000) {
      this.#second = timeStamp
      this.#admitted = 0
    }
    if (++this.#admitted > MESSAGES_PER_SECOND) return 'tooMany'
    return this.#allowed.read(data)
  }
}
