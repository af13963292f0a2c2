import { expect, test } from 'vitest'
import { appPage } from './app-page.ts'

const BUILT =
  '<html lang="en"><link rel="icon" href="./icon.svg"><script type="module" src="./assets/a.js"></script><a href="https://x/./y">'

test('the page that the server sends names its assets by absolute path, as it is sent at any', () => {
  expect(appPage(BUILT, { local: true, embedOrigins: [] })).toBe(
    '<html data-served="store" lang="en"><link rel="icon" href="/icon.svg"><script type="module" src="/assets/a.js"></script><a href="https://x/./y">',
  )
})

test('without a store the page says so', () => {
  expect(appPage(BUILT, { local: false, embedOrigins: [] })).toContain(
    '<html data-served="sources" lang="en">',
  )
})

test('a panel’s page names those who may talk to it', () => {
  const embedOrigins = ['https://a.example', 'http://localhost:8080']
  expect(appPage('<html data-embed-origins="">', { local: true, embedOrigins })).toBe(
    '<html data-served="store" data-embed-origins="https://a.example http://localhost:8080">',
  )
})
