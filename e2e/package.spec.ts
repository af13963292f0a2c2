import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { jsonOf } from '../src/testing/documents.ts'
import { expect, test as base } from './fixtures.ts'
import { InstalledPackage } from './hosts/installed-package.ts'
import { recentBatch } from './recent-batch.ts'
import { serve } from './serve.ts'

/** The package as it is installed elsewhere. */

const test = base.extend<object, { readonly installed: InstalledPackage }>({
  installed: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const installed = new InstalledPackage()
      await provide(installed)
      installed.remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})
// One worker packs once.
test.describe.configure({ mode: 'default' })

const TRACES = jsonOf(recentBatch().filter(({ name }) => name === 'process-batch'))
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Opens the page of a folder that is served as files, and expects the trace in it. */
async function expectPanel(page: Page, folder: string): Promise<void> {
  const serving = await serve(async ({ url }) => {
    const path = new URL(url).pathname.replace(/\/$/, '/index.html')
    const body = await readFile(join(folder, path)).catch(() => null)
    if (body === null) return new Response('', { status: 404 })
    const headers = { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }
    return new Response(body, { headers })
  })
  try {
    await page.goto(`${serving.origin}/`)
    await expect(page.getByRole('row', { name: /process-batch/ })).toBeVisible()
  } finally {
    await page.close()
    await serving.stop()
  }
}

test('nothing is installed with it, and no tools are needed', ({ installed }) => {
  const names = readdirSync(installed.modules).filter((name) => !name.startsWith('.'))
  expect(names).toEqual(['trace-link-explorer'])
})

test('the element shows a trace in a page of plain HTML', async ({ installed, page }) => {
  installed.write(
    'index.html',
    `<!doctype html>
    <script type="module" src="/node_modules/trace-link-explorer/dist-embed/element.js"></script>
    <trace-link-panel></trace-link-panel>
    <script>document.querySelector('trace-link-panel').traces = ${JSON.stringify(TRACES)}</script>`,
  )
  await expectPanel(page, installed.project)
})

test('the element is built into a page by Vite', async ({ installed, page }) => {
  installed.write(
    'with-element/index.html',
    '<trace-link-panel></trace-link-panel><script type="module" src="./main.js"></script>',
  )
  installed.write(
    'with-element/main.js',
    `import 'trace-link-explorer/element'
    document.querySelector('trace-link-panel').traces = ${JSON.stringify(TRACES)}`,
  )
  installed.tool('vite', 'build', 'with-element', '--logLevel', 'error')
  await expectPanel(page, join(installed.project, 'with-element', 'dist'))
})

test('the component is an empty box where it is rendered on a server', ({ installed }) => {
  installed.link('react', 'react-dom', 'scheduler')
  installed.write(
    'render.js',
    `import { createElement } from 'react'
    import { renderToString } from 'react-dom/server'
    import { TraceLinkPanel } from 'trace-link-explorer/react'
    const html = renderToString(createElement(TraceLinkPanel, { className: 'trace', traces: '' }))
    if (html !== '<div class="trace"></div>') throw new Error(html)`,
  )
  installed.tool('node', 'render.js')
})

test('the component is built into a page by Vite, with the React of the project', async ({
  installed,
  page,
}) => {
  installed.link('react', 'react-dom', 'scheduler')
  installed.write(
    'app/index.html',
    '<div id="app"></div><script type="module" src="./main.jsx"></script>',
  )
  installed.write(
    'app/main.jsx',
    `import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import { TraceLinkPanel } from 'trace-link-explorer/react'
    const traces = ${JSON.stringify(TRACES)}
    createRoot(document.querySelector('#app')).render(createElement(TraceLinkPanel, { traces }))`,
  )
  installed.tool('vite', 'build', 'app', '--logLevel', 'error')
  await expectPanel(page, join(installed.project, 'app', 'dist'))
})

for (const [module, moduleResolution] of [
  ['esnext', 'bundler'],
  ['node16', 'node16'],
]) {
  test(`its types are found with the module resolution ${moduleResolution}`, ({ installed }) => {
    const folder = `types-${moduleResolution}`
    installed.link('@types/react', 'csstype')
    installed.write(
      `${folder}/main.ts`,
      `import type { TraceLinkPanelElement } from 'trace-link-explorer/element'
      import type { TraceLinkPanelElement as InOneFile } from 'trace-link-explorer/element.standalone'
      import { TraceLinkPanel, type TraceLinkPanelProps } from 'trace-link-explorer/react'
      import { connectPanel, type FramedPanel } from 'trace-link-explorer/host'
      import { startServer, type RunningServer } from 'trace-link-explorer/server'

      export const props: TraceLinkPanelProps = { view: 'graph', onFollow: ({ traceId }) => traceId === '' }
      // @ts-expect-error there is no such view
      export const wrong: TraceLinkPanelProps = { view: 'movie' }
      export const element = document.querySelector('trace-link-panel') as TraceLinkPanelElement
      export const whole: InOneFile = element
      element.addEventListener('follow', (event) => event.preventDefault())
      export const frame: FramedPanel = connectPanel(document.createElement('iframe'), { origin: 'https://a.example' })
      export const server: Promise<RunningServer> = startServer(['--memory'])
      export default TraceLinkPanel`,
    )
    const compilerOptions = {
      target: 'es2024',
      lib: ['es2024', 'dom', 'dom.iterable'],
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      types: [],
    }
    const files = ['main.ts']
    installed.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files }))
    installed.tool('tsc', '--project', folder)
  })
}

async function expectStarted(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const [url] = /http:\/\/localhost:\d+/.exec(said) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`the command ended: ${said}`)
}

test('the command starts the app and its API, and stops', async ({ installed, page }) => {
  const child = spawn(installed.command, ['--port', '0', '--otlp-port', 'off', '--memory'], {
    cwd: installed.project,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const url = await expectStarted(child)
    const status = (await (await fetch(`${url}/api/v1/status`)).json()) as object
    expect(status).toMatchObject({ dataDirectory: null })
    await page.goto(url)
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await page.close()
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
  }
})

test('the server starts in a program of one’s own', async ({ installed }) => {
  installed.write(
    'serve.js',
    `import { startServer } from 'trace-link-explorer/server'
    const server = await startServer(['--port', '0', '--otlp-port', 'off', '--memory'])
    const answer = await fetch(server.url + '/api/v1/status')
    if (!answer.ok) throw new Error(answer.status)
    await server.stop()`,
  )
  installed.tool('node', 'serve.js')
})
