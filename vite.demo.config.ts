import { msw } from 'msw/vite'
import { type Plugin, defineConfig, mergeConfig } from 'vite'
import app from './vite.config.ts'

/** What the demo's page may do: nothing leaves its origin. A page can't say who may frame it; that is for its host's headers. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/** The app's page with the demo's entry. */
const demoPage: Plugin = {
  name: 'demo-page',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => ({
      html: html.replace('/src/main.tsx', '/src/demo/main.ts'),
      tags: [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'content-security-policy', content: POLICY },
          injectTo: 'head-prepend',
        },
      ],
    }),
  },
}

/** `npm run build:demo`: the app with staged sources in the page. The plugin of msw puts its service worker beside the page. */
export default mergeConfig(
  app,
  defineConfig({
    plugins: [demoPage, msw({ mode: 'worker-only' })],
    // One chunk holds what stands in for the sources.
    build: {
      outDir: 'dist-demo',
      chunkSizeWarningLimit: 500,
      rolldownOptions: { input: 'index.html' },
    },
  }),
)
