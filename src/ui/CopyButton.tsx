import { useEffect, useState } from 'react'
import { Icon, type IconName } from './Icon.tsx'

interface Props {
  /** What is copied, for the label: "trace id". */
  readonly what: string
  readonly text: string | (() => string)
  /** Where several copies stand side by side, what tells them apart. */
  readonly icon?: IconName
  /** Says beside the icon what is copied. */
  readonly worded?: boolean
}

/** Copies a text and says so for a moment, to the eye and to a screen reader. */
export function CopyButton({ what, text, icon = 'copy', worded = false }: Props) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 1500)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setState('copied')
    } catch {
      setState('failed')
    }
  }
  const label = { idle: `Copy ${what}`, copied: `Copied ${what}`, failed: 'Copying was refused' }
  return (
    <button
      type="button"
      className={`button button-small ${worded ? '' : 'button-plain button-icon'}`}
      title={label[state]}
      aria-label={label[state]}
      onClick={() => void copy()}
    >
      <Icon name={state === 'copied' ? 'check' : state === 'failed' ? 'close' : icon} />
      {worded && what}
    </button>
  )
}
