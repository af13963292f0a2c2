import { siteOf } from './app/site.ts'
import { startFrame } from './embed/frame/start-frame.tsx'
import { SOURCE_PARAM, askedByUrl } from './embed/frame/asked-by-url.ts'
import { allowOwnScripts } from './ui/trusted-scripts.ts'

const { baseURI, documentElement } = document
const { navigation, sources, store } = siteOf(window)
const { served, embedOrigins = '' } = documentElement.dataset
const { source } = askedByUrl(navigation.current())
const place = `/trace/{traceId}?span={spanId}&view={view}`
const named = source === null ? '' : `&${new URLSearchParams({ [SOURCE_PARAM]: source })}`

allowOwnScripts(window)
startFrame({
  navigation,
  sources,
  store: store !== null,
  origins: [window.location.origin, ...embedOrigins.split(' ').filter(Boolean)],
  hrefTemplate:
    (served === undefined ? `${new URL('.', baseURI)}#` : window.location.origin) + place + named,
})
