/**
 * Headers that tell a source who asks. Their values leave this object only into a request: private fields show up in no JSON, no
 * log line and no error.
 */
export class Credentials {
  readonly #headers: readonly (readonly [string, string])[]
  readonly #traces: readonly string[]

  /** `secrets`: every text that must not be seen anywhere, in any of the headers or apart from them. */
  constructor(
    headers: readonly (readonly [name: string, value: string])[],
    secrets: readonly string[],
  ) {
    this.#headers = headers
    const forms = secrets
      .flatMap((secret) => [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
      ])
      // Bodies are read a character a byte.
      .flatMap((form) => [form, Buffer.from(form).toString('latin1')])
    // The longest first: one may be part of another.
    this.#traces = [...new Set(forms)].sort((a, b) => b.length - a.length)
  }

  get none(): boolean {
    return this.#headers.length === 0
  }

  addTo(headers: Record<string, string>): void {
    for (const [name, value] of this.#headers) headers[name] = value
  }

  /** Some servers repeat in an error what they were sent. */
  scrub(text: string): string {
    return this.#traces.reduce((rest, secret) => rest.replaceAll(secret, '[removed]'), text)
  }
}

export const NO_CREDENTIALS = new Credentials([], [])
