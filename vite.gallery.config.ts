import { defineConfig, mergeConfig } from 'vite'
import app from './vite.config.ts'

/** `npm run gallery`: a page of its own for who works on the looks; e2e/gallery.spec.ts builds it aside. */
export default mergeConfig(
  app,
  defineConfig({
    server: { port: 4322, open: '/gallery.html' },
    build: {
      outDir: 'dist-gallery',
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: 'gallery.html' },
    },
  }),
)
