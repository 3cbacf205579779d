// Builds the widget's two files: the one that a page carries, and what an open panel needs beside it. Nothing stands in both. esbuild puts
// them together, swc makes them short: the names that it gives compress better, by half a kilobyte of twenty.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** The widget's phrases, and those of the server that it says too. */
const widgetPhrases = /^(widget_.+|choice_person|handoff_c.+|page_chat_leave|speaker_.+|mask_.+)$/

/** Between phrases; no phrase holds it. */
const seam = '|'

/** Both files, written to dist/widget; resolves with the integrity hash and the size, as it travels, of each. */
export async function buildWidget(esbuild, root, phraseFiles) {
  const { parse } = await import('yaml')
  const books = phraseFiles.map((file) => parse(readFileSync(file, 'utf8')))
  const said = Object.keys(books[0]).filter((key) => widgetPhrases.test(key))
  // Own names are shortened to the same in both files: they hand each other objects.
  const shortNames = {}
  const first = { from: 'index.ts', name: 'widget.js', format: 'iife', plugins: [styleSheets], shortNames }
  const second = { from: 'more.ts', name: 'more.js', format: 'esm', plugins: [borrowed(root)], shortNames }

  // Which phrases each file says, found by building it with their names in their place.
  const named =
    said.map((key) => `export const ${key} = '${seam}${key}${seam}'`).join('\n') + '\nexport const texts = []'
  const saysOf = async (entry) => {
    const code = await bundle(esbuild, root, entry, named, { MORE_INTEGRITY: '""' })
    return said.filter((key) => code.includes(seam + key + seam))
  }
  const told = [...new Set([...(await saysOf(first)), ...(await saysOf(second))])]

  // A phrase is a number, its place among all. The first file carries the second's too: beside its own they take half the bytes.
  const numbers = told.map((key, place) => `export const ${key} = ${place}`).join('\n')
  const texts = books.map((book) => told.map((key) => textIn(book, key)).join(seam))
  const phrases = `${numbers}\nexport const texts = ${JSON.stringify(texts)}`

  // The second file first: the one that a page loads knows its hash.
  const made = async (entry, know) =>
    written(root, entry.name, await shortened(await bundle(esbuild, root, entry, phrases, know), entry.format))
  const more = await made(second, {})
  const widget = await made(first, { MORE_INTEGRITY: JSON.stringify(more.integrity) })
  return { widget, more }
}

function textIn(book, key) {
  if (String(book[key]).includes(seam)) throw new Error(`The phrase ${key} holds "${seam}", which parts phrases here.`)
  return book[key]
}

/** One file's code, before it is made short. */
async function bundle(esbuild, root, { from, format, plugins, shortNames }, phrases, know) {
  const { outputFiles, mangleCache } = await esbuild.build({
    entryPoints: [path.join(root, 'src', 'widget', from)],
    bundle: true,
    format,
    target: 'es2020',
    // The server names the encoding; written out, Finnish and Swedish are shorter.
    charset: 'utf8',
    plugins: [...plugins, phrasesFrom(phrases)],
    mangleProps: ownNames(root),
    mangleCache: shortNames,
    jsxFactory: 'h',
    jsxFragment: 'Several',
    define: know,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  })
  Object.assign(shortNames, mangleCache)
  return outputFiles[0].text
}

/**
 * The names of properties that are written short, which saves a fifth of a kilobyte. None of them is on the wire, in storage or in the
 * page's hands, none is one of the browser's, and none is ever named by a string: test/widget/build.test.ts looks after that.
 */
function ownNames(root) {
  const names = JSON.parse(readFileSync(path.join(root, 'src', 'widget', 'ownNames.json'), 'utf8'))
  return new RegExp(`^(?:${names.join('|')})$`)
}

async function shortened(code, format) {
  const { minify } = await import('@swc/core')
  const options = {
    module: format === 'esm',
    mangle: true,
    compress: { ecma: 2020, passes: 4 },
    format: { ecma: 2020 },
  }
  return (await minify(code, options)).code
}

function written(root, name, code) {
  const folder = path.join(root, 'dist', 'widget')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, name), code)
  return {
    integrity: 'sha256-' + createHash('sha256').update(code).digest('base64'),
    kb: (gzipSync(code, { level: 9 }).length / 1000).toFixed(1),
  }
}

/** `opastin:phrases`, of which only what is said is shipped. */
function phrasesFrom(contents) {
  return {
    name: 'phrases',
    setup(build) {
      build.onResolve({ filter: /^opastin:phrases$/ }, ({ path: name }) => ({ path: name, namespace: 'phrases' }))
      build.onLoad({ filter: /.*/, namespace: 'phrases' }, () => ({ contents }))
    },
  }
}

/** A style sheet is its own text, without comments and spaces. */
const styleSheets = {
  name: 'style-sheets',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await build.esbuild.transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

/**
 * For the second file: what stands in `kit` of src/widget/kit.ts is not bundled again but taken from the first, by one call of `take`
 * before anything is drawn.
 */
function borrowed(root) {
  return {
    name: 'borrowed',
    setup(build) {
      const file = path.join(root, 'src', 'widget', 'kit.ts')
      const names = readFileSync(file, 'utf8')
        .match(/export const kit = \[([^\]]*)\]/)[1]
        .match(/\w+/g)
        .join(', ')
      build.onResolve({ filter: /^\.{1,2}\/(kit|draw|markdown|words|icons|message)$/ }, () => ({
        path: file,
        namespace: 'borrowed',
      }))
      build.onLoad({ filter: /.*/, namespace: 'borrowed' }, () => ({
        contents: `export let ${names}\nexport const take = (kit) => { [${names}] = kit }`,
      }))
    },
  }
}
