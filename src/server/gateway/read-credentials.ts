import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { Credentials } from './credentials.ts'
import { KINDS } from './kinds.ts'
import type { SecretName, SourceSpec } from './source-spec.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The credentials of a source. Each may stand in a variable or a file that the configuration names; where it names none, in
 * `TRACE_LINK_<ID>_TOKEN` and so on, or the file named by the same with `_FILE`.
 * @throws ConfigError
 */
export function credentialsOf(
  spec: SourceSpec,
  environment: Environment,
  warn: (warning: string) => void,
): Credentials {
  const secret = (name: SecretName) => secretOf(name, spec, environment, warn)
  const { settings, where, kind } = spec
  const headers: [string, string][] = []
  const secrets: string[] = []

  const token = secret('token')
  if (token !== null) {
    headers.push(['Authorization', `Bearer ${token}`])
    secrets.push(token)
  }
  const username = secret('username')
  const password = secret('password')
  if (username !== null || password !== null) {
    if (username === null || username.includes(':')) {
      throw new ConfigError(`${where('username')}: a password needs a user name, without a colon.`)
    }
    const pair = Buffer.from(`${username}:${password ?? ''}`).toString('base64')
    headers.push(['Authorization', `Basic ${pair}`])
    secrets.push(pair, ...(password === null ? [] : [password]))
  }
  const apiKey = secret('apiKey')
  if (apiKey !== null) {
    const name = settings.apiKeyHeader ?? KINDS[kind].apiKeyHeader
    headers.push([headerName(name, where('apiKeyHeader')), apiKey])
    secrets.push(apiKey)
  }
  const tenant = secret('tenant')
  if (tenant !== null) {
    const names = settings.tenantHeader ? [settings.tenantHeader] : KINDS[kind].tenantHeaders
    const parts = names.length > 1 ? tenant.split(':', names.length) : [tenant]
    parts.forEach((part, i) => headers.push([headerName(names[i], where('tenantHeader')), part]))
    // A tenant such as "1" would blank out half of an error's text.
    if (tenant.length > 3) secrets.push(tenant)
  }

  const twice = headers.find(([name], i) =>
    headers.slice(0, i).some(([other]) => other.toLowerCase() === name.toLowerCase()),
  )
  if (twice) {
    throw new ConfigError(`${where()}: two credentials want the header ${twice[0]}.`)
  }
  return new Credentials(headers, secrets)
}

function secretOf(
  name: SecretName,
  { id, settings, directory, where }: SourceSpec,
  environment: Environment,
  warn: (warning: string) => void,
): string | null {
  const inline = settings[name]
  const { [`${name}Env` as const]: variable, [`${name}File` as const]: file } = settings
  if ([inline, variable, file].filter((given) => given !== undefined).length > 1) {
    throw new ConfigError(`${where(name)}: give one of ${name}, ${name}Env and ${name}File.`)
  }
  if (inline !== undefined) {
    if (name !== 'tenant' && name !== 'username') {
      warn(
        `${where(name)}: a secret in a configuration file is easily shared by mistake. ${name}Env and ${name}File keep it apart.`,
      )
    }
    return checked(inline, name, where(name))
  }
  if (variable !== undefined) {
    const value = environment[variable]
    if (value) return checked(value, name, where(`${name}Env`))
    throw new ConfigError(`${where(`${name}Env`)}: the variable ${variable} is not set.`)
  }
  if (file !== undefined) return fromFile(resolve(directory, file), name, where(`${name}File`))

  const convention = `TRACE_LINK_${id}_${name.replace(/[A-Z]/g, '_$&')}`
    .replaceAll('-', '_')
    .toUpperCase()
  const value = environment[convention]
  if (value) return checked(value, name, convention)
  const path = environment[`${convention}_FILE`]
  return path ? fromFile(resolve(path), name, `${convention}_FILE`) : null
}

function fromFile(path: string, name: SecretName, where: string): string {
  let value: string
  try {
    value = readFileSync(path, 'utf8').trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(`${where}: the file ${path} can’t be read (${code}).`)
  }
  return checked(value, name, where)
}

/** Names and passwords are sent in base64 and may hold any character. */
function checked(value: string, name: SecretName, where: string): string {
  const encoded = name === 'username' || name === 'password'
  // Half of a surrogate pair has no UTF-8.
  const fits = encoded ? value !== '' && value.isWellFormed() : /^[!-~]([ -~]*[!-~])?$/.test(value)
  if (fits) return value
  throw new ConfigError(`${where}: it is empty or has characters that can’t be sent in a header.`)
}

const RESERVED =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|accept.*|cookie)$/i

function headerName(name: string, where: string): string {
  if (/^[A-Za-z0-9-]+$/.test(name) && !RESERVED.test(name)) return name
  throw new ConfigError(`${where}: ${name} can’t be the name of a header for this.`)
}
