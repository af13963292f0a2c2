import { useMutation } from '@tanstack/react-query'
import { useExplorer } from '../../queries/use-explorer.ts'

/** Loads or removes the sample scenario; everything that was read before is read again. */
export function useSample() {
  const explorer = useExplorer()
  return useMutation({
    mutationFn: async (action: 'load' | 'remove') =>
      explorer.local?.changeSample(action, new AbortController().signal),
    onSuccess: () => explorer.readAgain(),
  })
}
