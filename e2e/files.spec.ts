import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { bigTraceJson } from '../src/testing/big-trace.ts'
import { jsonOf, protoOf } from '../src/testing/documents.ts'
import { draw, drawnRef } from '../src/testing/trace-notation.ts'
import { ExplorerPage } from './explorer-page.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'

const { spans } = draw(`
  trace order
  0-10 shop receive-order server order.id=7
  trace other
  5-15 shop receive-order server order.id=8
  trace batch
  60000-61000 jobs process-batch consumer batch.size=2 -> order/receive-order(order.id=7) -> other/receive-order
`)
const orders = spans.slice(0, 2)
const batch = spans.slice(2)
const BATCH = drawnRef('batch/process-batch')

interface TestFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}
const fileOf = (name: string, content: string | Uint8Array): TestFile => ({
  name,
  mimeType: '',
  buffer: Buffer.from(content as string),
})
const ORDERS = fileOf('orders.jsonl', orders.map((span) => jsonOf([span])).join('\n'))
const BATCH_GZ = fileOf('batch.bin.gz', gzipSync(protoOf(batch)))
const NOTES = fileOf('notes.txt', 'hello, this is no trace\n')
const HOSTILE_NAME = '<img src=x onerror=alert(1)>\u202egnp.json'

const filesLine = (page: Page) => page.getByRole('region', { name: 'Open files' })
const opener = (page: Page) => page.getByRole('banner').getByLabel('Open files…')
const failures = (page: Page) => page.getByRole('alert').filter({ hasText: 'could not be opened' })

async function openFiles(page: Page, url: string, files: TestFile[]): Promise<void> {
  await page.goto(url)
  await opener(page).setInputFiles(files)
}

/** Drags files and folders of the disk over the page, as the browser hears of it from the desktop. */
async function holdOver(page: Page, paths: readonly string[]): Promise<{ drop(): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page)
  const dispatch = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devtools.send('Input.dispatchDragEvent', {
      type,
      x: 300,
      y: 300,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    })
  await dispatch('dragEnter')
  await dispatch('dragOver')
  return { drop: async () => void (await dispatch('drop')) }
}

/** A directory with these files, gone after the test. */
async function onDisk(
  files: readonly TestFile[],
): Promise<{ readonly paths: string[]; readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'trace-files-'))
  const paths = files.map(({ name }) => join(path, name))
  for (const [i, { buffer }] of files.entries()) await writeFile(paths[i], buffer)
  return { path, paths, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('chosen files become a source of their own, and links between them are followed', async ({
  explorer,
  page,
}) => {
  await openFiles(page, explorer.url, [ORDERS, BATCH_GZ])
  await expect(filesLine(page)).toContainText('3 traces, 3 spans from 2 files (OTLP)')
  await expect(page).toHaveURL(/\?source=files$/)
  await expect(explorer.traceRows).toHaveCount(3)
  const menu = page.getByRole('combobox', { name: 'Source' })
  await expect(menu).toHaveValue('files')
  await expect(menu.getByRole('option', { selected: true })).toHaveText('orders.jsonl and 1 more')
  await explorer.openTrace(/process-batch/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links 2/)
  await explorer.resolved()
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.details).toContainText('came from process-batch')
  await expect(explorer.tab('Linked from 1')).toBeVisible()
  await menu.selectOption('local')
  await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
  await expect(filesLine(page)).toHaveCount(0)
})

test('a single trace opens at once; what it links to resolves when its file is added', async ({
  explorer,
  page,
}) => {
  await openFiles(page, explorer.url, [BATCH_GZ])
  await expect(explorer.tree).toBeVisible()
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await expect(explorer.linkRows.first()).toContainText('not found')
  await page.getByLabel('Add files…').setInputFiles([ORDERS])
  await expect(filesLine(page)).toContainText('3 traces, 3 spans from 2 files')
  await expect(explorer.traceRows).toHaveCount(3)
  await page.goBack()
  await expect(explorer.linkRows.first()).toContainText('receive-order')
})

test('files can be dropped anywhere; a folder among them is named', async ({ explorer, page }) => {
  await using disk = await onDisk([ORDERS])
  const folder = join(disk.path, 'my-traces')
  await mkdir(folder)
  await page.goto(explorer.url)
  await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
  const held = await holdOver(page, [...disk.paths, folder])
  const invitation = page.getByRole('region', { name: 'Drop files' })
  await expect(invitation).toContainText('Drop trace files to open them')
  await held.drop()
  await expect(invitation).toHaveCount(0)
  await expect(explorer.traceRows).toHaveCount(2)
  await expect(failures(page)).toContainText('my-traces: This is a folder.')
})

