/** Standard or URL-safe base64, padding optional; null when it is neither. */
export function bytesFromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
    return bytes
  } catch {
    return null
  }
}

/** Standard base64 with padding. */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  const step = 0x8000 // keeps the argument list of fromCharCode short
  for (let i = 0; i < bytes.length; i += step) {
    binary += String.fromCharCode(...bytes.subarray(i, i + step))
  }
  return btoa(binary)
}
