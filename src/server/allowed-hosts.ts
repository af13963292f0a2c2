import { isIP } from 'node:net'

/**
 * Which names this server answers to. A page elsewhere can make its own name resolve to 127.0.0.1 (DNS rebinding) and would then
 * be of the same origin; it can't do so with an address or with a name that is not its own.
 */
export interface AllowedHosts {
  /** A Host header, with or without a port: this machine, any address, or a name given. */
  host(host: string | null): boolean
  /** An Origin header: a page of this machine, or of a name given. */
  origin(origin: string): boolean
}

export function allowedHosts(names: readonly string[]): AllowedHosts {
  const known = new Set(names.map((name) => name.toLowerCase()))
  const ours = (name: string) => isLoopback(name) || known.has(name)
  return {
    host: (host) => {
      const name = host === null ? null : hostname(`http://${host}`)
      return name !== null && (ours(name) || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0)
    },
    origin: (origin) => {
      const name = /^https?:\/\//.test(origin) ? hostname(origin) : null
      return name !== null && ours(name)
    },
  }
}

function isLoopback(name: string): boolean {
  return /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(name)
}

function hostname(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null
}