test('lines that can’t be read are listed with file and line, and can be copied', async ({
  context,
  explorer,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const broken = fileOf('orders.jsonl', `${ORDERS.buffer.toString()}\n{"broken\nnonsense\n`)
  await openFiles(page, explorer.url, [broken])
  await expect(explorer.traceRows).toHaveCount(2)
  await filesLine(page).getByText('3 notes on these files').click()
  const notes = filesLine(page).getByRole('listitem')
  await expect(notes).toHaveText([
    'orders.jsonl: 2 records could not be read',
    /^orders\.jsonl: line 3: not JSON/,
    /^orders\.jsonl: line 4: not JSON/,
  ])
  await filesLine(page).getByRole('button', { name: 'Copy notes' }).click()
  await expect(filesLine(page).getByRole('button', { name: 'Copied notes' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n')[1]).toMatch(/^orders\.jsonl: line 3: not JSON/)
})

test('where no file can be opened the page stays and says why of each', async ({
  explorer,
  page,
}) => {
  const empty = fileOf('empty.json', '')
  const metrics = fileOf('metrics.json', '{"resourceMetrics":[]}')
  await openFiles(page, explorer.url, [NOTES, empty, metrics])
  const list = failures(page).getByRole('listitem')
  await expect(list).toHaveText([
    'notes.txt: Not a trace file: it is text, neither JSON nor OTLP protobuf.',
    'empty.json: The file is empty.',
    'metrics.json: There is no trace in it: only metrics, logs, or empty answers.',
  ])
  await expect(page).toHaveURL(`${explorer.url}/`)
  await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
  await failures(page).getByRole('button', { name: 'Close' }).click()
  await expect(failures(page)).toHaveCount(0)
})

test('a span that stands in two files is shown once, and a file that is open is not opened again', async ({
  explorer,
  page,
}) => {
  await openFiles(page, explorer.url, [ORDERS, fileOf('all.json', jsonOf(spans))])
  await expect(filesLine(page)).toContainText('3 traces, 3 spans from 2 files')
  await filesLine(page).getByText('1 note on these files').click()
  await expect(filesLine(page)).toContainText('2 spans left out: an equal one is there already')
  await page.getByLabel('Add files…').setInputFiles([ORDERS])
  await expect(failures(page)).toContainText('orders.jsonl: The same file is open already.')
})

test('after a reload the page asks for the files again, and shows the same place', async ({
  explorer,
  page,
}) => {
  await openFiles(page, explorer.url, [ORDERS, BATCH_GZ])
  await expect(explorer.traceRows).toHaveCount(3)
  const place = `/trace/${BATCH.traceId}?span=${BATCH.spanId}&tab=links&source=files`
  await page.goto(explorer.url + place)
  const main = page.getByRole('main')
  await expect(main).toContainText('The files have to be chosen again')
  await expect(main.getByRole('listitem')).toHaveText(['orders.jsonl', 'batch.bin.gz'])
  await page.getByLabel('Choose files…').setInputFiles([ORDERS, BATCH_GZ])
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.linkRows.first()).toContainText('receive-order')
  await expect(page).toHaveURL(explorer.url + place)
})

test('the page goes on while a large trace is read, so that it can be cancelled', async ({
  explorer,
  page,
}) => {
  test.slow()
  await using disk = await onDisk([fileOf('large.json', bigTraceJson({ spans: 100_000 }))])
  const [path] = disk.paths
  await page.goto(explorer.url)
  await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
  await opener(page).setInputFiles(path)
  const reading = page.getByRole('status').filter({ hasText: 'Reading large.json' })
  await expect(reading).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Files read' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(reading).toHaveCount(0)
  await expect(page).toHaveURL(`${explorer.url}/`)
  await expect(filesLine(page)).toHaveCount(0)
  await opener(page).setInputFiles(path)
  await expect(reading).toBeVisible()
  await expect(filesLine(page)).toContainText('1 trace, 100,000 spans', { timeout: 60_000 })
  await expect(explorer.tree).toBeVisible({ timeout: 60_000 })
})

test('all goes by keyboard alone', async ({ explorer, page }) => {
  await page.goto(explorer.url)
  const input = opener(page)
  await tabTo(page, input)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.keyboard.press('Enter'),
  ])
  expect(chooser.isMultiple()).toBe(true)
  await chooser.setFiles([ORDERS, NOTES])
  await expect(failures(page)).toContainText('notes.txt')
  await expect(input).toBeFocused()
  await tabTo(page, failures(page).getByRole('button', { name: 'Close' }))
  await page.keyboard.press('Enter')
  await expect(failures(page)).toHaveCount(0)
  await tabTo(page, page.getByLabel('Add files…'))
  const [adding] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press(' ')])
  await adding.setFiles([BATCH_GZ])
  await expect(filesLine(page)).toContainText('from 2 files')
})

