import { setupWorker } from 'msw/browser'
import { type HttpHandler, HttpResponse, http } from 'msw/http'
import { joinBytes } from '../base/join-bytes.ts'
import { epochNanosFromMillis } from '../base/time.ts'
import type { SourceEntry } from '../queries/source-list.ts'
import { sampleRequests } from '../server/sample.ts'
import { fakeJaeger } from '../testing/fake-jaeger.ts'
import { fakeLocal } from '../testing/fake-local.ts'

/**
 * Has a service worker hand the page's requests back to the page, where the stand-ins of the tests answer. `base` is the path
 * of the page, without a slash at its end.
 */
export async function stageSources(base: string): Promise<void> {
  await setupWorker(...(await stagedSources(base))).start({
    serviceWorker: { url: `${base}/mockServiceWorker.js` },
    // The page's own files.
    onUnhandledFrame: 'bypass',
    quiet: true,
  })
}

const HEALTHY = { health: { state: 'ok', message: null } } as const

/** The embedded store and a Jaeger, both with the sample scenario, which ends now. */
async function stagedSources(base: string): Promise<HttpHandler[]> {
  const local = await fakeLocal(joinBytes(sampleRequests(epochNanosFromMillis(Date.now()))))
  const jaegerBase = `${base}/staged/jaeger`
  const jaeger = fakeJaeger(local.spans, '2.20')
  const sources: SourceEntry[] = [
    { ...HEALTHY, id: 'local', kind: 'local', name: 'local', base: '' },
    { ...HEALTHY, id: 'jaeger', kind: 'jaeger', name: 'Jaeger (staged)', base: jaegerBase },
  ]
  return [
    http.get(`${base}/api/v1/sources`, () => HttpResponse.json({ sources })),
    http.all(`${base}/api/v1/*`, ({ request }) => local.fetch(request)),
    http.get(`${jaegerBase}/*`, ({ request }) => {
      const { pathname, search } = new URL(request.url)
      return jaeger.fetch(new URL(pathname.slice(jaegerBase.length) + search, 'http://jaeger'))
    }),
  ]
}
