import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MODULES = join(ROOT, 'node_modules')
const BIN = join(MODULES, '.bin')

/** What a clone is packed from. */
const SOURCES =
  /^(bin|docs|public|scripts|src|LICENSE|README\.md|.*\.html|package\.json|tsconfig.*|vite\..*)$/

/** A blank project with the package in it, as `npm pack` makes it and `npm install` puts it there. */
export class InstalledPackage {
  readonly directory = mkdtempSync(join(tmpdir(), 'trace-link-package-'))
  readonly project = join(this.directory, 'project')

  /** Packs a copy of the clone: packing writes to it. Nothing is asked of any registry. */
  constructor() {
    const clone = join(this.directory, 'clone')
    for (const name of readdirSync(ROOT).filter((entry) => SOURCES.test(entry))) {
      cpSync(join(ROOT, name), join(clone, name), { recursive: true })
    }
    symlinkSync(MODULES, join(clone, 'node_modules'))
    this.#run(clone, 'npm', 'pack', '--silent', '--pack-destination', this.directory)
    const tarball = readdirSync(this.directory).find((name) => name.endsWith('.tgz')) ?? ''
    this.write('package.json', '{ "name": "blank", "private": true, "type": "module" }')
    this.#run(
      this.project,
      'npm',
      'install',
      '--offline',
      '--no-audit',
      '--no-fund',
      join(this.directory, tarball),
    )
  }

  get modules(): string {
    return join(this.project, 'node_modules')
  }

  get command(): string {
    return join(this.modules, '.bin', 'trace-link-explorer')
  }

  /** Packages that the project has beside this one. */
  link(...names: readonly string[]): void {
    for (const name of names) {
      const path = join(this.modules, name)
      mkdirSync(dirname(path), { recursive: true })
      if (!existsSync(path)) symlinkSync(join(MODULES, name), path)
    }
  }

  write(name: string, text: string): void {
    const path = join(this.project, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  /** A tool of the clone, in the project. @throws Error with what it said when it fails */
  tool(name: string, ...args: readonly string[]): void {
    this.#run(this.project, join(BIN, name), ...args)
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  #run(cwd: string, command: string, ...args: readonly string[]): void {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${BIN}:${process.env.PATH}` },
    })
    if (status !== 0) throw new Error(`${command} ${args[0]}:\n${stdout}${stderr}`)
  }
}
