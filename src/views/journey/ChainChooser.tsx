import { formatCount } from '../../base/format.ts'
import type { Chain } from '../../model/journey/chains.ts'
import { Icon } from '../../ui/Icon.tsx'
import { chainName } from './words.ts'

interface Props {
  readonly chains: readonly Chain[]
  /** There are more than these. */
  readonly more: boolean
  readonly chain: Chain
  readonly onChoose: (key: string) => void
  readonly onMore: () => void
}

/** Which of several journeys is shown: failed ones come first, then the longest. */
export function ChainChooser({ chains, more, chain, onChoose, onMore }: Props) {
  const at = chains.indexOf(chain)
  const count = `${formatCount(chains.length)}${more ? ', and more' : ''}`
  const step = (by: number) => () => onChoose(chains[at + by].key)
  return (
    <div className="jy-chooser">
      <label className="jy-chooser-label">
        <span>
          Journey {formatCount(at + 1)} of {count}
        </span>
        <select
          className="input"
          value={chain.key}
          onChange={(event) => onChoose(event.target.value)}
        >
          {chains.map((other) => (
            <option key={other.key} value={other.key}>
              {chainName(other)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button button-icon"
        aria-label="Previous journey"
        disabled={at === 0}
        onClick={step(-1)}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label="Next journey"
        disabled={at === chains.length - 1}
        onClick={step(1)}
      >
        <Icon name="right" />
      </button>
      {more && (
        <button type="button" className="button" onClick={onMore}>
          List more
        </button>
      )}
    </div>
  )
}
