/** A request that may pass, compiled once. */
export interface AllowedRequest {
  readonly method: string
  readonly segments: readonly Segment[]
}

/** Takes one decoded segment of a path, or not. */
type Segment = (text: string) => boolean

/** `lines` are `METHOD /path` with `*` for one segment, `:name` for one that is a name and may have slashes in it, encoded. */
export function allowedRequests(lines: readonly string[]): readonly AllowedRequest[] {
  return lines.map((line) => {
    const [method, path] = line.split(' ')
    return { method, segments: path.slice(1).split('/').map(segmentOf) }
  })
}

function segmentOf(segment: string): Segment {
  if (segment === ':name') return () => true
  if (segment === '*') return (text) => !text.includes('/')
  return (text) => text === segment
}

/** What may be done at a path. */
export interface AllowedPath {
  /** Encoded anew from what was checked: whatever the path was like as it came, this is what it was understood as. */
  readonly path: string
  readonly methods: readonly string[]
}

/**
 * Looks up a path as it stands in the request, still encoded. It is decoded once; what would be a separator, a dot segment or an
 * encoding even then is refused, as some server behind might decode again. Within a name alone slashes are let through, encoded
 * as they came: whoever decodes them finds more segments below the same path, none of which leads up. Null: nothing of the sort
 * is allowed.
 */
export function allowedPath(raw: string, allowed: readonly AllowedRequest[]): AllowedPath | null {
  const segments = raw.startsWith('/') ? raw.slice(1).split('/').map(decoded) : []
  const known = segments.filter((segment) => segment !== null)
  if (known.length === 0 || known.length < segments.length) return null
  const matching = allowed.filter(
    (request) =>
      request.segments.length === known.length &&
      request.segments.every((takes, i) => takes(known[i])),
  )
  if (matching.length === 0) return null
  return {
    path: `/${known.map((segment) => encodeURIComponent(segment)).join('/')}`,
    methods: matching.map(({ method }) => method),
  }
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const SUSPICIOUS = /[\\\u0000-\u001f\u007f]|%[0-9a-f]{2}/i

/** Empty or dots; some servers leave what follows a semicolon out of account. */
const NO_SEGMENT = /^\.{0,2}(;.*)?$/

function decoded(segment: string): string | null {
  try {
    const text = decodeURIComponent(segment)
    const parts = text.split('/')
    return SUSPICIOUS.test(text) || parts.some((part) => NO_SEGMENT.test(part)) ? null : text
  } catch {
    return null
  }
}
