import { StrictMode, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { TraceLinkPanel } from 'trace-link-explorer/react'

/** A page that mirrors where its panel is, and may keep it from following links. */
function Host() {
  const traces = useMemo(() => window.given.traces, [])
  const [at, setAt] = useState(window.given.at)
  const [said, setSaid] = useState([])
  const [stays, setStays] = useState(false)
  const [shown, setShown] = useState(true)
  const say = (what) => setSaid((before) => [...before, what])
  return (
    <main>
      <h1>A React page</h1>
      <button onClick={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</button>
      <label>
        <input type="checkbox" checked={stays} onChange={() => setStays(!stays)} /> Stay
      </label>
      <output aria-label="Said">{said.join(' ')}</output>
      {shown && (
        <TraceLinkPanel
          className="trace"
          style={{ height: 600 }}
          traces={traces}
          traceId={at.traceId}
          spanId={at.spanId}
          tab="links"
          theme="dark"
          onReady={({ spans }) => say(`ready:${spans}`)}
          onSelect={setAt}
          onFollow={({ traceId }) => {
            say(`follow:${traceId}`)
            return !stays
          }}
          onError={({ code }) => say(`error:${code}`)}
        />
      )}
    </main>
  )
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <Host />
  </StrictMode>,
)
