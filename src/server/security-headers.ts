const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  // No text becomes script or markup, but what `ui/trusted-scripts.ts` lets through.
  "require-trusted-types-for 'script'",
  'trusted-types default',
]

type Header = readonly [name: string, value: string]

/**
 * On every answer of the main port; `frameAncestors` says who may frame it. No HSTS: the server speaks plain HTTP, and the header
 * would bind all of localhost.
 */
export function securityHeaders(frameAncestors: readonly string[]): readonly Header[] {
  const policy = [...POLICY, `frame-ancestors ${frameAncestors.join(' ')}`]
  return [
    ['content-security-policy', policy.join('; ')],
    ...frameOptions(frameAncestors),
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    // A page elsewhere may not load any of it as a script, a picture or a style.
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ]
}

/** The older header, for what reads no policies. It can't name origins, and must not forbid what the policy allows. */
function frameOptions(frameAncestors: readonly string[]): readonly Header[] {
  const [only, ...others] = frameAncestors
  if (others.length > 0) return []
  if (only === "'none'") return [['x-frame-options', 'DENY']]
  return only === "'self'" ? [['x-frame-options', 'SAMEORIGIN']] : []
}
