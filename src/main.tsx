import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { preloadScreens } from './app/screens.ts'
import { SourceRegistry } from './queries/source-registry.ts'
import { workerTraceHost } from './queries/worker-host.ts'
import { browserNavigation } from './state/navigation.ts'
import { placeOf } from './state/places.ts'
import { createPreferences } from './state/preferences.ts'
import { storageOf } from './state/storage.ts'
import { createViewStore } from './state/view-store.ts'

const registry = new SourceRegistry({
  navigation: browserNavigation(window),
  preferences: createPreferences(storageOf(window, 'localStorage')),
  views: createViewStore(storageOf(window, 'sessionStorage')),
  startWorker: () =>
    workerTraceHost(
      () => new Worker(new URL('./queries/trace.worker.ts', import.meta.url), { type: 'module' }),
    ),
})
window.addEventListener('pagehide', () => registry.local.views.keep())

preloadScreens(placeOf(registry.local.navigation.current()))

const root = document.getElementById('root')
if (root) createRoot(root).render(<App registry={registry} />)
