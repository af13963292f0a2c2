import { useMutation } from '@tanstack/react-query'
import { useExplorer } from '../../queries/use-explorer.ts'

/** Loads or removes the sample scenario; everything that was read before is read again. */
export function useSample() {
  const { local, queries, targets } = useExplorer()
  return useMutation({
    mutationFn: async (action: 'load' | 'remove') =>
      local?.changeSample(action, new AbortController().signal),
    onSuccess: () => {
      targets.outdate('everything')
      return queries.invalidateQueries()
    },
  })
}
