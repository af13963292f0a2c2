import { type ReactNode, useState } from 'react'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Field } from '../ui/Field.tsx'
import { FileButton } from '../ui/FileButton.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Splitter } from '../ui/Splitter.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { TimeField } from '../ui/TimeField.tsx'

const nothing = () => {}

/** Every widget of `ui` in each of its states. */
export function Widgets() {
  return (
    <>
      <Group title="Buttons">
        <button type="button" className="button">
          Button
        </button>
        <button type="button" className="button button-primary">
          Primary
        </button>
        <button type="button" className="button button-plain">
          Plain
        </button>
        <button type="button" className="button" disabled>
          Disabled
        </button>
        <button type="button" className="button button-small">
          Small
        </button>
        <button type="button" className="button button-icon" aria-label="Close">
          <Icon name="close" />
        </button>
        <button type="button" className="button button-plain button-icon" aria-label="Zoom">
          <Icon name="zoom" />
        </button>
        <CopyButton what="trace id" text="0af7651916cd43dd8448eb211c80319c" />
        <CopyButton what="permalink" icon="link" text="https://traces.example" worded />
        <FileButton onFiles={nothing}>Open files…</FileButton>
        <MenuButton label="Columns" what="Columns shown">
          <label>
            <input type="checkbox" defaultChecked /> Waited
          </label>
          <label>
            <input type="checkbox" /> Took
          </label>
        </MenuButton>
      </Group>
      <Group title="Chips">
        <button type="button" className="chip" aria-pressed="false">
          <Icon name="error" /> Errors <span className="chip-count">12</span>
        </button>
        <button type="button" className="chip" aria-pressed="true">
          <Icon name="link" /> With links <span className="chip-count">1,204</span>
        </button>
        <button type="button" className="chip" disabled>
          None <span className="chip-count">0</span>
        </button>
        <button type="button" className="chip is-on" aria-label="Only orders-batch: remove">
          <span className="swatch" style={{ background: 'var(--p-service-3)' }} />
          <span className="truncate">orders-batch</span>
          <Icon name="close" />
        </button>
      </Group>
      <Group title="Fields">
        <Field label="Service">
          {(control) => <input {...control} className="input" placeholder="any" />}
        </Field>
        <Field label="Attributes" hint="key=value, several with blanks between">
          {(control) => <input {...control} className="input" defaultValue="order.id=A-1001" />}
        </Field>
        <Field label="Duration from" error="“5 parsecs” is not a duration.">
          {(control) => <input {...control} className="input" defaultValue="5 parsecs" />}
        </Field>
        <Field label="Operation" unavailable="This source finds traces by service alone.">
          {(control) => <input {...control} className="input" />}
        </Field>
        <Field label="Status">
          {(control) => (
            <select {...control} className="input">
              <option>any</option>
              <option>error</option>
            </select>
          )}
        </Field>
        <TimeField
          value={{ time: 'custom', from: '1795356000000', to: '' }}
          errors={{ to: 'The end is before the beginning.' }}
          zone="utc"
          onChange={nothing}
        />
      </Group>
      <Group title="Tabs">
        <TabsInUse />
      </Group>
      <Group title="Notices">
        <Notice title="No trace matches">Search a wider time, or take filters away.</Notice>
        <Notice
          kind="warning"
          title="This trace is not in the local store"
          action={{ label: 'Try again', onClick: nothing }}
        >
          If it arrives, it opens by itself.
        </Notice>
        <Notice
          kind="error"
          title="The trace could not be loaded"
          action={{ label: 'Try again', onClick: nothing }}
        >
          The source does not answer: connection refused.
        </Notice>
      </Group>
      <Group title="Text">
        <p>
          Plain, <span className="muted">muted</span>, <span className="mono">0af7…319c</span>,{' '}
          <span className="is-ok">OK</span>, <span className="is-error">Error</span>,{' '}
          <span className="is-link">link</span>
        </p>
        <a href="#text">A link to follow</a>
        <p className="truncate">
          {'A text that is cut where it has no more room, since it is longer than that. '.repeat(4)}
        </p>
      </Group>
      <Group title="Services">
        {Array.from({ length: 16 }, (_, slot) => (
          <span
            key={slot}
            className="swatch"
            style={{ background: `var(--p-service-${slot})`, width: 20, height: 20 }}
          />
        ))}
      </Group>
      <Group title="Icons">
        {ICONS.map((name) => (
          <span key={name} className="gallery-icon">
            <Icon name={name} /> <span className="muted">{name}</span>
          </span>
        ))}
      </Group>
      <Group title="On its way">
        <div className="skeleton" style={{ width: '80%', height: 14 }} />
        <div className="skeleton" style={{ width: '55%', height: 14 }} />
      </Group>
      <Group title="Splitter">
        <SplitterInUse />
      </Group>
    </>
  )
}

const ICONS = [
  'link',
  'copy',
  'check',
  'close',
  'search',
  'sun',
  'moon',
  'contrast',
  'back',
  'down',
  'right',
  'up',
  'warning',
  'error',
  'open',
  'external',
  'earlier',
  'later',
  'expandAll',
  'collapseAll',
  'expandLevel',
  'collapseLevel',
  'zoom',
  'whole',
  'client',
  'server',
  'producer',
  'consumer',
] as const satisfies readonly IconName[]

interface GroupProps {
  readonly title: string
  readonly children: ReactNode
}

function Group({ title, children }: GroupProps) {
  return (
    <section className="gallery-group" aria-label={title}>
      <h3>{title}</h3>
      <div className="gallery-row">{children}</div>
    </section>
  )
}

function TabsInUse() {
  const [tab, setTab] = useState<'attributes' | 'links' | 'raw'>('links')
  return (
    <div className="gallery-wide">
      <Tabs
        label="Tabs"
        tabs={[
          { id: 'attributes', label: 'Attributes', count: 8 },
          { id: 'links', label: 'Links', count: 1204, accent: true },
          { id: 'raw', label: 'Raw' },
        ]}
        selected={tab}
        onSelect={setTab}
      >
        <p>What the tab {tab} shows.</p>
      </Tabs>
    </div>
  )
}

function SplitterInUse() {
  const [value, setValue] = useState(0.4)
  return (
    <div className="gallery-split">
      <div style={{ width: `${(1 - value) * 100}%` }}>before</div>
      <Splitter
        label="Width of what is behind"
        value={value}
        min={0.2}
        max={0.8}
        onChange={setValue}
      />
      <div>behind</div>
    </div>
  )
}
