// Builds the widget's two files: the one that a page carries, and what an open panel needs beside it. Nothing stands in both.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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
  const first = { from: 'index.ts', name: 'widget.js', format: 'iife', plugins: [styleSheets] }
  const second = { from: 'more.ts', name: 'more.js', format: 'esm', plugins: [borrowed(root), styleSheets] }

  // Which phrases each file says, found by building it with their names in their place.
  const named =
    said.map((key) => `export const ${key} = '${seam}${key}${seam}'`).join('\n') + '\nexport const texts = []'
  const saysOf = async (entry) => {
    const { outputFiles } = await buildFile(esbuild, root, entry, named, { MORE_INTEGRITY: '""' }, false)
    return said.filter((key) => outputFiles[0].text.includes(seam + key + seam))
  }
  const inFirst = await saysOf(first)
  const inSecond = (await saysOf(second)).filter((key) => !inFirst.includes(key))

  // A phrase is a number: its place among those of the first file, and after them those of the second.
  const numbers = [...inFirst, ...inSecond].map((key, place) => `export const ${key} = ${place}`).join('\n')
  const textsOf = (keys) => books.map((book) => keys.map((key) => textIn(book, key)).join(seam))
  const phrases = (keys) => `${numbers}\nexport const texts = ${JSON.stringify(textsOf(keys))}`

  // The second file first: the one that a page loads knows its hash.
  const more = measured(await buildFile(esbuild, root, second, phrases(inSecond), {}, true))
  const know = { MORE_INTEGRITY: JSON.stringify(more.integrity) }
  const widget = measured(await buildFile(esbuild, root, first, phrases(inFirst), know, true))
  return { widget, more }
}

function textIn(book, key) {
  if (String(book[key]).includes(seam)) throw new Error(`The phrase ${key} holds "${seam}", which parts phrases here.`)
  return book[key]
}

async function buildFile(esbuild, root, { from, name, format, plugins }, phrases, know, write) {
  return esbuild.build({
    entryPoints: [path.join(root, 'src', 'widget', from)],
    outfile: path.join(root, 'dist', 'widget', name),
    bundle: true,
    minify: true,
    format,
    target: 'es2020',
    // The server names the encoding; written out, Finnish and Swedish are shorter.
    charset: 'utf8',
    plugins: [...plugins, phrasesFrom(phrases)],
    jsxFactory: 'h',
    jsxFragment: 'Several',
    define: know,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write,
  })
}

function measured({ metafile }) {
  const [file = ''] = Object.keys(metafile.outputs)
  const content = readFileSync(file)
  return {
    integrity: 'sha384-' + createHash('sha384').update(content).digest('base64'),
    kb: (gzipSync(content, { level: 9 }).length / 1000).toFixed(1),
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
        .match(/export const kit = \{([^}]*)\}/)[1]
        .match(/\w+/g)
        .join(', ')
      build.onResolve({ filter: /^\.{1,2}\/(kit|draw|markdown|words|icons|message)$/ }, () => ({
        path: file,
        namespace: 'borrowed',
      }))
      build.onLoad({ filter: /.*/, namespace: 'borrowed' }, () => ({
        contents: `export let ${names}\nexport const take = (kit) => { ({ ${names} } = kit) }`,
      }))
    },
  }
}
