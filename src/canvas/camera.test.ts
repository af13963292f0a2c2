import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Area,
  bringIntoSight,
  fit,
  isInSight,
  isMoreBeyond,
  overlap,
  sightOf,
  toPlane,
  zoomedAt,
} from './camera.ts'

const side = fc.integer({ min: 0, max: 20_000 })
const at = fc.integer({ min: -20_000, max: 20_000 })
const area = fc
  .record({ left: at, top: at, width: side, height: side })
  .map(({ left, top, width, height }): Area => {
    return { left, top, right: left + width, bottom: top + height }
  })
const SIZE = { width: 1200, height: 700 }

describe('camera', () => {
  test('what fits is in sight, all of it, and never larger than life', () => {
    fc.assert(
      fc.property(area, (wanted) => {
        const camera = fit(wanted, SIZE)
        const sight = sightOf(camera, SIZE)
        expect(camera.k).toBeLessThanOrEqual(1)
        expect(sight.left).toBeLessThanOrEqual(wanted.left)
        expect(sight.right).toBeGreaterThanOrEqual(wanted.right)
        expect(sight.bottom).toBeGreaterThanOrEqual(wanted.bottom)
      }),
    )
  })

  test('a point of the screen is found on the plane', () => {
    expect(toPlane({ x: 100, y: 50, k: 0.5 }, { x: 200, y: 100 })).toEqual({ x: 200, y: 100 })
  })

  test('what is in sight does not move the camera', () => {
    const camera = { x: 0, y: 0, k: 1 }
    const inside = { left: 100, top: 100, right: 300, bottom: 200 }
    expect(bringIntoSight(camera, inside, SIZE)).toEqual(camera)
  })

  test('what is out of sight comes into it without a change of zoom', () => {
    fc.assert(
      fc.property(at, at, (left, top) => {
        const box = { left, top, right: left + 240, bottom: top + 80 }
        const camera = bringIntoSight({ x: 13, y: -7, k: 0.8 }, box, SIZE)
        const sight = sightOf(camera, SIZE)
        expect(camera.k).toBe(0.8)
        expect(sight.left <= box.left && sight.right >= box.right).toBe(true)
        expect(sight.top <= box.top && sight.bottom >= box.bottom).toBe(true)
      }),
    )
  })

  test('a turn of the wheel shows more only where the picture goes on that way', () => {
    const tall = { left: 0, top: 0, right: 1000, bottom: 2000 }
    const above = { x: 0, y: 0, k: 1 }
    expect(isMoreBeyond(tall, above, SIZE, { dx: 0, dy: 100 })).toBe(true)
    expect(isMoreBeyond(tall, above, SIZE, { dx: 0, dy: -100 })).toBe(false)
    expect(isMoreBeyond(tall, above, SIZE, { dx: 100, dy: 10 })).toBe(false)
    fc.assert(
      fc.property(area, at, at, (all, dx, dy) => {
        const camera = fit(all, SIZE)
        if (isInSight(all, camera, SIZE)) {
          expect(isMoreBeyond(all, camera, SIZE, { dx, dy })).toBe(false)
        }
      }),
    )
  })

  test('zooming keeps the point that it is about where it is', () => {
    const before = { x: 30, y: -20, k: 0.5 }
    const after = zoomedAt(before, 1.4, { x: 200, y: 100 })
    const [was, is] = [before, after].map((camera) => toPlane(camera, { x: 200, y: 100 }))
    expect(is.x).toBeCloseTo(was.x)
    expect(is.y).toBeCloseTo(was.y)
    expect(after.k).toBeCloseTo(0.7)
  })

  test('areas that touch overlap', () => {
    const a = { left: 0, top: 0, right: 10, bottom: 10 }
    expect(overlap(a, { left: 10, top: 10, right: 20, bottom: 20 })).toBe(true)
    expect(overlap(a, { left: 11, top: 0, right: 20, bottom: 10 })).toBe(false)
  })
})
