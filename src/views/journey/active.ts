/** The step that the pointer or the focus is on, in the picture or in the list. */
export interface Active {
  readonly kind: 'leg' | 'wait'
  readonly at: number
}
