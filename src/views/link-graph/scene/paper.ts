/** The part of a 2D context that painting uses: a recording one serves in tests. */
export type Paper = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'bezierCurveTo'
  | 'roundRect'
  | 'fillRect'
  | 'fill'
  | 'stroke'
  | 'closePath'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>
