import { SourceError } from '../sources/source.ts'
import type { FromWorker, Run, ToWorker } from './worker-channel.ts'

/** The worker's end of a channel: one request, one answer, progress in between. */
export function serveWorker<Ask>(run: Run<Ask>): void {
  const running = new Map<number, AbortController>()
  const post = (answer: FromWorker, transfer: Transferable[] = []) =>
    self.postMessage(answer, { transfer })

  async function answer(id: number, ask: Ask): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const onProgress = (progress: unknown) => post({ id, progress })
      const { value, transfer } = await run(ask, { signal: controller.signal, onProgress })
      post({ id, ok: true, value }, transfer)
    } catch (error) {
      const code = error instanceof SourceError ? error.code : 'malformed'
      post({ id, ok: false, code, message: (error as Error).message })
    } finally {
      running.delete(id)
    }
  }

  self.onmessage = ({ data }: MessageEvent<ToWorker<Ask>>) => {
    if ('cancel' in data) running.get(data.id)?.abort()
    else void answer(data.id, data.ask)
  }
  // To nobody: by it the page knows that it may move bytes to here instead of copying them.
  post({ id: 0, progress: null })
}
