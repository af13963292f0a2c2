import { encodeSpans } from '../src/otlp/encode-spans.ts'
import { DRAWN_ORIGIN } from '../src/testing/trace-notation.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { send } from './server.ts'
import { attributesOf, spanOf } from './spans.ts'

const SQL = `SELECT id, total FROM orders WHERE customer = 'from  here' AND total > 10 ORDER BY id LIMIT 20`
const event = (ms: bigint, name: string, type = '') => ({
  time: DRAWN_ORIGIN + ms * 1_000_000n,
  name,
  attributes: type === '' ? [] : attributesOf(['exception.type', type]),
  droppedAttributes: 0,
})
const span = spanOf('t/query', {
  attributes: attributesOf(['db.query.text', SQL], ['db.rows', 9007199254740993n]),
  events: [event(25n, 'asked'), event(75n, 'exception', 'Timeout')],
})

test.beforeEach(async ({ explorer, server }) => {
  await send(server, encodeSpans([span]))
  await explorer.openTraceById(span.ref.traceId, `?span=${span.ref.spanId}`)
})

test('a statement is read a clause a line, and copied as it came', async ({
  explorer,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await expect(explorer.details.getByText(/^SELECT id, total\nFROM orders\n/)).toBeVisible()
  await explorer.details.getByRole('button', { name: 'Copy value of db.query.text' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(SQL)
  await explorer.details.getByRole('button', { name: 'Copy all as JSON' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('"db.rows": 9007199254740993')
})

test('events stand on the span’s time', async ({ explorer }) => {
  await explorer.openTab(/^Events/)
  await expect(explorer.details.getByRole('img', { name: '2 events within 100 ms' })).toBeVisible()
})

test('the details stand right or below, as wide or high as one likes, and are found so again', async ({
  explorer,
  page,
  checkAccessibility,
}) => {
  const boxOf = async () => (await explorer.details.boundingBox())!
  const right = await boxOf()
  await explorer.details.getByRole('button', { name: 'Show the details below' }).click()
  const below = await boxOf()
  expect(below.width).toBeGreaterThan(right.width)
  expect(below.y).toBeGreaterThan(right.y)
  const splitter = page.getByRole('separator', { name: 'Height of the span details' })
  await splitter.focus()
  await page.keyboard.press('ArrowUp')
  await expect.poll(async () => (await boxOf()).height).toBeGreaterThan(below.height)
  const { height } = await boxOf()
  await page.mouse.move(600, (await splitter.boundingBox())!.y + 4)
  await page.mouse.down()
  await page.mouse.move(600, 300)
  await page.mouse.up()
  await expect.poll(async () => (await boxOf()).height).toBeGreaterThan(height)
  await checkAccessibility('details below')
  const dragged = await boxOf()
  await page.reload()
  await expect(explorer.details).toBeVisible()
  expect(await boxOf()).toEqual(dragged)
  await explorer.details.getByRole('button', { name: 'Show the details at the right' }).click()
  expect(await boxOf()).toEqual(right)
})
