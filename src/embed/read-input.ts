import type { PreferenceStore } from '../state/preferences.ts'
import type { PanelInput } from './panel-input.ts'
import { BadOption, type PanelOptions, panelOptions, sameOrigin } from './panel-options.ts'

/** What a panel starts from. */
export const NOTHING_ASKED = panelOptions({}, 'http://localhost')

export interface InputRead {
  /** What the host asked for last that could be meant. */
  readonly options: PanelOptions
  /** What it asked for since, and can't be meant. */
  readonly problem: BadOption | null
}

/** Reads what a host asks for after it has asked for `before`, and sets the preferences that it decides. */
export function readInput(
  input: PanelInput,
  before: PanelOptions,
  baseUri: string,
  preferences: PreferenceStore,
): InputRead {
  try {
    const options = panelOptions(input, baseUri)
    const { theme, zone, shortcuts } = options
    preferences.setState({ theme, zone, shortcuts: shortcuts === 'on' })
    const origin = sameOrigin(options.origin, before.origin) ? before.origin : options.origin
    return { options: { ...options, origin }, problem: null }
  } catch (error) {
    if (!(error instanceof BadOption)) throw error
    return { options: before, problem: error }
  }
}
