// `npm test`: types, lint, content, and every jest test, on a clean clone and with nothing installed beside Node. Closes with one line
// that a person or a runner can read: "N passed, N failed".
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const binary = (name) => path.join(root, 'node_modules', '.bin', name + (process.platform === 'win32' ? '.cmd' : ''))
/** Twelve minutes are promised on two quiet cores; a run that takes this long hangs, is ended, and has failed. */
const limitMs = 30 * 60_000
const started = Date.now()
let passed = 0
let failed = 0

/** Runs a command to its end; resolves with its exit code and what it printed. */
function run(command, args, { quiet = false, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
    let output = ''
    const take = (stream) => (chunk) => {
      output += chunk
      if (!quiet) stream.write(chunk)
    }
    child.stdout.on('data', take(process.stdout))
    child.stderr.on('data', take(process.stderr))
    const timer = setTimeout(
      () => {
        output += '\nEnded: the time limit of npm test was reached.\n'
        child.kill('SIGKILL')
      },
      Math.max(1000, limitMs - (Date.now() - started)),
    )
    child.on('error', (error) => (output += `${error.message}\n`))
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** One check that passes or fails as a whole; it prints only when it fails. */
async function check(name, command, args, options) {
  const from = Date.now()
  const { code, output } = await run(command, args, { quiet: true, ...options })
  const seconds = ((Date.now() - from) / 1000).toFixed(1)
  if (code === 0) passed++
  else failed++
  console.log(`${code === 0 ? 'PASS' : 'FAIL'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output)
  return code === 0
}

/** Microsoft's Web Chat is large and only for tests: a package of its own, installed when it is missing. */
async function installWebChat() {
  const folder = path.join(root, 'test', 'webchat')
  if (existsSync(path.join(folder, 'node_modules', 'botframework-webchat', 'dist', 'webchat.js'))) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  await check('Web Chat installs', npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder })
}

async function jest() {
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-jest-'))
  const results = path.join(folder, 'results.json')
  const { code, output } = await run(binary('jest'), [
    '--json',
    `--outputFile=${results}`,
    '--silent=false',
    // Two files at a time also where there are two cores: much of a test's time is spent waiting for a browser, a database or a process.
    '--maxWorkers=2',
    ...process.argv.slice(2),
  ])
  if (existsSync(results)) {
    const summary = JSON.parse(readFileSync(results, 'utf8'))
    passed += summary.numPassedTests
    failed += summary.numFailedTests + summary.numRuntimeErrorTestSuites
    if (code !== 0 && summary.numFailedTests + summary.numRuntimeErrorTestSuites === 0) failed++
    if (summary.numPendingTests + summary.numTodoTests > 0)
      console.log(`${summary.numPendingTests + summary.numTodoTests} not run: each says why in its name.`)
  } else {
    failed++
  }
  rmSync(folder, { recursive: true, force: true })
  if (/did not exit one second after/.test(output)) {
    failed++
    console.log('FAIL something is left running after the tests: a server, a socket or a timer.')
  }
}

async function checkSource() {
  await check('content', process.execPath, [path.join(root, 'dist', 'server', 'commands', 'check.js')])
  await check('types', binary('tsc'), ['-b', 'tsconfig.json', 'test', 'src/widget', 'src/desk'])
  await check('lint', binary('eslint'), ['.'])
  await check('formatting', binary('prettier'), [
    '--check',
    '{src,test}/**/*.{ts,tsx,mjs}',
    '!**/node_modules/**',
    'eslint.config.mjs',
  ])
}

const focused = process.argv.length > 2
if (await check('build', process.execPath, [path.join(root, 'src', 'build.mjs')])) {
  if (!focused) await installWebChat()
  // What only reads the source goes on beside the tests.
  await Promise.all([focused ? undefined : checkSource(), jest()])
}
console.log(`\nTime: ${((Date.now() - started) / 1000).toFixed(0)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
