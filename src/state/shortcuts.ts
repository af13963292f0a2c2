/** Keys with one and the same meaning, as `KeyboardEvent.key` names them. */
interface Shortcut<Key extends string = string> {
  readonly keys: readonly Key[]
  readonly does: string
}

/** Of the whole app. With Ctrl, or ⌘ on a Mac. */
export const GO_TO_KEY = 'k'

/** Of the whole app. */
export const APP_KEYS = [
  { keys: ['?'], does: 'Show these shortcuts' },
] as const satisfies readonly Shortcut[]

/** Of a trace's screen, wherever on it the focus is. */
export const TRACE_KEYS = [
  { keys: ['w'], does: 'Waterfall' },
  { keys: ['g'], does: 'Link graph' },
  { keys: ['y'], does: 'Journey' },
  { keys: ['t'], does: 'Table of spans' },
  { keys: ['/'], does: 'Find in the trace' },
  { keys: ['l'], does: 'Links of the selected span' },
  { keys: ['['], does: 'Previous link' },
  { keys: [']'], does: 'Next link' },
  { keys: ['Backspace'], does: 'Back along the trail' },
  { keys: ['f'], does: 'Fit: all of the time, or of the graph' },
  { keys: ['z'], does: 'Zoom to the selected span' },
  { keys: ['o'], does: 'Unfold one level' },
  { keys: ['p'], does: 'Fold one level' },
  { keys: ['Escape'], does: 'Close the details' },
] as const satisfies readonly Shortcut[]

/** Of rows: traces, spans, links. Without a focus elsewhere they go to the rows of the screen. */
export const ROW_KEYS = [
  { keys: ['j', 'ArrowDown'], does: 'Next row' },
  { keys: ['k', 'ArrowUp'], does: 'Previous row' },
  { keys: ['ArrowRight'], does: 'Unfold' },
  { keys: ['ArrowLeft'], does: 'Fold' },
  { keys: ['Enter'], does: 'Open; follow a link' },
  { keys: [' '], does: 'Peek at what is linked' },
  { keys: ['PageUp', 'PageDown'], does: 'A page up or down' },
  { keys: ['Home', 'End'], does: 'First or last row' },
] as const satisfies readonly Shortcut[]

export type AppKey = (typeof APP_KEYS)[number]['keys'][number]
export type TraceKey = (typeof TRACE_KEYS)[number]['keys'][number]

const TYPING = 'input, textarea, select, [contenteditable]'
/** What lies over a screen has keys of its own. */
const OVER = 'dialog, [popover]'

/** Whether a key may be a shortcut: no modifier, nothing being typed, nobody has used it. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  return !isTyping(event) && !within(event, OVER)
}

export function isTyping(event: KeyboardEvent): boolean {
  return within(event, TYPING)
}

/** Keys that a screen reader's or voice user's speech may send by chance; with shortcuts off they do nothing (WCAG 2.1.4). */
export function isShortcutOnly({ key }: Pick<KeyboardEvent, 'key'>): boolean {
  return key === 'Backspace' || (key.length === 1 && key !== ' ')
}

function within(event: KeyboardEvent, selector: string): boolean {
  const [target] = event.composedPath()
  return target instanceof Element && target.closest(selector) !== null
}
