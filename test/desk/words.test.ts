/** The desk's words: every phrase the page names is there, and none is there for nothing. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../startService'

const room = path.join(projectRoot, 'src', 'desk')
const code = [
  ...readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(room, file)),
  path.join(projectRoot, 'src', 'channels', 'desk', 'deskPage.ts'),
].map((file) => readFileSync(file, 'utf8'))
/** Keys as they stand in the code; what is put together from parts ends in `${`. */
const named = code.flatMap((text) =>
  [...text.matchAll(/['`](desk_[a-z_]+)(\$\{)?/g)].map(([, key = '', open]) => ({ key, open: open !== undefined })),
)

test.each(['fi', 'sv', 'en'])('in %s every phrase the page names is there, and none is unused', (language) => {
  const book = parse(readFileSync(path.join(projectRoot, 'dialogs', 'phrases', `${language}.yml`), 'utf8')) as Record<
    string,
    string
  >
  const keys = Object.keys(book).filter((key) => key.startsWith('desk_'))
  const missing = named.filter(({ key, open }) => !keys.some((one) => (open ? one.startsWith(key) : one === key)))
  expect(missing).toEqual([])
  expect(keys.filter((key) => !named.some((one) => (one.open ? key.startsWith(one.key) : key === one.key)))).toEqual([])
})
