// Builds the server: file by file for the commands, and the service itself in one file, which is loaded several times as fast.
import path from 'node:path'
import { filesUnder } from './stamps.mjs'

/** Packages of many small files that the service loads at every start; all others stay where npm has put them. */
const broughtIn = new Set([
  'date-holidays',
  'js-yaml',
  'kysely',
  'luxon',
  'markdown-it',
  'proj4',
  'prom-client',
  'qrcode',
  'yaml',
  'zod',
])

const packageOf = (name) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

/** What is imported only when it is asked for (a driver, a model's client) stays outside too. */
const packagesStay = {
  name: 'packages-stay',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind, importer }) => {
      if (kind === 'entry-point' || importer.includes('node_modules')) return undefined
      const inside = kind !== 'dynamic-import' && broughtIn.has(packageOf(name))
      return inside ? undefined : { path: name, external: true }
    })
  },
}

export async function buildServer(esbuild, root) {
  const source = path.join(root, 'src')
  const browserRooms = ['widget', 'desk'].map((room) => path.join(source, room) + path.sep)
  const main = path.join(source, 'main.ts')
  const how = {
    outdir: path.join(root, 'dist', 'server'),
    outbase: source,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    // Packages that are only loaded when they are configured must stay real dynamic imports.
    supported: { 'dynamic-import': true },
    logLevel: 'warning',
  }
  const files = filesUnder(source).filter(
    (file) => file.endsWith('.ts') && file !== main && !browserRooms.some((room) => file.startsWith(room)),
  )
  await Promise.all([
    esbuild.build({ ...how, entryPoints: files }),
    esbuild.build({ ...how, entryPoints: [main], bundle: true, plugins: [packagesStay] }),
  ])
}
