import { startApp } from '../app/start.tsx'
import { serverList } from '../queries/source-list.ts'
import { localSource } from '../sources/local/client.ts'
import { hashNavigation } from '../state/navigation.ts'

/** The app with nothing behind it: sources that are staged in the page answer what it asks. */
async function startDemo(): Promise<void> {
  const { pathname } = new URL(document.baseURI)
  const base = pathname.slice(0, pathname.lastIndexOf('/'))
  const { stageSources } = await import('./stage-sources.ts')
  await stageSources(base)
  startApp({
    navigation: hashNavigation(window),
    sources: serverList(base),
    store: localSource(base),
  })
}

startDemo().catch((error: unknown) => {
  console.error(error)
  const root = document.getElementById('root')
  if (root) {
    root.textContent =
      'The demo could not start. It needs a browser that lets this page have a service worker, over https or from localhost.'
  }
})
