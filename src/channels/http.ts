/** What a way in over HTTP looks like to the rooms that answer it: a route, a request, an answer. Knows no server library. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { WebSocket } from 'ws'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/**
 * How the server reads the body before the route sees the request: `json` (parsed, depth checked, `__proto__` removed), `form`
 * (URLSearchParams), `stream` (left to the route, which must read or destroy it), `none` (a body is not read at all).
 */
export type BodyKind = 'none' | 'json' | 'form' | 'stream'

export interface HttpRequest {
  /** Given to every request and echoed as `x-request-id`. */
  readonly id: string
  readonly method: string
  /** Without the query string. */
  readonly path: string
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** The client's address, through as many proxies as the settings trust. */
  readonly address: string
  /** True when the person's side of the connection is https. */
  readonly secure: boolean
  /** The parsed body for `json`, URLSearchParams for `form`, else undefined. */
  readonly body: unknown
  readonly stream: Readable
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON; a string or bytes as they are, with the content type of `headers`. */
  readonly body?: string | Buffer | object
}

export interface Route {
  readonly method: Method
  /** Path with `:name` parameters and at most one `*` at its end (`params['*']`). */
  readonly path: string
  readonly body?: BodyKind
  /** Overrides the server's limit for this route, in bytes. */
  readonly maxBodyBytes?: number
  handle(request: HttpRequest): Promise<Answer> | Answer
}

/** A path that may become a WebSocket: either an answer that refuses, or what takes the open socket over. */
export interface SocketRoute {
  readonly path: RegExp
  accept(request: HttpRequest): Promise<Answer | ((socket: WebSocket) => void)>
}

/** A refusal with a constant body: a code for programs and a sentence for people; never an inner message. */
export function problem(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Answer {
  return { status, body: { error: { code, message } }, ...(headers ? { headers } : {}) }
}

/** 429 with how long to wait, in whole seconds. */
export function tooMany(waitSeconds: number): Answer {
  return problem(429, 'too_many_requests', 'Too many requests. Wait a moment and try again.', {
    'retry-after': String(Math.max(1, Math.ceil(waitSeconds))),
  })
}