test('the control that goes with its screen hands the focus on', async ({ explorer, page }) => {
  await page.goto(`${explorer.url}/?source=files`)
  const choose = page.getByLabel('Choose files…')
  await choose.focus()
  await choose.setInputFiles([ORDERS])
  await expect(filesLine(page)).toBeFocused()
})

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (await target.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('names and texts of files are shown as text', async ({ explorer, page }) => {
  const evil = '"><script>alert(1)</script>\u202eevil'
  const hostile = [{ ...batch[0], name: evil }]
  const name = HOSTILE_NAME
  await openFiles(page, explorer.url, [
    fileOf(name, `${jsonOf(hostile)}\n{"a":"<b>x</b>"\n`),
    fileOf(`broken-${name}`, '<script>alert(1)</script>'),
  ])
  await expect(failures(page)).toContainText('<img src=x onerror=alert(1)>\\u202Egnp.json')
  await filesLine(page).getByText('notes on these files').click()
  await expect(filesLine(page).getByRole('listitem').first()).toContainText('\\u202Egnp.json')
  await expect(page.locator('img, main script')).toHaveCount(0)
  await expect(page.getByRole('option', { selected: true }).first()).toContainText('\\u202E')
})

test('files of the command line are shown, and joined by those that are dropped', async ({
  page,
  start,
}) => {
  await using disk = await onDisk([ORDERS, NOTES])
  await using more = await onDisk([BATCH_GZ])
  const server = await start('--memory', '--no-sample', '--open', ...disk.paths)
  const explorer = new ExplorerPage(page, server.url)
  await page.goto(`${server.url}/?source=files`)
  await expect(explorer.traceRows).toHaveCount(2)
  await expect(filesLine(page)).toContainText('2 traces, 2 spans from 1 file (OTLP)')
  await expect(failures(page)).toContainText('notes.txt: Not a trace file')
  await (await holdOver(page, more.paths)).drop()
  await expect(explorer.traceRows).toHaveCount(3)
  await page.reload()
  await expect(explorer.traceRows).toHaveCount(2)
  await filesLine(page).getByText('1 note on these files').click()
  await expect(filesLine(page)).toContainText('batch.bin.gz: open before the page was loaded')
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 400]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 860 } })

      test('axe finds nothing in any state of files, and nothing is cut', async ({
        checkAccessibility,
        explorer,
        page,
      }) => {
        test.slow()
        const check = async (what: string) => {
          await checkAccessibility(what)
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect(overflow, `the page scrolls sideways: ${what}`).toBe(0)
        }
        const long = fileOf(`${'orders-of-'.repeat(20)}.jsonl`, `${ORDERS.buffer.toString()}\nx\ny`)
        await using disk = await onDisk([long, NOTES])
        await page.goto(explorer.url)
        await expect(page.getByRole('heading', { name: 'No traces yet' })).toBeVisible()
        const held = await holdOver(page, disk.paths)
        await expect(page.getByText('Drop trace files to open them')).toBeVisible()
        await check('files held over the page')
        await held.drop()
        await expect(failures(page)).toBeVisible()
        await filesLine(page).getByText('notes on these files').click()
        await check('opened, with notes and a file that was not')
        await page.reload()
        await expect(page.getByRole('main')).toContainText('chosen again')
        await check('to be chosen again')
        await page.getByLabel('Choose files…').setInputFiles([BATCH_GZ])
        await expect(explorer.traceRows).toHaveCount(1)
        await check('some of them chosen again')
      })
    })
  }
}
