import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, SetupError, findCommand, modified, runQuietly } from './run.mjs'

const FOLDER = join(ROOT, 'examples', 'java')
const JAR = join(FOLDER, 'target', 'examples.jar')

/** Builds the Java example where it changed; the tests against real sources run it. */
export function buildJava() {
  if (!findCommand('mvn', 'mvn.cmd') || !findCommand('java', 'java.exe')) {
    throw new SetupError(
      'the tests against real sources run an example in Java: install a JDK 17 or newer and Maven ' +
        '(Debian, Ubuntu: apt-get install openjdk-17-jdk-headless maven; elsewhere: https://maven.apache.org)',
    )
  }
  const sources = readdirSync(join(FOLDER, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(FOLDER, 'src', name))
  const wanted = Math.max(...[join(FOLDER, 'pom.xml'), ...sources].map(modified))
  if (modified(JAR) > wanted) return
  console.log('Building the Java example …')
  runQuietly(
    'mvn',
    ['-q', '-B', '-f', join(FOLDER, 'pom.xml'), 'package'],
    'building the Java example',
  )
  const now = new Date()
  utimesSync(JAR, now, now)
}
