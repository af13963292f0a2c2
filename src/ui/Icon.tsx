const PATHS = {
  link: 'M6.5 9.5l3-3M7 4.5l1.2-1.2a2.6 2.6 0 0 1 3.7 0l.8.8a2.6 2.6 0 0 1 0 3.7L11.5 9M9 11.5l-1.2 1.2a2.6 2.6 0 0 1-3.7 0l-.8-.8a2.6 2.6 0 0 1 0-3.7L4.5 7',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12v.3',
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8L14 14',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M13 3l-1.1 1.1M4.1 11.9L3 13',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  contrast: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  right: 'M6 3.5L10.5 8 6 12.5',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.3',
  error: 'M8 14.5A6.5 6.5 0 1 0 8 1.5a6.5 6.5 0 0 0 0 13zM8 4.5v4.2M8 11v.5',
  open: 'M2 12.5v-9h4.2l1.5 2h6.3v7zM8 11.5v-4M6 9.3L8 7.3l2 2',
  external: 'M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.5 3.5L7.5 8.5',
  earlier: 'M13 8H3M6.5 4.5L3 8l3.5 3.5',
  later: 'M3 8h10M9.5 4.5L13 8l-3.5 3.5',
  expandAll: 'M4 5.5l4-4 4 4M4 10.5l4 4 4-4',
  zoom: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L14 14M7 5v4M5 7h4',
  whole: 'M1.5 3v10M14.5 3v10M4 8h8M6 6L4 8l2 2M10 6l2 2-2 2',
  expandLevel: 'M4 6l4 4 4-4M3 13h10',
  collapseLevel: 'M4 10l4-4 4 4M3 13h10',
  up: 'M3.5 10L8 5.5 12.5 10',
  collapseAll: 'M4 2l4 4 4-4M4 14l4-4 4 4',
  client: 'M7 3.5H3v9h4M6.5 8h7M10.5 5l3 3-3 3',
  server: 'M9 3.5h4v9H9M2.5 8h7M6.5 5l3 3-3 3',
  producer: 'M2.5 8v5h11V8M8 10V2.5M5 5.5l3-3 3 3',
  consumer: 'M2.5 8v5h11V8M8 2.5V10M5 7l3 3 3-3',
  dockRight: 'M2 3h12v10H2zM10 3v10M12 5.5v5',
  dockBelow: 'M2 3h12v10H2zM2 9.5h12M5 11.3h6',
} as const

export type IconName = keyof typeof PATHS

/** A 16×16 line drawing in the text's colour. Decoration: what it says must stand beside it or in a label. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
