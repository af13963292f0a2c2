import type { kindName } from '../../../model/span.ts'
import { Icon, type IconName } from '../../../ui/Icon.tsx'

/** Kinds that say how a span stands to other processes; the rest are the span's own affair. */
const GLYPHS: { readonly [Kind in ReturnType<typeof kindName>]?: IconName } = {
  client: 'client',
  server: 'server',
  producer: 'producer',
  consumer: 'consumer',
}

export function KindGlyph({ kind }: { readonly kind: ReturnType<typeof kindName> }) {
  const icon = GLYPHS[kind]
  if (!icon) return null
  return (
    <span className="wf-kind" title={kind}>
      <Icon name={icon} />
      <span className="visually-hidden">{kind}</span>
    </span>
  )
}
