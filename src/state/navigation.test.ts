import { expect, it } from 'vitest'
import { memoryNavigation } from './navigation.ts'

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
