import { droppedWords } from './dropped.ts'

interface Props {
  readonly count: number
  readonly what: 'attribute' | 'event'
}

export function DroppedNote({ count, what }: Props) {
  const words = droppedWords(count, what)
  return words === null ? null : <p className="details-note">{words}.</p>
}
