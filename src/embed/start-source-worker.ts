/** A worker that reads what sources answer. */
export function startSourceWorker(): Worker {
  return new Worker(new URL('../queries/trace.worker.ts', import.meta.url), { type: 'module' })
}
