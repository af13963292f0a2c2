import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { Span } from '../src/model/span.ts'
import { jsonOf, protoOf } from '../src/testing/documents.ts'
import { drawnRef, drawnTraceId } from '../src/testing/trace-notation.ts'
import type { ExplorerPage } from './explorer-page.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { send } from './server.ts'
import { attributesOf, linkOf, resourceOf, spanOf } from './spans.ts'

const ENCODINGS = { JSON: jsonOf, protobuf: protoOf } as const

const TABS = ['Attributes', 'Events', 'Links', 'Linked from', 'Resource', 'Raw'] as const

async function openSpan(explorer: ExplorerPage, path: string, tab = 'attributes'): Promise<void> {
  const { traceId, spanId } = drawnRef(path)
  await explorer.openTraceById(traceId, `?span=${spanId}&tab=${tab}`)
  await expect(explorer.details).toBeVisible()
}

test.describe('markup is text', () => {
  const MARKUP =
    '"\'><img src=x onerror=window.pwned=1><script>window.pwned=1</script><svg onload=window.pwned=1>'

  /** Inline handlers are forbidden by the page's policy as well: an element that got in is enough to fail. */
  async function expectUnharmed(page: Page): Promise<void> {
    await expect(page.locator('img, iframe, script:not([src]), svg[onload]')).toHaveCount(0)
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
  }

  function poisoned(path: string, part: Partial<Span> = {}): Span {
    const attributes = attributesOf([MARKUP, MARKUP], ['nested', [MARKUP, { entries: [] }]])
    return spanOf(path, {
      name: MARKUP,
      traceState: MARKUP,
      attributes,
      statusCode: 2,
      statusMessage: MARKUP,
      events: [
        { time: 0n, name: MARKUP, attributes, droppedAttributes: 0 },
        {
          time: 0n,
          name: 'exception',
          attributes: attributesOf(
            ['exception.type', MARKUP],
            ['exception.message', MARKUP],
            ['exception.stacktrace', MARKUP],
          ),
          droppedAttributes: 0,
        },
      ],
      resource: { ...resourceOf(MARKUP, attributes), schemaUrl: MARKUP },
      scope: { name: MARKUP, version: MARKUP, attributes, droppedAttributes: 0, schemaUrl: MARKUP },
      ...part,
    })
  }

  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    test(`on every screen, tab and link, sent as ${encoding}`, async ({
      explorer,
      page,
      server,
    }) => {
      page.on('dialog', (dialog) => expect(dialog.message(), 'a dialog').toBe(''))
      const attributes = attributesOf([MARKUP, MARKUP])
      const links = [linkOf(drawnRef('source/request'), { attributes, traceState: MARKUP })]
      await send(server, encode([poisoned('source/request'), poisoned('batch/run', { links })]))

      await explorer.openTraces()
      await expect(explorer.traceRows).toHaveCount(2)
      await expect(explorer.traceRows.first().getByRole('link')).toHaveText(`${MARKUP} ${MARKUP}`)
      await expectUnharmed(page)

      await openSpan(explorer, 'batch/run')
      await expect(page.getByRole('heading', { level: 1 })).toContainText(MARKUP)
      for (const tab of TABS) {
        await explorer.openTab(new RegExp(`^${tab}`))
        await explorer.resolved()
        await expect(explorer.details.getByRole('tabpanel')).not.toBeEmpty()
        if (tab !== 'Linked from' && tab !== 'Raw') {
          await expect(explorer.details.getByRole('tabpanel')).toContainText(MARKUP)
        }
        await expectUnharmed(page)
      }

      await explorer.openTab('Links 1')
      await explorer.unfoldLink(0)
      await expect(explorer.details.getByLabel('Attributes of the link')).toContainText(MARKUP)
      await expect(explorer.details).toContainText(`trace state${MARKUP}`)
      await expectUnharmed(page)
      await explorer.followLink(0)
      await expect(explorer.details).toContainText(`came from ${MARKUP} (${MARKUP})`)
      await expect(explorer.trail).toContainText(MARKUP)
      await expectUnharmed(page)
    })
  }
})

