import react from '@vitejs/plugin-react'
import { type Plugin, defineConfig } from 'vite'

const server = 'http://localhost:4320'

/** The development server stands for ours, to which it hands requests on: see src/server/app-page.ts. */
const served: Plugin = {
  name: 'served',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace('<html', '<html data-served="store"'),
}

export default defineConfig({
  // Relative, so that the build runs at any path of a static host; the server makes paths of its page absolute.
  base: './',
  plugins: [react(), served],
  build: {
    target: 'es2023',
    sourcemap: true,
    chunkSizeWarningLimit: 400,
    // No inline script: the page's content security policy forbids it.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The app, and a panel as a page for frames of other pages.
    rolldownOptions: { input: { index: 'index.html', embed: 'embed.html' } },
  },
  worker: { format: 'es' },
  server: {
    strictPort: true,
    proxy: { '/api': server, '/gateway': server, '/v1': server },
  },
})
