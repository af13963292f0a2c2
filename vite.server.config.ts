import { defineConfig } from 'vite'

/**
 * The server as JavaScript with all that it is made of: Node reads no TypeScript of installed packages. Two folders deep, as
 * in `src`, so that the server finds the app and its version from there.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist-server/lib',
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: {
      input: {
        main: 'src/server/main.ts',
        server: 'src/server/server.ts',
        'writer.worker': 'src/server/store/writer.worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
