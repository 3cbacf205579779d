// Builds dist/ from src/: the server file by file, the widget in one file. Does nothing when nothing has changed since the last build.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildServer } from './buildServer.mjs'
import { buildWidget } from './buildWidget.mjs'
import { codeStamp, codeStampFile, indexStamp, indexStampFile, keptStamp, phraseFiles, root } from './stamps.mjs'

async function loadEsbuild() {
  try {
    return await import('esbuild')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    console.error(
      `Opastin is not built, and the tool that builds it is not here. Run "npm ci" first (without --omit). (${reason})`,
    )
    process.exit(1)
  }
}

/** The desk's phrases, and those of the server that it says too. */
const deskPhrases = /^(desk_|mask_)/

/** For the desk: `opastin:desk-phrases` is one object, key → [fi, sv, en]. */
const deskContent = {
  name: 'desk-content',
  setup(build) {
    build.onResolve({ filter: /^opastin:desk-phrases$/ }, ({ path: name }) => ({ path: name, namespace: 'phrases' }))
    build.onLoad({ filter: /.*/, namespace: 'phrases' }, async () => {
      const { parse } = await import('yaml')
      const books = phraseFiles.map((file) => parse(readFileSync(file, 'utf8')))
      const keys = Object.keys(books[0]).filter((key) => deskPhrases.test(key))
      return {
        loader: 'json',
        contents: JSON.stringify(Object.fromEntries(keys.map((key) => [key, books.map((book) => book[key])]))),
      }
    })
  },
}

/** The advisers' page: one script and one style sheet; resolves with the script's size as it travels. */
async function buildDesk(esbuild, outdir) {
  await esbuild.build({
    entryPoints: { desk: path.join(root, 'src', 'desk', 'index.tsx') },
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    plugins: [deskContent],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'warning',
  })
  return (gzipSync(readFileSync(path.join(outdir, 'desk.js')), { level: 9 }).length / 1000).toFixed(1)
}

const stamp = codeStamp()
if (keptStamp(codeStampFile) !== stamp) {
  const started = performance.now()
  const esbuild = await loadEsbuild()
  rmSync(path.join(root, 'dist'), { recursive: true, force: true })
  mkdirSync(path.join(root, 'dist'), { recursive: true })
  await buildServer(esbuild, root)
  const { widget, more } = await buildWidget(esbuild, root, phraseFiles)
  const desk = await buildDesk(esbuild, path.join(root, 'dist', 'desk'))
  const { integrity } = widget
  writeFileSync(codeStampFile, JSON.stringify({ stamp, integrity }, null, 2) + '\n')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `Built in ${seconds} s. Widget ${widget.kb} kB gz (and ${more.kb} kB when it is opened), desk ${desk} kB gz, integrity: ${integrity}`,
  )
}

/** Resolves with whether the part was prepared. */
function prepare(part) {
  const command = path.join(root, 'dist', 'server', 'commands', 'prepareIndex.js')
  const child = spawn(process.execPath, [command, part], { stdio: 'inherit' })
  return new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (status) => resolve(status === 0))
  })
}

// Both learn for some seconds, beside each other: a start that finds it done is ready at once.
const contentStamp = indexStamp(stamp)
if (keptStamp(indexStampFile) !== contentStamp) {
  const prepared = await Promise.all(['needs', 'search'].map(prepare))
  if (prepared.every(Boolean)) writeFileSync(indexStampFile, JSON.stringify({ stamp: contentStamp }) + '\n')
}
