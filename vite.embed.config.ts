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
  'element.standalone': 'src/embed/element.ts',
  react: 'src/embed/react.tsx',
  host: 'src/embed/host.ts',
}

/** One chunk has all that the first picture takes, so that it comes in one request. */
const FIRST = { name: 'panel', test: /\/src\/embed\/mount-panel\.tsx$/ }

/** The entries that are all in one file. */
const WHOLE = ['element.standalone', 'host']

/**
 * `npm run build:embed`, an entry at a time. Element and component load what they show from the folder of their name, whatever
 * address they are served at. React is part of the element's, and the host's for the component.
 */
export default defineConfig(({ mode }) => {
  const name = Object.hasOwn(ENTRIES, mode) ? mode : 'element'
  return {
    plugins: [react(), inlineWorkers, inlineStyles],
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    build: {
      outDir: 'dist-embed',
      emptyOutDir: name === 'element',
      target: 'es2023',
      cssCodeSplit: false,
      lib: {
        entry: ENTRIES[name],
        formats: ['es'],
        fileName: () => `${name}.js`,
      },
      rolldownOptions: {
        external: name === 'react' ? [/^react(-dom)?($|\/)/] : [],
        output: {
          codeSplitting: WHOLE.includes(name) ? false : { groups: [FIRST] },
          chunkFileNames: `${name}/[name]-[hash].js`,
          minify: true,
        },
        checks: { pluginTimings: false },
      },
    },
    worker: { format: 'es' },
  }
})
