import { createRoot } from 'react-dom/client'
import { ThemeRoot } from '../shell/ThemeRoot.tsx'
import '../ui/tokens.css'
import '../ui/widgets.css'
import './gallery.css'
import { Panels } from './Panels.tsx'
import { makeStages } from './stages.ts'
import { Widgets } from './Widgets.tsx'

/** All widgets and panels in all states, in both themes side by side. It is no part of what is built. */
const themes = await Promise.all(
  (['light', 'dark'] as const).map(async (theme) => ({ theme, stages: await makeStages() })),
)
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    themes.map(({ theme, stages }) => (
      <ThemeRoot key={theme} theme={theme} className="gallery" role="region" aria-label={theme}>
        <h2>{theme}</h2>
        <Widgets />
        <Panels stages={stages} />
      </ThemeRoot>
    )),
  )
}
