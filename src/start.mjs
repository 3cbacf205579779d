// `npm start`: builds what has changed since the last build, then runs the service in this very process.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuilt, root } from './stamps.mjs'

if (!isBuilt()) {
  // In a process of its own: what builds is large, and must not stay in the service's memory.
  const build = fileURLToPath(new URL('./build.mjs', import.meta.url))
  const { status } = spawnSync(process.execPath, [build], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
createRequire(import.meta.url)(path.join(root, 'dist', 'server', 'main.js'))