test('names of built-in properties are names like others', async ({ explorer, page, server }) => {
  const names = ['__proto__', 'constructor', 'toString']
  const attributes = attributesOf(...names.map((name) => [name, `value of ${name}`] as const), [
    '__proto__',
    { entries: attributesOf(['polluted', true]) },
  ])
  await send(server, jsonOf([spanOf('source/request', { name: '__proto__', attributes })]))
  await send(
    server,
    protoOf(
      names.map((name) =>
        spanOf(`${name}/run`, {
          name,
          attributes,
          resource: resourceOf(name),
          links: [linkOf(drawnRef('source/request'), { attributes })],
        }),
      ),
    ),
  )
  for (const name of names) {
    await explorer.openTraces(`?service=${name}&operation=${name}`)
    await expect(explorer.traceRows).toHaveCount(1)
    await explorer.openTrace(new RegExp(`${name} ${name}`))
    await explorer.selectSpan(name)
    const list = explorer.details.getByLabel('Attributes of the span')
    for (const key of names) await expect(list).toContainText(`value of ${key}`)
    await expect(list.getByText('__proto__', { exact: true })).toHaveCount(2)
    await explorer.openTab('Links 1')
    await explorer.resolved()
    await expect(explorer.details.getByRole('columnheader', { name })).toBeVisible()
    await expect(explorer.linkRows.first()).toContainText(`value of ${name}`)
  }
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
})

test.describe('numbers', () => {
  const VALUES = attributesOf(
    ['not a number', NaN],
    ['infinity', Infinity],
    ['minus infinity', -Infinity],
    ['minus zero', -0],
    ['largest', 2n ** 63n - 1n],
    ['smallest', -(2n ** 63n)],
  )
  const SHOWN = [
    'NaN',
    'Infinity',
    '-Infinity',
    '-0',
    '9223372036854775807',
    '-9223372036854775808',
  ]

  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    test(`are shown to the last digit, sent as ${encoding}`, async ({ explorer, server }) => {
      await send(server, encode([spanOf('numbers/run', { attributes: VALUES })]))
      await openSpan(explorer, 'numbers/run')
      const values = explorer.details.getByLabel('Attributes of the span').getByRole('definition')
      await expect(values).toHaveCount(VALUES.length)
      for (const [at, text] of SHOWN.entries()) {
        await expect(values.nth(at).getByText(text, { exact: true })).toBeVisible()
      }
      await explorer.openTab('Raw')
      for (const text of SHOWN.slice(0, 3).concat(SHOWN.slice(4))) {
        await expect(explorer.details.getByRole('tabpanel')).toContainText(text)
      }
    })

    test(`of times reach to 2^64 − 1, sent as ${encoding}`, async ({ explorer, server }) => {
      const times = { zero: 0n, middle: 2n ** 63n - 1n, last: 2n ** 64n - 1n }
      const spans = Object.entries(times).map(([name, time]) =>
        spanOf(`times/${name}`, { start: time, end: time }),
      )
      await send(server, encode(spans))
      await explorer.openTraces()
      await expect(explorer.traceRows).toHaveCount(1)
      for (const [name, time] of Object.entries(times)) {
        await openSpan(explorer, `times/${name}`, 'raw')
        await expect(explorer.details.getByRole('tabpanel')).toContainText(
          `"endTimeUnixNano": "${time}"`,
        )
      }
      await explorer.openNotes()
      await expect(explorer.notes).toContainText('1 span without a start time')
      await expect(explorer.notes).toContainText('1 span over 104 days from the start')
    })
  }
})

