import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { Explorer } from './queries/explorer.ts'
import { workerTraceHost } from './queries/worker-host.ts'
import { localSource } from './sources/local/client.ts'
import { browserNavigation } from './state/navigation.ts'
import { createPreferences } from './state/preferences.ts'
import { storageOf } from './state/storage.ts'
import { createViewStore } from './state/view-store.ts'

const local = localSource()
const explorer = new Explorer({
  source: local,
  local,
  named: false,
  navigation: browserNavigation(window),
  preferences: createPreferences(storageOf(window, 'localStorage')),
  views: createViewStore(storageOf(window, 'sessionStorage')),
  worker: workerTraceHost(
    () => new Worker(new URL('./queries/trace.worker.ts', import.meta.url), { type: 'module' }),
  ),
})
window.addEventListener('pagehide', () => explorer.views.keep())

const root = document.getElementById('root')
if (root) createRoot(root).render(<App explorer={explorer} />)
