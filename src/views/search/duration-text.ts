import { formatDuration } from '../../base/format.ts'
import { type TraceSummary, durationOf } from '../../model/summary.ts'

/** How long a trace took, no more exactly than its source tells. */
export function durationText(trace: TraceSummary): string {
  const { durationStep: step } = trace
  const duration = durationOf(trace)
  return step !== undefined && duration < step
    ? `< ${formatDuration(step)}`
    : formatDuration(duration)
}
