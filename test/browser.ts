/**
 * A real Chromium for tests: CHROME_PATH, else the machine's own, else the one inside the dev dependency @sparticuz/chromium, unpacked by
 * ourselves once for each version and user. Knows no jest: who launches a browser closes it, in afterEach and not at a test's end.
 */
import { spawnSync } from 'node:child_process'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import puppeteer, { type Browser } from 'puppeteer-core'

/** How to start a browser: its file, and what its process needs in its environment. */
interface Chromium {
  readonly file: string
  readonly environment: Readonly<Record<string, string>>
}

/** None that loosens the web's own rules: a test of CSP or CORS would prove nothing with them. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

const systemFiles = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Which browser to use; tests of this file itself name one. */
export type BrowserSource = 'any' | 'packed'

/** Throws with a sentence that says what to do when the machine has no browser and the packed one does not run on it. */
export async function launchBrowser(source: BrowserSource = 'any'): Promise<Browser> {
  const { file, environment } = await findChromium(source)
  return puppeteer.launch({
    executablePath: file,
    headless: 'shell',
    args: flags,
    env: { ...process.env, ...environment },
  })
}

async function findChromium(source: BrowserSource): Promise<Chromium> {
  const given = process.env['CHROME_PATH']
  const own = source === 'packed' ? undefined : (given ?? systemFiles.find((file) => existsSync(file)))
  if (own) return { file: own, environment: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No browser was found. Install Chromium, or set CHROME_PATH to a browser’s file.')
  return packedChromium()
}

/** The browser of the npm package; with libraries and fonts of its own only where the machine has none. */
async function packedChromium(): Promise<Chromium> {
  const packed = join(packageFolder('@sparticuz/chromium'), 'bin')
  const folder = await unpackOnce(packed, packageVersion('@sparticuz/chromium'))
  const file = join(folder, 'chromium')
  if (!lacksLibraries(file)) return { file, environment: {} }
  const fonts = join(folder, 'fonts.conf')
  return {
    file,
    environment: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fonts },
  }
}

/** Unpacks beside and renames into place: a half-written folder is never used, and two processes at once do no harm. */
async function unpackOnce(packed: string, version: string): Promise<string> {
  const folder = join(tmpdir(), `opastin-chromium-${version}-${userInfo().uid}`)
  if (existsSync(folder)) return folder
  // It has no types of its own.
  const { extract } = createRequire(__filename)('tar-fs') as { extract(folder: string): Writable }
  const beside = mkdtempSync(`${folder}.`)
  await pipeline(
    createReadStream(join(packed, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(join(beside, 'chromium'), { mode: 0o755 }),
  )
  for (const archive of ['al2023', 'fonts']) {
    const into = join(beside, archive)
    mkdirSync(into)
    await pipeline(createReadStream(join(packed, `${archive}.tar.br`)), createBrotliDecompress(), extract(into))
  }
  writeFileSync(join(beside, 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')))
  try {
    renameSync(beside, folder)
  } catch (fault) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(folder)) throw fault
  }
  return folder
}

/** The package's own file names fixed folders of another system. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${join(folder, '.cache')}</cachedir></fontconfig>
`
}

function lacksLibraries(file: string): boolean {
  const { status, stderr } = spawnSync(file, ['--version'], { encoding: 'utf8' })
  if (status === 0) return false
  if (stderr.includes('error while loading shared libraries')) return true
  throw new Error(
    `The packed Chromium does not run here: ${stderr.split('\n')[0]}. Set CHROME_PATH to a browser’s file.`,
  )
}

function packageFolder(name: string): string {
  let folder = __dirname
  while (!existsSync(join(folder, 'node_modules', name))) {
    const above = dirname(folder)
    if (above === folder) throw new Error(`The package ${name} is not installed. Run npm ci.`)
    folder = above
  }
  return join(folder, 'node_modules', name)
}

function packageVersion(name: string): string {
  return (JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')) as { version: string }).version
}
