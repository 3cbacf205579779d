/** Files of a folder over HTTP, with ETag, gzip and cache headers. Knows no page; serves nothing outside its folder. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Answer, type HttpRequest, problem, type Route } from './http'

export interface StaticFolder {
  /** URL path before the file's own, e.g. `/w/1`. */
  readonly prefix: string
  readonly folder: string
  /** Files never change under their name (versioned paths): clients may keep them for a year. */
  readonly immutable: boolean
  /** Sent with each file, e.g. `access-control-allow-origin` for scripts that other sites load with an integrity hash. */
  readonly headers?: Readonly<Record<string, string>>
}

interface Served {
  readonly changedMs: number
  readonly etag: string
  readonly plain: Buffer
  readonly packed: Buffer | undefined
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Larger files are not served: what is served is kept in memory. */
const maxFileBytes = 16 * 1024 * 1024

const pack = promisify(gzip)
const missing = problem(404, 'not_found', 'There is no such file.')

/** A route for every file below the folder. Files are read when first asked for and kept in memory until they change. */
export function staticFiles({ prefix, folder, immutable, headers }: StaticFolder): Route {
  const root = resolve(folder)
  const kept = new Map<string, Served>()
  return {
    method: 'GET',
    path: `${prefix}/*`,
    async handle(request) {
      const file = fileBelow(root, request.params['*'] ?? '')
      const served = file && (await load(file, kept))
      return served ? answerWith(served, file, request) : missing
    },
  }

  function answerWith(served: Served, file: string, request: HttpRequest): Answer {
    const packs = served.packed !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const shared = {
      ...headers,
      etag: served.etag,
      vary: 'accept-encoding',
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    }
    if (request.headers['if-none-match'] === served.etag) return { status: 304, headers: shared }
    return {
      status: 200,
      headers: {
        ...shared,
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        ...(packs ? { 'content-encoding': 'gzip' } : {}),
      },
      body: packs && served.packed ? served.packed : served.plain,
    }
  }
}

function fileBelow(root: string, asked: string): string | undefined {
  if (asked.includes('\0') || asked.includes('\\')) return undefined
  const file = join(root, normalize(`/${asked}`))
  return file.startsWith(root + sep) ? file : undefined
}

async function load(file: string, kept: Map<string, Served>): Promise<Served | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile() || found.size > maxFileBytes) return undefined
  const known = kept.get(file)
  if (known?.changedMs === found.mtimeMs) return known
  const plain = await readFile(file)
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`
  const packed =
    plain.length > 1024 && /^(text|application\/json|image\/svg)/.test(types[extname(file)] ?? '')
      ? await pack(plain)
      : undefined
  const served = { changedMs: found.mtimeMs, etag, plain, packed }
  kept.set(file, served)
  return served
}
