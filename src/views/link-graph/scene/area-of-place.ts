import type { Area } from '../../../canvas/camera.ts'
import type { Place } from '../../../canvas/graph/graph-layout.ts'

export function areaOfPlace({ x, y, width, height }: Place): Area {
  return { left: x, top: y, right: x + width, bottom: y + height }
}
