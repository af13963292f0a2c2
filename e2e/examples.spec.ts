import { testExample } from './example-tests.ts'

/** The example in Java needs a JDK and Maven, so it is tested with the real sources: `real/examples.spec.ts`. */
testExample('python')
testExample('node')