test.describe('size', () => {
  const MEGABYTE = 1024 * 1024
  const LONG = 'all work and no play '.repeat(MEGABYTE / 21)

  test('a value of a megabyte is folded until it is asked for', async ({ explorer, server }) => {
    await send(server, protoOf([spanOf('long/run', { attributes: attributesOf(['text', LONG]) })]))
    await openSpan(explorer, 'long/run')
    const list = explorer.details.getByLabel('Attributes of the span')
    const unfold = list.getByRole('button', { name: 'Show all' })
    await expect(unfold).toHaveText(`Show all ${LONG.length.toLocaleString('en')} characters`)
    expect((await list.innerText()).length).toBeLessThan(1000)
    await unfold.click()
    await expect.poll(async () => (await list.innerText()).length).toBeGreaterThan(LONG.length)
    await list.getByRole('button', { name: 'Show less' }).click()
    await expect.poll(async () => (await list.innerText()).length).toBeLessThan(1000)
  })

  test('a megabyte in every other string leaves the screens usable', async ({
    explorer,
    page,
    server,
  }) => {
    const attributes = attributesOf([LONG, LONG])
    const links = [linkOf(drawnRef('source/request'), { attributes, traceState: LONG })]
    const part: Partial<Span> = {
      name: LONG,
      statusMessage: LONG,
      traceState: LONG,
      resource: resourceOf(LONG),
      events: [{ time: 0n, name: LONG, attributes, droppedAttributes: 0 }],
      attributes,
    }
    await send(server, protoOf([spanOf('source/request', part)]))
    await send(server, protoOf([spanOf('batch/run', { ...part, links })]))
    await explorer.openTraces()
    await expect(explorer.traceRows).toHaveCount(2)
    await openSpan(explorer, 'batch/run')
    for (const tab of TABS) {
      await explorer.openTab(new RegExp(`^${tab}`))
      await explorer.resolved()
    }
    await explorer.openTab('Links 1')
    await explorer.unfoldLink(0)
    await expect(explorer.details.getByLabel('Attributes of the link')).toBeVisible()
    await explorer.followLink(0)
    await expect(explorer.details).toContainText('came from all work')
    const shown = await page.locator('body').innerText()
    expect(shown.length, 'only heads of the strings are in the page').toBeLessThan(100_000)
  })

  test('of 10,000 attributes some are shown, all can be reached and filtered', async ({
    explorer,
    server,
  }) => {
    const attributes = attributesOf(
      ...Array.from({ length: 10_000 }, (_, i) => [`key.${i}`, BigInt(i)] as const),
    )
    await send(server, jsonOf([spanOf('many/run', { attributes })]))
    await openSpan(explorer, 'many/run')
    await expect(explorer.tab('Attributes 10,000')).toBeVisible()
    const values = explorer.details.getByLabel('Attributes of the span').getByRole('definition')
    await expect(values).toHaveCount(200)
    await explorer.details.getByRole('button', { name: 'Show 200 more' }).click()
    await expect(values).toHaveCount(400)
    await explorer.details.getByRole('searchbox').fill('key.9999')
    await expect(values).toHaveCount(1)
  })

  test('3,000 spans inside each other open at both ends', async ({ explorer, server }) => {
    const spans = Array.from({ length: 3000 }, (_, i) =>
      spanOf(`deep/level-${i}`, {
        parentSpanId: i === 0 ? null : drawnRef(`deep/level-${i - 1}`).spanId,
      }),
    )
    await send(server, jsonOf(spans))
    await openSpan(explorer, 'deep/level-2999')
    await expect(explorer.selectedSpan).toContainText('level-2999')
    await expect(explorer.selectedSpan).toHaveAttribute('aria-level', '3000')
    await expect(explorer.selectedSpan).toBeInViewport()
    await explorer.page.getByRole('button', { name: 'Collapse all' }).click()
    await expect(explorer.tree.getByRole('row')).toHaveCount(1)
    await explorer.page.getByRole('button', { name: 'Expand all' }).click()
    await expect(explorer.spanRow('level-1').first()).toBeVisible()
    await expect(explorer.notes).toHaveCount(0)
  })
})

