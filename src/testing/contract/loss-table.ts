import { LOSSES, type LossId } from './losses.ts'
import { LOST_BY } from './lost-by.ts'

/** The table of losses as the documentation shows it: a row a loss, a column a source. */
export function lossTable(): string {
  const sources = Object.entries<readonly LossId[]>(LOST_BY)
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const losses = Object.entries(LOSSES).map(([id, { says }]) =>
    row([says, ...sources.map(([, lost]) => (lost.includes(id as LossId) ? 'lost' : ''))]),
  )
  return [
    row(['', ...sources.map(([name]) => name)]),
    row(['---', ...sources.map(() => '---')]),
    ...losses,
  ].join('\n')
}
