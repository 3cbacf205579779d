/** A local server that speaks an open interface and misbehaves on demand: for the importers' tests. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes wrong with one answer: a status, a body that breaks off, text that is not whole, or nothing. */
export type Trouble = 'none' | 500 | 503 | 504 | 404 | 'cut' | 'half' | 'silent'

export interface OpenInterface {
  readonly url: string
  /** Path and query of every request, in order. */
  readonly asked: readonly string[]
  stop(): Promise<void>
}

/**
 * @param answer the JSON for a request
 * @param trouble what goes wrong with the n-th request (from 0) of this very path and query
 */
export async function startOpenInterface(
  answer: (url: URL) => unknown,
  trouble: (url: URL, nth: number) => Trouble = () => 'none',
): Promise<OpenInterface> {
  const asked: string[] = []
  const counts = new Map<string, number>()
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://local')
    const key = url.pathname + url.search
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    asked.push(key)
    const wrong = trouble(url, nth)
    if (wrong === 'silent') return
    // Two statements each: restify, once loaded in the process, makes writeHead() return nothing.
    if (typeof wrong === 'number') {
      response.writeHead(wrong, { 'content-type': 'text/html' })
      response.end('<h1>Trouble</h1>')
      return
    }
    const body = JSON.stringify(answer(url))
    if (wrong === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      response.write(body.slice(0, body.length / 2), () => response.destroy())
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(wrong === 'half' ? body.slice(0, body.length / 2) : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((fault) => (fault ? reject(fault) : resolve()))
        server.closeAllConnections()
      }),
  }
}
