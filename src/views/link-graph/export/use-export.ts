import { type RefObject, useState } from 'react'
import { canvasTheme } from '../../../canvas/theme.ts'
import type { LinkGraph } from '../../../model/link-graph/link-graph.ts'
import { tracesDocument } from '../../../queries/traces-document.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { textMeasure } from '../picture/use-shapes.ts'
import { plural } from '../scene/card.ts'
import { paintScene } from '../scene/paint.ts'
import type { Scene } from '../scene/scene.ts'
import { dotOf } from './dot.ts'
import { mermaidOf } from './mermaid.ts'
import { PLAIN, pageOf, pngScale, sceneSvg } from './page.ts'

export type ExportKind = 'svg' | 'png' | 'mermaid' | 'dot' | 'otlp'

export interface Export {
  /** Says how far it is or what came of it; empty: nothing to say. */
  readonly message: string
  /** Null: nothing is under way. */
  readonly progress: { readonly done: number; readonly of: number } | null
  readonly start: (kind: ExportKind) => void
  readonly cancel: () => void
  readonly dismiss: () => void
}

interface Options {
  /** Inside the explorer's root, whose theme is taken. */
  readonly node: RefObject<HTMLElement | null>
  readonly graph: LinkGraph
  readonly scene: Scene | null
}

/** Saves the graph as a file. */
export function useExport({ node, graph, scene }: Options): Export {
  const explorer = useExplorer()
  const [message, setMessage] = useState('')
  const [progress, setProgress] = useState<Export['progress']>(null)
  const [running, setRunning] = useState<AbortController | null>(null)
  const name = `link-graph-${graph.root.traceId.slice(0, 8)}`

  const saveText = (text: string, type: string, ending: string) => {
    saveFile(`${name}.${ending}`, new Blob([text], { type }))
    setMessage(`Saved ${name}.${ending}`)
  }
  const theme = () => node.current && canvasTheme(getComputedStyle(node.current))
  const saveSvg = (drawn: Scene) => {
    const colours = theme()
    if (!colours) return
    saveText(
      sceneSvg(drawn, colours, `Link graph of trace ${graph.root.traceId}`, textMeasure()),
      'image/svg+xml',
      'svg',
    )
  }
  const savePng = async (drawn: Scene) => {
    const colours = theme()
    const area = pageOf(drawn)
    const scale = pngScale(area)
    if (!colours) return
    if (scale === null) return setMessage('This picture is too large for a PNG: save it as SVG.')
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil((area.right - area.left) * scale)
    canvas.height = Math.ceil((area.bottom - area.top) * scale)
    const paper = canvas.getContext('2d')
    if (!paper) return setMessage('The browser gave no canvas of that size: save it as SVG.')
    paper.fillStyle = colours.surface
    paper.fillRect(0, 0, canvas.width, canvas.height)
    paper.setTransform(scale, 0, 0, scale, -area.left * scale, -area.top * scale)
    paintScene(paper, drawn, colours, { sight: area, zoom: scale, ...PLAIN })
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!blob) return setMessage('The browser could not make a PNG of that size: save it as SVG.')
    saveFile(`${name}.png`, blob)
    setMessage(
      scale < 1 ? `Saved ${name}.png, smaller than life: it is a large graph` : `Saved ${name}.png`,
    )
  }
  const saveOtlp = async () => {
    const controller = new AbortController()
    setRunning(controller)
    const traceIds = [...graph.boxes.keys()]
    setProgress({ done: 0, of: traceIds.length })
    try {
      const { parts, traces, missing } = await tracesDocument(
        explorer,
        traceIds,
        controller.signal,
        (done) => setProgress({ done, of: traceIds.length }),
      )
      saveFile(`${name}.otlp.json`, new Blob([...parts], { type: 'application/json' }))
      const without = missing > 0 ? `, without ${plural(missing, 'trace')} not found` : ''
      setMessage(`Saved ${plural(traces, 'trace')} as ${name}.otlp.json${without}`)
    } catch (error) {
      setMessage(
        controller.signal.aborted
          ? 'Cancelled: nothing was saved'
          : `Nothing was saved: ${(error as Error).message}`,
      )
    } finally {
      setRunning(null)
      setProgress(null)
    }
  }
  const start = (kind: ExportKind) => {
    setMessage('')
    if (kind === 'otlp') return void saveOtlp()
    if (!scene) return setMessage('There is no picture yet')
    if (kind === 'svg') saveSvg(scene)
    else if (kind === 'png') void savePng(scene)
    else if (kind === 'mermaid') saveText(mermaidOf(scene), 'text/plain', 'mmd')
    else saveText(dotOf(scene), 'text/vnd.graphviz', 'dot')
  }
  return {
    message,
    progress,
    start,
    cancel: () => running?.abort(),
    dismiss: () => setMessage(''),
  }
}
