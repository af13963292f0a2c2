/** All styles of a panel as text; the build puts them here (vite.embed.config.ts). */
declare const PANEL_CSS: string
