import { siteOf } from './app/site.ts'
import { startApp } from './app/start.tsx'

startApp(siteOf(window))
