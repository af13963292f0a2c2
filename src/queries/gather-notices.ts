import type { ArrivalNotice } from '../sources/source.ts'

/** Under a steady stream of spans everything that depends on them is asked for again no more often than this. */
const AT_MOST_EVERY_MS = 1000

export interface NoticeGatherer {
  add(notice: ArrivalNotice): void
  dispose(): void
}

/** Hands the first notice on at once, and those that follow within a second together at its end. */
export function gatherNotices(onNotice: (notice: ArrivalNotice) => void): NoticeGatherer {
  let timer: ReturnType<typeof setTimeout> | null = null
  let waiting: ArrivalNotice | null = null
  const hand = (notice: ArrivalNotice) => {
    timer = setTimeout(() => {
      timer = null
      const next = waiting
      waiting = null
      if (next) hand(next)
    }, AT_MOST_EVERY_MS)
    onNotice(notice)
  }
  return {
    add(notice) {
      if (timer === null) hand(notice)
      else waiting = waiting ? together(waiting, notice) : notice
    },
    dispose() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      waiting = null
    },
  }
}

function together(a: ArrivalNotice, b: ArrivalNotice): ArrivalNotice {
  return {
    newTraces: a.newTraces + b.newTraces,
    traceIds: [...new Set([...a.traceIds, ...b.traceIds])],
    linkedTraceIds: [...new Set([...a.linkedTraceIds, ...b.linkedTraceIds])],
    all: a.all || b.all,
  }
}