test.describe('a trace that is broken is shown as it is', () => {
  const id = (label: string) => drawnRef(`broken/${label}`).spanId

  test('with a note for each kind of damage', async ({ explorer, server }) => {
    const start = spanOf('broken/root').start
    await send(
      server,
      protoOf([
        spanOf('broken/root'),
        spanOf('broken/child', { parentSpanId: id('root') }),
        spanOf('broken/circle-a', { parentSpanId: id('circle-b') }),
        spanOf('broken/circle-b', { parentSpanId: id('circle-a') }),
        spanOf('broken/own-parent', { parentSpanId: id('own-parent') }),
        spanOf('broken/orphan', { parentSpanId: id('never sent') }),
        spanOf('broken/twin', { parentSpanId: id('root'), name: 'twin-one' }),
        spanOf('broken/twin', { parentSpanId: id('root'), name: 'twin-two' }),
        spanOf('broken/backwards', { parentSpanId: id('root'), end: start - 5_000_000n }),
        spanOf('broken/late', { parentSpanId: id('root'), end: start + 900_000_000n }),
      ]),
    )
    await explorer.openTraceById(drawnTraceId('broken'))
    await expect(explorer.tree.getByRole('row')).toHaveCount(10)
    for (const name of ['circle-a', 'circle-b', 'own-parent', 'orphan', 'twin-one', 'twin-two']) {
      await expect(explorer.spanRow(name)).toBeVisible()
    }
    await explorer.openNotes()
    for (const note of [
      '1 span with a parent that is not here: shown as roots',
      '2 spans in a circle of parents: the circle is opened there',
      'with a span id that stands twice: both are shown',
      '1 span ending before the start: drawn without length',
      '1 span reaching outside the time of the parent',
    ]) {
      await expect(explorer.notes).toContainText(note)
    }
    await explorer.notes
      .getByRole('listitem')
      .filter({ hasText: 'not here' })
      .getByRole('button', { name: 'Show the first' })
      .click()
    await expect(explorer.selectedSpan).toContainText('orphan')
  })

  test('each of two spans with one id can be looked at', async ({ explorer, server }) => {
    const twins = ['one', 'two'].map((name) =>
      spanOf('twins/twin', { name, attributes: attributesOf(['which', `the ${name}`]) }),
    )
    await send(server, jsonOf(twins))
    await explorer.openTraceById(drawnTraceId('twins'))
    for (const name of ['one', 'two']) {
      await explorer.selectSpan(new RegExp(` ${name}`))
      await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText(name)
      await expect(explorer.details).toContainText(`the ${name}`)
    }
  })

  test('links that lead nowhere, or in a circle, say so', async ({ explorer, server }) => {
    const own = drawnRef('links/run')
    const zero = { traceId: '0'.repeat(32), spanId: '0'.repeat(16) }
    const document = JSON.parse(jsonOf([spanOf('links/run')])) as {
      resourceSpans: { scopeSpans: { spans: { links: object[] }[] }[] }[]
    }
    document.resourceSpans[0].scopeSpans[0].spans[0].links = [
      own,
      zero,
      { traceId: 'abc123', spanId: own.spanId },
      { traceId: own.traceId, spanId: 'no id!' },
      { traceId: own.traceId, spanId: 'ab'.repeat(8) },
      {},
    ]
    await send(server, JSON.stringify(document))
    await openSpan(explorer, 'links/run', 'links')
    await explorer.resolved()
    await expect(explorer.tab('Links 6')).toBeVisible()
    await expect(explorer.tab('Linked from 1')).toBeVisible()
    await expect(explorer.linkRows).toHaveCount(6)
    for (const [at, text] of [
      'self',
      'zero id',
      'invalid id',
      'invalid id',
      'span missing',
      'zero id',
    ].entries()) {
      await expect(explorer.linkRows.nth(at)).toContainText(text)
    }
    await explorer.linkRows.nth(2).getByRole('button', { name: 'why?' }).click()
    await expect(explorer.details).toContainText('abc123')
    await explorer.followLink(0)
    await expect(explorer.selectedSpan).toContainText('run')
  })
})

test('only http and https addresses are links', async ({ explorer, server }) => {
  const addresses = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'https://bank.example@other.example/',
    'https://a.example/\u202egpj.exe',
  ]
  const attributes = attributesOf(
    ...addresses.map((address, at) => [`url.${at}`, address] as const),
    ['url.full', 'https://shop.example/orders/7'],
  )
  await send(server, protoOf([spanOf('urls/run', { attributes })]))
  await openSpan(explorer, 'urls/run')
  const links = explorer.details.getByRole('tabpanel').getByRole('link')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://shop.example/orders/7')
  await expect(links).toHaveAttribute('rel', /noopener/)
})

