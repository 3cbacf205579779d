// Builds the product, bundles one TypeScript module of a folder below test/ and calls its `run(args)`; prints what it prints and
// writes what it returns as JSON to .data/<folder>/<name>.json. Used by `npm run bench` and `npm run proof`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const test = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(test)

/** Runs `test/<folder>/<name>.ts`, or says which names there are. */
export async function runModule(folder, [name, ...args]) {
  const names = readdirSync(path.join(test, folder))
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .filter((file) => /export async function run\b/.test(readFileSync(path.join(test, folder, file), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort()
  if (!name || !names.includes(name)) {
    console.error(`Name one of: ${names.join(', ')}`)
    process.exitCode = 2
    return
  }
  const built = spawnSync(process.execPath, [path.join(root, 'src', 'build.mjs')], { stdio: 'inherit' })
  if (built.status !== 0) process.exit(built.status ?? 1)
  const outfile = path.join(root, 'node_modules', '.cache', folder, `${name}.cjs`)
  await build({
    entryPoints: [path.join(test, folder, `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // The modules find files beside themselves: keep the folder they were written in.
    define: { __dirname: JSON.stringify(path.join(test, folder)) },
    logLevel: 'warning',
  })
  const result = await createRequire(import.meta.url)(outfile).run(args)
  const file = path.join(root, '.data', folder, `${name}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(result, null, 2) + '\n')
  console.log(`\nWritten to ${path.relative(root, file)}`)
}
