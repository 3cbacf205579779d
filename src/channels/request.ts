/** A request as routes see it, made from Node's. Reads lazily: most routes never look at the query or the address. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { HttpRequest } from './http'

export class RequestOf implements HttpRequest {
  body: unknown
  #query: URLSearchParams | undefined
  readonly #source: IncomingMessage
  readonly #trustedProxies: number

  constructor(
    source: IncomingMessage,
    readonly params: Readonly<Record<string, string | undefined>>,
    readonly id: string,
    trustedProxies: number,
  ) {
    this.#source = source
    this.#trustedProxies = trustedProxies
  }

  get method(): string {
    return this.#source.method ?? 'GET'
  }

  get headers(): IncomingHttpHeaders {
    return this.#source.headers
  }

  get stream(): Readable {
    return this.#source
  }

  get path(): string {
    return (this.#source.url ?? '/').split('?', 1)[0] ?? '/'
  }

  get query(): URLSearchParams {
    const url = this.#source.url ?? ''
    const mark = url.indexOf('?')
    return (this.#query ??= new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)))
  }

  /** Each proxy appends whom it spoke to: with n trusted proxies the n-th entry from the right is the client. */
  get address(): string {
    const direct = this.#source.socket.remoteAddress ?? ''
    if (this.#trustedProxies === 0) return direct
    const chain = String(this.#source.headers['x-forwarded-for'] ?? '').split(',')
    return chain.at(-this.#trustedProxies)?.trim() || direct
  }

  get secure(): boolean {
    if ((this.#source.socket as Partial<TLSSocket>).encrypted) return true
    return this.#trustedProxies > 0 && this.#source.headers['x-forwarded-proto'] === 'https'
  }
}
