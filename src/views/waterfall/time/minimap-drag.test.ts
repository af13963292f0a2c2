import { describe, expect, it } from 'vitest'
import { wholeTime } from '../../../canvas/time-window.ts'
import { beginDrag, dragTo } from './minimap-drag.ts'

const TOTAL = 10_000
const window = { from: 2000, to: 6000 }

describe('a drag in the minimap', () => {
  it('inside the window moves it', () => {
    const drag = beginDrag(3000, null, window, TOTAL)
    expect(dragTo(drag, 4000, TOTAL)).toEqual({ from: 3000, to: 7000 })
    expect(dragTo(drag, 99_000, TOTAL)).toEqual({ from: 6000, to: 10_000 })
  })
  it('at an edge moves that edge', () => {
    const drag = beginDrag(2000, 'from', window, TOTAL)
    expect(dragTo(drag, 5000, TOTAL)).toEqual({ from: 5000, to: 6000 })
  })
  it('outside of the window chooses a new one, in either direction', () => {
    const drag = beginDrag(8000, null, window, TOTAL)
    expect(dragTo(drag, 9000, TOTAL)).toEqual({ from: 8000, to: 9000 })
    expect(dragTo(drag, 7000, TOTAL)).toEqual({ from: 7000, to: 8000 })
    expect(dragTo(drag, 99_000, TOTAL)).toEqual({ from: 8000, to: 10_000 })
  })
  it('chooses also where the window is all of the trace', () => {
    const drag = beginDrag(3000, null, wholeTime(TOTAL), TOTAL)
    expect(dragTo(drag, 4000, TOTAL)).toEqual({ from: 3000, to: 4000 })
  })
})
