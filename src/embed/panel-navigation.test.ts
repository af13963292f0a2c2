import { describe, expect, it, vi } from 'vitest'
import { followedPlace, hrefOf, tracePlace } from '../state/places.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { panelNavigation } from './panel-navigation.ts'

const batch = drawnRef('batch/run')
const order = drawnRef('order/receive')
const AT_BATCH = tracePlace(batch.traceId, batch.spanId)
const AT_ORDER = followedPlace([], batch, 'link', order)

function opened({ addresses = false, follows = true } = {}) {
  const host = {
    addressOf: vi.fn(() => (addresses ? 'https://host.example/x' : null)),
    follow: vi.fn(() => follows),
    moved: vi.fn(),
  }
  const navigation = panelNavigation(host)
  navigation.show(AT_BATCH)
  return { host, navigation }
}

describe('a host that shows a place', () => {
  it('hears nothing of it, and keeps the focus', () => {
    const { host, navigation } = opened()
    navigation.show(tracePlace(order.traceId))
    expect(navigation.here()).toEqual(tracePlace(order.traceId))
    expect(host.follow).not.toHaveBeenCalled()
    expect(host.moved).not.toHaveBeenCalled()
    expect(navigation.moved()).toBe(false)
  })
})

describe('a person who follows a link', () => {
  it('is there when the host does not mind', () => {
    const { host, navigation } = opened()
    navigation.go(hrefOf(AT_ORDER), 'push')
    expect(host.follow).toHaveBeenCalledExactlyOnceWith(AT_ORDER, AT_BATCH)
    expect(host.moved).toHaveBeenCalledExactlyOnceWith(AT_ORDER, AT_BATCH)
    expect(navigation.here()).toEqual(AT_ORDER)
    expect(navigation.moved()).toBe(true)
  })

  it('stays when the host goes there itself', () => {
    const { host, navigation } = opened({ follows: false })
    navigation.go(hrefOf(AT_ORDER), 'push')
    expect(host.moved).not.toHaveBeenCalled()
    expect(navigation.here()).toEqual(AT_BATCH)
  })

  it('is asked for inside a trace too', () => {
    const { host, navigation } = opened({ follows: false })
    const to = { ...order, traceId: batch.traceId }
    navigation.go(hrefOf(followedPlace([], batch, 'link', to)), 'push')
    expect(host.follow).toHaveBeenCalledOnce()
    expect(navigation.here()).toEqual(AT_BATCH)
  })
})

it('selecting a span follows nothing', () => {
  const { host, navigation } = opened({ follows: false })
  const to = tracePlace(batch.traceId)
  navigation.go(hrefOf(to), 'replace')
  expect(host.follow).not.toHaveBeenCalled()
  expect(host.moved).toHaveBeenCalledExactlyOnceWith(to, AT_BATCH)
})

it('a panel has no place but traces', () => {
  const { host, navigation } = opened()
  navigation.go('/?service=shop', 'push')
  navigation.go('/nowhere', 'push')
  expect(navigation.here()).toEqual(AT_BATCH)
  expect(host.moved).not.toHaveBeenCalled()
})

it('links say the host’s addresses; without them nothing can be shared', () => {
  const [without, withThem] = [opened(), opened({ addresses: true })]
  expect(without.navigation.shareable).toBe(false)
  expect(without.navigation.linkTo(hrefOf(AT_ORDER))).toMatch(/^#/)
  expect(withThem.navigation.shareable).toBe(true)
  expect(withThem.navigation.linkTo(hrefOf(AT_ORDER))).toBe('https://host.example/x')
})
