import { createServer } from 'node:net'

/** Ports of the loopback that nobody listens on, all different: held together until the last is found. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const probes = await Promise.all(Array.from({ length: count }, hold))
  await Promise.all(probes.map(({ release }) => release()))
  return probes.map(({ port }) => port)
}

function hold(): Promise<{ port: number; release: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ port, release: () => new Promise((done) => probe.close(() => done())) })
    })
  })
}
