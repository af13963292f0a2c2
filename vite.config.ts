import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://localhost:4320'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    sourcemap: true,
    chunkSizeWarningLimit: 400,
    // No inline script: the page's content security policy forbids it.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  server: {
    strictPort: true,
    proxy: { '/api': server, '/gateway': server, '/v1': server },
  },
})
