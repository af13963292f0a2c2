import { SourceError } from './source.ts'

/** How long a source may be silent before its answer and between any two parts of it: nobody waits without an end. */
export const PATIENCE_MS = 60_000
/** The gateway keeps a time of its own for each source, which may be set to ten minutes, and says itself when it is over. */
const BEHIND_GATEWAY_MS = 11 * 60_000

/** How long who asks at this address waits. */
export function patienceFor(url: string): number {
  return /\/gateway\//.test(url) ? BEHIND_GATEWAY_MS : PATIENCE_MS
}

/** What comes of waiting for it no longer than that; `giveUp` ends it. @throws SourceError `timeout` */
export async function inTime<T>(coming: Promise<T>, patience: number, giveUp: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const words = `The source has sent nothing for ${patience / 1000} s.`
      reject(new SourceError('timeout', words))
      giveUp()
    }, patience)
  })
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The whole body, however long it takes, as long as it goes on. @throws SourceError `timeout` */
export async function readInTime(response: Response): Promise<ArrayBuffer> {
  if (!response.body) return new ArrayBuffer(0)
  const patience = patienceFor(response.url)
  const reader = response.body.getReader()
  const giveUp = () => void reader.cancel().catch(() => {})
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (;;) {
    const { done, value } = await inTime(reader.read(), patience, giveUp)
    if (done) return joined(parts)
    parts.push(value)
  }
}

/** The same as text. */
export async function textInTime(response: Response): Promise<string> {
  return new TextDecoder().decode(await readInTime(response))
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole.buffer
}
