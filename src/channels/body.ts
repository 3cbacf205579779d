/** Reads a request's body within limits and makes sound JSON of it. Knows no route and no server library. */
import type { IncomingMessage } from 'node:http'
import { type Answer, type BodyKind, problem } from './http'

export interface BodyLimits {
  readonly maxBytes: number
  /** How deep arrays and objects may be nested. */
  readonly maxDepth: number
}

export const refusals = {
  tooLarge: problem(413, 'too_large', 'The request body is too large.', { connection: 'close' }),
  notJson: problem(400, 'not_json', 'The request body is not valid JSON.'),
  tooDeep: problem(400, 'too_deep', 'The request body is nested too deeply.'),
  wrongType: problem(415, 'unsupported_media_type', 'Send the body as application/json.'),
  wrongFormType: problem(415, 'unsupported_media_type', 'Send the body as application/x-www-form-urlencoded.'),
  cutOff: problem(400, 'cut_off', 'The request ended before its body did.', { connection: 'close' }),
} as const

export type BodyResult = { readonly body: unknown } | { readonly refusal: Answer }

const nothing: BodyResult = { body: undefined }

/** Never rejects: what a client sent wrongly is a refusal. A missing JSON body is `undefined`. */
export async function readBody(request: IncomingMessage, kind: BodyKind, limits: BodyLimits): Promise<BodyResult> {
  if (kind === 'none' || kind === 'stream') return nothing
  const refusal = refusedByHeaders(request, kind, limits.maxBytes)
  if (refusal) return { refusal }
  const bytes = await readBytes(request, limits.maxBytes)
  if (!Buffer.isBuffer(bytes)) return { refusal: bytes }
  if (kind === 'form') return { body: new URLSearchParams(bytes.toString('utf8')) }
  return bytes.length === 0 ? nothing : parseJson(bytes.toString('utf8'), limits.maxDepth)
}

/** Parses JSON, refuses what is nested deeper than `maxDepth`, and drops `__proto__` keys, which have no business in data. */
export function parseJson(text: string, maxDepth: number): BodyResult {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { refusal: refusals.notJson }
  }
  return isShallow(body, maxDepth) ? { body } : { refusal: refusals.tooDeep }
}

function refusedByHeaders(request: IncomingMessage, kind: 'json' | 'form', maxBytes: number): Answer | undefined {
  const length = request.headers['content-length']
  if (length === '0' || (length === undefined && request.headers['transfer-encoding'] === undefined)) return undefined
  if (Number(length) > maxBytes) return refusals.tooLarge
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (kind === 'json') return type === 'application/json' || type.endsWith('+json') ? undefined : refusals.wrongType
  return type === 'application/x-www-form-urlencoded' ? undefined : refusals.wrongFormType
}

function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | Answer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let length = 0
    const end = (result: Buffer | Answer): void => {
      request.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut)
      resolve(result)
    }
    const onData = (part: Buffer): void => {
      length += part.length
      if (length > maxBytes) {
        request.pause()
        end(refusals.tooLarge)
      } else parts.push(part)
    }
    const onEnd = (): void => end(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, length))
    const onCut = (): void => end(refusals.cutOff)
    request.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut)
  })
}

function isShallow(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return true
  if (levels === 0) return false
  if (Array.isArray(value)) return value.every((item) => isShallow(item, levels - 1))
  for (const key of Object.keys(value)) {
    if (key === '__proto__') delete (value as Record<string, unknown>)[key]
    else if (!isShallow((value as Record<string, unknown>)[key], levels - 1)) return false
  }
  return true
}
