/** Writes an answer to the wire, with the headers every answer carries. Knows no route. */
import { type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer } from './http'

export interface AnswerContext {
  readonly id: string
  /** For HEAD: the headers only. */
  readonly head: boolean
  /** The server stops: this connection takes no further request. */
  readonly closing: boolean
}

/** Routes may override each of these. */
const common: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

export function writeAnswer(response: ServerResponse, answer: Answer, { id, head, closing }: AnswerContext): void {
  if (response.headersSent || response.destroyed) return
  const { bytes, type } = bytesOf(answer)
  const headers: OutgoingHttpHeaders = { ...common, 'x-request-id': id }
  if (type) headers['content-type'] = type
  if (answer.status !== 304 && answer.status !== 204) headers['content-length'] = bytes ? Buffer.byteLength(bytes) : 0
  if (closing) headers['connection'] = 'close'
  Object.assign(headers, answer.headers)
  response.writeHead(answer.status, headers)
  response.end(head ? undefined : bytes)
}

/** For a connection that asked to become a WebSocket and may not. */
export function writeRawAnswer(socket: Duplex, answer: Answer, id: string): void {
  const { bytes, type } = bytesOf(answer)
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    'connection: close',
    `x-request-id: ${id}`,
    ...(type ? [`content-type: ${type}`] : []),
    `content-length: ${bytes ? Buffer.byteLength(bytes) : 0}`,
    ...Object.entries(answer.headers ?? {})
      .filter(([name]) => name !== 'connection')
      .map(([name, value]) => `${name}: ${value}`),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${bytes?.toString() ?? ''}`)
}

function bytesOf({ body }: Answer): { bytes: string | Buffer | undefined; type: string | undefined } {
  if (body === undefined) return { bytes: undefined, type: undefined }
  if (typeof body === 'string') return { bytes: body, type: 'text/plain; charset=utf-8' }
  if (Buffer.isBuffer(body)) return { bytes: body, type: 'application/octet-stream' }
  return { bytes: JSON.stringify(body), type: 'application/json; charset=utf-8' }
}
