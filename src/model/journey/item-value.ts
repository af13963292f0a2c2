import { type Attributes, type AttributeValue, attributeText } from '../attributes.ts'

/** An attribute value that may name one item among many. */
export interface ItemValue {
  readonly key: string
  readonly text: string
  /** By its key it names something: `order.id`, `messageId`, `messaging.kafka.offset`. */
  readonly isId: boolean
}

/** A last word that says that the value names something. */
const ID_KEY =
  /(?:^|[._-])(?:id|uuid|guid|key|number|ref|reference|offset|tag)$|[a-z](?:Id|ID|Uuid|Key|Number|Ref)$/

/**
 * Namespaces of the OpenTelemetry conventions that tell of a call or of where it ran, never of an item: an address or a
 * status that a request and a database call share says nothing.
 */
const NOT_OF_ITEMS =
  /^(?:client|cloud|code|container|db|deployment|error|exception|faas|host|http|k8s|net|network|os|otel|peer|process|rpc|server|service|session|telemetry|thread|tls|url|user_agent)\./

/** Of `messaging.…` these are the message's, all others the queue's or the client's. */
const OF_MESSAGES = /^messaging\.(?:.*\.)?message\.|^messaging\..*(?:offset|delivery_tag)$/
const MEASURE = /(?:size|count|length|total|duration|attempt|position|index)$/i

/** Shorter texts under a key that names nothing are shared by chance. In UTF-16 units. */
const SHORTEST_TEXT = 4

/** Whether a value of this key names one message, the same at each delivery. */
export function namesMessage(key: string): boolean {
  return OF_MESSAGES.test(key) || /message[._-]?id$/i.test(key)
}

/** The attribute as a value that may name an item; null: it can't, as a boolean, a measure or an address can't. */
export function itemValue(key: string, value: AttributeValue): ItemValue | null {
  if (NOT_OF_ITEMS.test(key) || MEASURE.test(key)) return null
  if (key.startsWith('messaging.') && !OF_MESSAGES.test(key)) return null
  const isId = ID_KEY.test(key)
  const isNumber = typeof value === 'bigint' || typeof value === 'number'
  if (typeof value !== 'string' && !(isNumber && isId)) return null
  const text = attributeText(value)
  return text.length >= (isId ? 1 : SHORTEST_TEXT) ? { key, text, isId } : null
}

/** In the order of the attributes; of a repeated key the first. */
export function itemValues(attributes: Attributes): ItemValue[] {
  const values = new Map<string, ItemValue>()
  for (const { key, value } of attributes) {
    const named = values.has(key) ? null : itemValue(key, value)
    if (named) values.set(key, named)
  }
  return [...values.values()]
}

/** A text that two keys of different names hardly share by chance: an id with digits, not a word or a small number. */
export function isUnmistakable(text: string): boolean {
  return text.length >= 6 && /\d/.test(text)
}
