/** A file that could not even be loaded has no tests to count, and is one failure. */
export function vitestCounts(report) {
  const files = report?.testResults ?? []
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + unloaded.length,
  }
}

/** A flaky test passed in the end; errors outside of tests are failures of their own. */
export function playwrightCounts(report) {
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {}
  return { passed: expected + flaky, failed: unexpected + (report?.errors?.length ?? 0) }
}
