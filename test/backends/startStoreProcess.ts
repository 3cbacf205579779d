/** Starts test/backends/storeProcess.ts as a real process and reads what it says. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface StoreProcess {
  readonly child: ChildProcess
  /** Every whole line so far. */
  readonly lines: readonly string[]
  /** Resolves when `count` lines were said, or when the process ended. */
  said(count: number): Promise<void>
  /** kill -9, or any other signal, and wait for the end. */
  kill(signal?: NodeJS.Signals): Promise<void>
}

const root = join(__dirname, '..', '..')

export function startStoreProcess(kind: 'sqlite' | 'postgres', where: string, name: string): StoreProcess {
  const child = spawn(process.execPath, [compiled(), kind, where, name], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  let heard: () => void = () => undefined
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    heard()
  })
  const ended = once(child, 'close')
  return {
    child,
    lines,
    async said(count) {
      while (lines.length < count && child.exitCode === null && child.signalCode === null) {
        await Promise.race([new Promise<void>((resolve) => (heard = resolve)), ended])
      }
    },
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await ended
    },
  }
}

/** Compiled once a worker; inside the tree, so that packages are found. */
function compiled(): string {
  const folder = join(root, 'node_modules', '.cache', 'opastin-tests', String(process.env['JEST_WORKER_ID'] ?? 0))
  const file = join(folder, 'storeProcess.cjs')
  mkdirSync(folder, { recursive: true })
  const entry = join(root, 'test', 'backends', 'storeProcess.ts')
  const options = [
    '--bundle',
    '--platform=node',
    '--packages=external',
    '--format=cjs',
    '--log-level=error',
    `--outfile=${file}`,
  ]
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'esbuild', 'bin', 'esbuild'), entry, ...options],
    {
      encoding: 'utf8',
    },
  )
  if (built.status !== 0) throw new Error(`storeProcess.ts was not compiled: ${built.stderr}`)
  return file
}
