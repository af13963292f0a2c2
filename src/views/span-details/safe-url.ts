import { hasHidden } from '../../base/visible-text.ts'

/** Longer ones are data that happen to begin like an address. In UTF-16 units. */
const MAX_URL = 2048

/**
 * The address behind a value that is one absolute http or https URL and nothing else; null for every other text.
 * Blanks and control codes are refused, since a browser drops them and would open something else than is read;
 * user names as well, since `https://bank.example@other.example` leads to the other.
 */
export function safeUrl(text: string): string | null {
  if (text.length > MAX_URL || !/^https?:\/\/[^\s\\]+$/i.test(text) || hasHidden(text)) return null
  if (!URL.canParse(text)) return null
  const { href, username, password } = new URL(text)
  return username === '' && password === '' ? href : null
}
