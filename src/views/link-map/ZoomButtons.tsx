import { zoomedIn, zoomedOut } from './zoom.ts'

interface Props {
  readonly k: number
  readonly fit: number
  readonly onChange: (k: number) => void
}

export function ZoomButtons({ k, fit, onChange }: Props) {
  const buttons = [
    { text: '−', label: 'Zoom out', to: zoomedOut(k) },
    { text: '+', label: 'Zoom in', to: zoomedIn(k) },
  ]
  return (
    <div className="link-map-zoom" role="group" aria-label="Zoom">
      {buttons.map(({ text, label, to }) => (
        <button
          key={label}
          type="button"
          className="button button-small button-icon"
          aria-label={label}
          disabled={to === k}
          onClick={() => onChange(to)}
        >
          {text}
        </button>
      ))}
      <button type="button" className="button button-small" onClick={() => onChange(fit)}>
        Fit
      </button>
    </div>
  )
}
