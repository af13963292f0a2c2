/** What reads traces of a source, or those handed in: a chunk of its own, which is fetched beside the panel's. */
export async function loadPanelWorker(handedIn: boolean): Promise<() => Worker> {
  return handedIn
    ? (await import('./start-handed-worker.ts')).startHandedWorker
    : (await import('./start-source-worker.ts')).startSourceWorker
}