test('characters that reorder or hide text are written out, wherever a name shows', async ({
  explorer,
  page,
  server,
}) => {
  const nasty = (text: string) => `${text}\u202egnp\u200b`
  const shown = (text: string) => `${text}\\u202Egnp\\u200B`
  const part = (text: string): Partial<Span> => ({
    name: nasty(text),
    resource: resourceOf(nasty('service')),
    statusMessage: nasty('status'),
    attributes: attributesOf([nasty('key'), nasty('value')]),
  })
  const links = [
    linkOf(drawnRef('source/request'), {
      attributes: attributesOf([nasty('link-key'), nasty('link-value')]),
      traceState: nasty('state'),
    }),
  ]
  await send(
    server,
    protoOf([
      spanOf('source/request', part('request')),
      spanOf('batch/run', { ...part('run'), links }),
    ]),
  )
  const body = page.locator('body')
  const expectNoneHidden = async () => expect(await body.innerText()).not.toMatch(/[\u202e\u200b]/)

  await explorer.openTraces()
  await expect(explorer.traceRows.filter({ hasText: shown('run') })).toHaveCount(1)
  await expectNoneHidden()
  await openSpan(explorer, 'batch/run')
  await expect(explorer.selectedSpan).toContainText(`${shown('service')} ${shown('run')}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(shown('run'))
  await expect(explorer.details.getByLabel('Attributes of the span')).toContainText(shown('value'))
  await expectNoneHidden()
  await explorer.openTab('Links 1')
  await explorer.resolved()
  await explorer.unfoldLink(0)
  await expect(explorer.linkRows.first()).toContainText(shown('request'))
  await expect(explorer.details).toContainText(shown('state'))
  await expectNoneHidden()
  await explorer.followLink(0)
  await expect(explorer.details).toContainText(shown('run'))
  await expectNoneHidden()
})

test('malformed requests are refused in the words of the specification, and the server goes on', async ({
  explorer,
  server,
}) => {
  const bodyOf = (spans: readonly Span[]) => protoOf(spans) as BodyInit
  const post = (body: BodyInit, headers: Record<string, string>) =>
    fetch(`${server.otlp}/v1/traces`, { method: 'POST', body, headers })
  const json = { 'content-type': 'application/json' }
  const proto = { 'content-type': 'application/x-protobuf' }
  const gzip = { 'content-encoding': 'gzip' }
  const bomb = gzipSync(Buffer.alloc(21 * 1024 * 1024, ' '))

  // google.rpc.Code: 3 INVALID_ARGUMENT, 8 RESOURCE_EXHAUSTED.
  for (const [what, body, headers, status, code] of [
    ['cut JSON', '{"resourceSpans":[', json, 400, 3],
    ['JSON that is no request', '[1,2]', json, 400, 3],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), json, 400, 3],
    ['a body that is not gzip', '{}', { ...json, ...gzip }, 400, 3],
    ['an unknown type', 'spans', { 'content-type': 'text/plain' }, 415, 3],
    ['an unknown encoding', '{}', { ...json, 'content-encoding': 'rot13' }, 415, 3],
    ['a bomb', bomb, { ...json, ...gzip }, 413, 8],
  ] as const) {
    const answer = await post(body, headers)
    expect(answer.status, what).toBe(status)
    expect(answer.headers.get('content-type'), what).toContain('application/json')
    const problem = (await answer.json()) as { code: number; message: string }
    expect(problem.code, what).toBe(code)
    expect(problem.message, what).toMatch(/^[A-Z][^\n]+\.?$/)
  }

  // In protobuf the answer is a google.rpc.Status too: field 1 is the code, field 2 the message.
  const answer = await post(new Uint8Array([0x0a, 0xff, 0xff, 0xff]), proto)
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/x-protobuf')
  const status = new Uint8Array(await answer.arrayBuffer())
  expect([...status.subarray(0, 3)]).toEqual([0x08, 3, 0x12])

  await explorer.page.goto(explorer.url)
  await expect(explorer.page.getByText('No traces yet')).toBeVisible()
  expect((await post(bodyOf([spanOf('fine/run')]), proto)).status).toBe(200)
  await expect(explorer.traceRows).toHaveCount(1)
})

test('a broken span costs itself alone', async ({ explorer, server }) => {
  const document = JSON.parse(jsonOf([spanOf('mixed/good'), spanOf('mixed/bad')])) as {
    resourceSpans: { scopeSpans: { spans: { spanId: string }[] }[] }[]
  }
  document.resourceSpans[0].scopeSpans[0].spans[1].spanId = 'none'
  const answer = await fetch(`${server.otlp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  })
  expect(answer.status).toBe(200)
  const { partialSuccess } = (await answer.json()) as { partialSuccess: Record<string, string> }
  expect(partialSuccess.rejectedSpans).toBe('1')
  expect(partialSuccess.errorMessage).toContain('spans[1]')
  await explorer.openTraceById(drawnTraceId('mixed'))
  await expect(explorer.tree.getByRole('row')).toHaveCount(1)
  await expect(explorer.spanRow('good')).toBeVisible()
})
