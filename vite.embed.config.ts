import react from '@vitejs/plugin-react'
import { type Plugin, defineConfig } from 'vite'

/** Workers are text inside the module: it can be served from anywhere, and a worker's script can't. */
const inlineWorkers: Plugin = {
  name: 'inline-workers',
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('node_modules')) return
    let imports = ''
    const inlined = code.replaceAll(
      /new Worker\(\s*new URL\('([^']+)', import\.meta\.url\),\s*\{ type: 'module' \},?\s*\)/g,
      (_, path: string) => {
        const name = `InlineWorker${imports.length}`
        imports += `import ${name} from '${path}?worker&inline'\n`
        return `new ${name}()`
      },
    )
    if (imports !== '') return { code: imports + inlined, map: null }
  },
}

/** Styles are text inside the module: each panel takes them into its shadow root. */
const inlineStyles: Plugin = {
  name: 'inline-styles',
  enforce: 'post',
  generateBundle(_, bundle) {
    let css = ''
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type !== 'asset' || !name.endsWith('.css')) continue
      css += String(file.source)
      delete bundle[name]
    }
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') {
        file.code = file.code.replace(/\bPANEL_CSS\b/, () => JSON.stringify(css))
      }
    }
  },
}

const ENTRIES: Readonly<Record<string, string>> = {
  element: 'src/embed/element.ts',
  react: 'src/embed/react.tsx',
  host: 'src/embed/host.ts',
}

/** `npm run build:embed`: each entry is one file. React is part of the element's, and the host's for the component. */
export default defineConfig(({ mode }) => {
  const entry = Object.hasOwn(ENTRIES, mode) ? mode : 'element'
  return {
    plugins: [react(), inlineWorkers, inlineStyles],
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    build: {
      outDir: 'dist-embed',
      emptyOutDir: entry === 'element',
      target: 'es2023',
      cssCodeSplit: false,
      lib: {
        entry: ENTRIES[entry],
        formats: ['es'],
        fileName: () => `${entry}.js`,
      },
      rolldownOptions: {
        external: entry === 'react' ? [/^react(-dom)?($|\/)/] : [],
        output: { codeSplitting: false, minify: true },
        checks: { pluginTimings: false },
      },
    },
    worker: { format: 'es' },
  }
})
