/** A worker that reads traces handed in, in whichever form they are, and answers as their source. */
export function startHandedWorker(): Worker {
  return new Worker(new URL('./panel.worker.ts', import.meta.url), { type: 'module' })
}
