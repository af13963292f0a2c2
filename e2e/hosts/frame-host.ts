import { fileURLToPath } from 'node:url'
import { type FrameLocator, type Locator, type Page, expect } from '@playwright/test'
import { build } from 'vite'
import { type Serving, serve } from '../serve.ts'

const CLIENT = fileURLToPath(new URL('../../src/embed/host.ts', import.meta.url))

/** What the page has heard of its frame, by type, in order. */
export type Heard = readonly { readonly type: string; readonly [key: string]: unknown }[]

const page = (frame: string, options: object) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A tool</title></head>
  <body>
    <main>
      <h1>A tool</h1>
      <iframe title="Trace" width="1000" height="600" src="${frame}"></iframe>
    </main>
    <script type="module">
      import { connectPanel } from '/client.js'
      window.heard = []
      const hear = (type) => (detail) => window.heard.push({ type, ...detail })
      const types = ['ready', 'opened', 'select', 'follow', 'error', 'resize', 'ignored']
      window.panel = connectPanel(document.querySelector('iframe'), {
        ...${JSON.stringify(options)},
        on: Object.fromEntries(types.map((type) => [type, hear(type)])),
      })
    </script>
  </body>
</html>`

/** A page of someone else's, on a port of its own, that frames a panel and speaks to it by our client. */
export class FrameHost {
  readonly #serving: Serving
  readonly #page: Page
  #html = ''

  private constructor(serving: Serving, page: Page) {
    this.#serving = serving
    this.#page = page
  }

  static async start(browserPage: Page): Promise<FrameHost> {
    const client = await clientScript()
    const serving = await serve(({ url }) => {
      const script = new URL(url).pathname === '/client.js'
      const type = script ? 'text/javascript' : 'text/html; charset=utf-8'
      return new Response(script ? client : host.#html, { headers: { 'content-type': type } })
    })
    const host: FrameHost = new FrameHost(serving, browserPage)
    return host
  }

  get origin(): string {
    return this.#serving.origin
  }

  /** Opens the page with a frame of this address; `options` are those of the client. */
  async open(frame: string, options: object = {}): Promise<void> {
    this.#html = page(frame, { origin: new URL(frame).origin, ...options })
    await this.#page.goto(this.origin)
  }

  get frame(): FrameLocator {
    return this.#page.frameLocator('iframe')
  }

  /** The first link of the span that is shown. */
  get link(): Locator {
    return this.frame.getByRole('grid').getByRole('link').first()
  }

  /** The span that is selected. */
  get selected(): Locator {
    return this.frame.getByRole('treegrid', { name: 'Spans' }).getByRole('row', { selected: true })
  }

  heard(): Promise<Heard> {
    return this.#page.evaluate(() => (window as unknown as { heard: Heard }).heard)
  }

  /** The last message of this type, when there is one that has all of this. */
  async expectHeard(type: string, part: object = {}): Promise<void> {
    await expect
      .poll(async () => (await this.heard()).filter((message) => message.type === type))
      .toContainEqual(expect.objectContaining({ type, ...part }))
  }

  /** Calls the client: `show`, `select` or `setTheme`. */
  async call(verb: 'show' | 'select' | 'setTheme', argument: unknown): Promise<void> {
    await this.#page.evaluate(
      ([verb, argument]) => {
        const { panel } = window as unknown as {
          panel: Record<string, (argument: unknown) => void>
        }
        panel[verb as string](argument)
      },
      [verb, argument],
    )
  }

  /** Messages that the page has ignored. */
  ignored(): Promise<Readonly<Record<string, number>>> {
    return this.#page.evaluate(
      () => (window as unknown as { panel: { ignored: Record<string, number> } }).panel.ignored,
    )
  }

  /** Sends to the frame past the client. */
  async post(messages: readonly unknown[]): Promise<void> {
    await this.#page.evaluate((all) => {
      const target = document.querySelector('iframe')?.contentWindow
      for (const message of all) target?.postMessage(message, '*')
    }, messages)
  }

  stop(): Promise<void> {
    return this.#serving.stop()
  }
}

async function clientScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: CLIENT, formats: ['es'], fileName: 'client' },
    },
  })
  const [output] = built as Extract<typeof built, readonly unknown[]>
  const [chunk] = output.output
  return chunk.code
}
