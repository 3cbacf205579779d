// Builds dist/ from src/: the server file by file, the widget in one file. Does nothing when nothing has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = path.join(root, 'dist', 'build.json')

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function fingerprint(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(path.relative(root, file)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

async function loadEsbuild() {
  try {
    return await import('esbuild')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    console.error(`Opastin is not built, and the tool that builds it is not here. Run "npm ci" first (without --omit). (${reason})`)
    process.exit(1)
  }
}

const sources = filesUnder(path.join(root, 'src'))
const lock = path.join(root, 'package-lock.json')
const stamp = fingerprint([...sources, ...(existsSync(lock) ? [lock] : [])])
const built = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : undefined

if (built?.stamp !== stamp) {
  const started = performance.now()
  const esbuild = await loadEsbuild()
  rmSync(path.join(root, 'dist'), { recursive: true, force: true })
  mkdirSync(path.join(root, 'dist'), { recursive: true })
  const browserRooms = ['widget', 'desk'].map((room) => path.join(root, 'src', room) + path.sep)
  await esbuild.build({
    entryPoints: sources.filter((file) => file.endsWith('.ts') && !browserRooms.some((room) => file.startsWith(room))),
    outdir: path.join(root, 'dist', 'server'),
    outbase: path.join(root, 'src'),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    // Packages that are only loaded when they are configured must stay real dynamic imports.
    supported: { 'dynamic-import': true },
    logLevel: 'warning',
  })
  const widgetEntry = path.join(root, 'src', 'widget', 'index.tsx')
  let integrity
  if (existsSync(widgetEntry)) {
    const outfile = path.join(root, 'dist', 'widget', 'widget.js')
    await esbuild.build({
      entryPoints: [widgetEntry],
      outfile,
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      legalComments: 'none',
      logLevel: 'warning',
    })
    integrity = 'sha384-' + createHash('sha384').update(readFileSync(outfile)).digest('base64')
  }
  writeFileSync(stampFile, JSON.stringify({ stamp, integrity }, null, 2) + '\n')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`Built in ${seconds} s.${integrity ? ` Widget integrity: ${integrity}` : ''}`)
}
