import { type Socket, connect } from 'node:net'

export interface EventStreams {
  /** Events that each reading client got. */
  readonly heard: readonly number[]
  stop(): void
}

/** So many clients that read the server's events, and one that asks for them and never reads. */
export function listenToEvents(url: string, readers: number): EventStreams {
  const heard = Array<number>(readers).fill(0)
  const sockets: Socket[] = []
  for (let i = 0; i <= readers; i++) {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
    socket.on('error', () => {})
    if (i < readers) {
      socket.setEncoding('utf8').on('data', (text) => {
        heard[i] += String(text).split('event: traces').length - 1
      })
    } else socket.pause()
    sockets.push(socket)
  }
  return {
    heard,
    stop() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
