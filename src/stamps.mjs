// Tells whether dist/ is as it would be built now: the build leaves stamps there, made of everything that it was built from.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
/** What the browsers' files say. */
export const phraseFiles = ['fi', 'sv', 'en'].map((language) =>
  path.join(root, 'dialogs', 'phrases', `${language}.yml`),
)
/** Of the programs (with the widget's integrity), and of the search's indexes. */
export const codeStampFile = path.join(root, 'dist', 'build.json')
export const indexStampFile = path.join(root, 'dist', 'index.json')

export function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

/** Changes with every source, phrase and package. */
export function codeStamp() {
  const lock = path.join(root, 'package-lock.json')
  return fingerprint([...filesUnder(path.join(root, 'src')), ...phraseFiles, ...(existsSync(lock) ? [lock] : [])])
}

/** The indexes depend on the content too. */
export function indexStamp(code) {
  return fingerprint(['knowledge', 'dialogs'].flatMap((folder) => filesUnder(path.join(root, folder)))) + code
}

export function keptStamp(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stamp : undefined
}

export function isBuilt() {
  const code = codeStamp()
  return keptStamp(codeStampFile) === code && keptStamp(indexStampFile) === indexStamp(code)
}

function fingerprint(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(path.relative(root, file)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}
