import { memo } from 'react'
import type { Camera } from '../../../canvas/camera.ts'
import type { SvgShape } from '../scene/svg-paper.ts'

interface Props {
  readonly shapes: readonly SvgShape[]
  readonly camera: Camera
}

/** The picture while it is small. Hidden from assistive technology: the boxes are buttons over it. */
export function SvgLayer({ shapes, camera: { x, y, k } }: Props) {
  return (
    <svg className="lg-layer" aria-hidden="true">
      <g transform={`translate(${x} ${y}) scale(${k})`}>
        <Shapes shapes={shapes} />
      </g>
    </svg>
  )
}

const Shapes = memo(function Shapes({ shapes }: { readonly shapes: readonly SvgShape[] }) {
  // Painted anew as a whole: a shape is nothing but its place in the list.
  return shapes.map((shape, i) => <Shape key={i} shape={shape} />)
})

function Shape({ shape }: { readonly shape: SvgShape }) {
  if (shape.tag === 'text') {
    const { x, y, font, fill, anchor, opacity, text } = shape
    return (
      <text x={x} y={y} textAnchor={anchor} opacity={opacity} style={{ font, fill }}>
        {text}
      </text>
    )
  }
  const { d, fill, stroke, strokeWidth, dashes, opacity } = shape
  return (
    <path
      d={d}
      fill={fill}
      stroke={stroke}
      strokeWidth={strokeWidth}
      strokeDasharray={dashes || undefined}
      opacity={opacity}
    />
  )
}
