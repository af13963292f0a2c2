import { describe, expect, it } from 'vitest'
import { browserNavigation, hashNavigation, memoryNavigation } from './navigation.ts'

it('Back undoes a push and skips what was replaced', () => {
  const navigation = memoryNavigation('/a')
  navigation.go('/b', 'push')
  navigation.go('/c', 'replace')
  navigation.back()
  expect(navigation.current()).toBe('/a')
  navigation.back()
  expect(navigation.current()).toBe('/a')
})

it('listeners hear of moves until they leave, and not of staying', () => {
  const navigation = memoryNavigation('/a')
  const heard: string[] = []
  const leave = navigation.subscribe(() => heard.push(navigation.current()))
  navigation.go('/a', 'push')
  navigation.go('/b', 'push')
  leave()
  navigation.go('/c', 'push')
  expect(heard).toEqual(['/b'])
})

/** As much of a window as navigation needs, with a history that moves as a browser's does. */
class FakeWindow extends EventTarget {
  readonly entries: URL[]
  at = 0
  readonly history = {
    pushState: (_state: unknown, _title: string, url: string) => {
      const next = new URL(url, this.location)
      this.entries.splice(++this.at, this.entries.length, next)
    },
    replaceState: (_state: unknown, _title: string, url: string) => {
      this.entries[this.at] = new URL(url, this.location)
    },
    back: () => {
      this.at--
      this.dispatchEvent(new Event('popstate'))
    },
  }

  constructor(start: string) {
    super()
    this.entries = [new URL(start)]
  }

  get location(): URL {
    return this.entries[this.at]
  }
}

const opened = (start: string) => {
  const window = new FakeWindow(start)
  return { window, asWindow: window as unknown as Window }
}

describe('in the address of the page', () => {
  it.each([
    ['a path', browserNavigation, 'https://h', '/a?b=c', 'https://h/trace/1?x=2'],
    ['behind the #', hashNavigation, 'https://h/p/', '/a?b=c', 'https://h/p/#/trace/1?x=2'],
  ])('%s is the place, of links too', (_, navigationOf, page, start, after) => {
    const { window, asWindow } = opened(page)
    const navigation = navigationOf(asWindow)
    expect(navigation.current()).toBe('/')
    navigation.go(start, 'replace')
    expect(navigation.current()).toBe(start)
    navigation.go('/trace/1?x=2', 'push')
    expect(window.location.href).toBe(after)
    expect(new URL(navigation.linkTo('/trace/1?x=2'), page).href).toBe(after)
    navigation.back()
    expect(navigation.current()).toBe(start)
    navigation.go('/trace/1?x=2', 'push')
    expect(navigation.current()).toBe('/trace/1?x=2')
    expect(window.entries).toHaveLength(2)
  })

  it('what stands behind the # and is no place is the first screen', () => {
    expect(hashNavigation(opened('https://h/p/#main').asWindow).current()).toBe('/')
  })

  it('going where one is already adds nothing to the history', () => {
    const { window, asWindow } = opened('https://h/p/#/a')
    const navigation = hashNavigation(asWindow)
    navigation.go('/a', 'push')
    expect(window.entries).toHaveLength(1)
    expect(navigation.moved()).toBe(false)
  })
})
