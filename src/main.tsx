import { siteOf } from './app/site.ts'
import { startApp } from './app/start.tsx'
import { allowOwnScripts } from './ui/trusted-scripts.ts'

allowOwnScripts(window)
startApp(siteOf(window))
