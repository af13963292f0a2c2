import { DEFAULT_ITEMS, type ItemOptions } from '../model/link-graph/graph-items.ts'
import type { Goal } from '../model/link-graph/goal.ts'
import { type DrawnGraph, drawGraph } from './drawn-graph.ts'

export interface SceneDrawing extends DrawnGraph {
  readonly options: ItemOptions
}

/** A drawn graph with outlines of all its traces, and how its items are shown. */
export async function drawOutlined(
  text: string,
  root: string,
  goal: Partial<Goal> = {},
  options: Partial<ItemOptions> = {},
): Promise<SceneDrawing> {
  const bare = await drawGraph(text, root, goal)
  const outlines = new Set(bare.graph.boxes.keys())
  const drawn = await drawGraph(text, root, { ...goal, outlines })
  return { ...drawn, options: { ...DEFAULT_ITEMS, ...options } }
}
