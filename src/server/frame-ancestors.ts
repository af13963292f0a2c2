/** What `--embed-origin` and `--frame-ancestors` take. */

export class FrameOptionError extends Error {}

/** `https://host:port`, as a browser writes an origin. @throws FrameOptionError */
export function embedOrigin(text: string): string {
  const url = URL.parse(text)
  const bare = url && `${url.origin}/` === url.href
  // To a URL a wildcard, a comma and a semicolon are characters of a host name like others; in a policy they are not.
  if (bare && ANCESTOR.test(url.origin) && !url.host.includes('*')) return url.origin
  throw new FrameOptionError(
    `--embed-origin ${text} is not an origin such as https://tools.example.com.`,
  )
}

/** A scheme, a host that may begin with `*.`, a port: what else a policy could hold would end up in a header. */
const ANCESTOR =
  /^https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d{1,5}|\*))?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/

/** Reads a list with spaces or commas between its words. @throws FrameOptionError */
export function frameAncestors(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => (/^'?(none|self)'?$/.test(word) ? `'${word.replaceAll("'", '')}'` : word))
  const wrong = words.find((word) => !/^'(none|self)'$/.test(word) && !ANCESTOR.test(word))
  if (wrong !== undefined || words.length === 0) {
    throw new FrameOptionError(
      `--frame-ancestors ${wrong ?? text} is none of: none, self, an origin such as https://*.example.com.`,
    )
  }
  if (words.includes("'none'") && words.length > 1) {
    throw new FrameOptionError('--frame-ancestors none stands alone.')
  }
  return words
}
