// Bundles and runs trainConfidence.ts, writes src/retrieval/confidenceModel.ts and prints what was reached.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'train-'))
try {
  const outfile = join(folder, 'train.cjs')
  buildSync({
    entryPoints: [join(here, 'trainConfidence.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  })
  const { trainConfidence, writeModel } = createRequire(import.meta.url)(outfile)
  const { model, report } = trainConfidence(root, process.argv[2] ?? '/usr/lib/voikko/5/mor-standard/mor.vfst')
  writeModel(root, model)
  console.log(report)
} finally {
  rmSync(folder, { recursive: true })
}
