/** The HTTP server: listens, limits, routes, answers, stops. The only file that knows restify; knows nothing of what the routes do. */
import type { IncomingMessage, Server as NodeServer, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import * as restify from 'restify'
import { WebSocketServer } from 'ws'
import { readBody } from './body'
import { type Answer, type HttpRequest, problem, type Route, type SocketRoute } from './http'
import { listenFault } from './listenFault'
import { RequestOf } from './request'
import { writeAnswer, writeRawAnswer } from './answers'

export interface ServerSettings {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  readonly maxBodyBytes: number
  readonly maxJsonDepth: number
  /** How many proxies in front of us add to `x-forwarded-for`; 0 when clients connect directly. */
  readonly trustedProxies: number
  readonly headersTimeoutMs: number
  /** For a whole request, its body included. */
  readonly requestTimeoutMs: number
  readonly keepAliveTimeoutMs: number
  readonly maxConnections: number
  /** How long a stop waits for requests in work. */
  readonly drainMs: number
}

export const serverDefaults: Omit<ServerSettings, 'host' | 'port'> = {
  maxBodyBytes: 65_536,
  maxJsonDepth: 32,
  trustedProxies: 0,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  keepAliveTimeoutMs: 10_000,
  maxConnections: 10_000,
  drainMs: 25_000,
}

export interface ServerNeeds {
  readonly settings: ServerSettings
  readonly routes: readonly Route[]
  readonly sockets: readonly SocketRoute[]
  readonly logger: Logger
  /** Told of every answer, for metrics: the route's path as registered, never the real one. */
  observe?(done: {
    readonly route: string
    readonly method: string
    readonly status: number
    readonly ms: number
  }): void
}

export interface HttpServer {
  /** Resolves with the address; rejects with a `ListenError` that says what to do when the port is not to be had. */
  listen(): Promise<{ readonly url: string; readonly port: number }>
  /** True from the beginning of `stop` on. */
  readonly stopping: boolean
  /** Stops accepting, closes sockets with 1012 ("service restart"), waits for requests in work, ends what is left. */
  stop(): Promise<void>
}

/** restify's hook before everything, which its types do not know. */
interface First {
  first(handler: (req: IncomingMessage & { getUrl(): URL }, res: ServerResponse) => boolean): void
}

const internal = problem(500, 'internal', 'Something went wrong on our side. Try again, or call us.')
const unavailable = problem(503, 'unavailable', 'This could not be done just now. Try again in a moment.', {
  'retry-after': '5',
})
const notFound = problem(404, 'not_found', 'There is nothing at this address.')
const badRequest = problem(400, 'bad_request', 'The request is not valid HTTP for this server.', {
  connection: 'close',
})
const wrongMethod = problem(405, 'method_not_allowed', 'This address does not take this method.')

/** Builds the server; nothing listens before `listen()`. */
export function createServer({ settings, routes, sockets, logger, observe }: ServerNeeds): HttpServer {
  const server = restify.createServer({ name: '', log: logger as never, handleUpgrades: false })
  const http = server.server as NodeServer
  const websockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: settings.maxBodyBytes,
  })
  const ids = requestIds()
  let stopping = false
  let working = 0

  ;(server as unknown as First).first(isSound)
  for (const route of routes) {
    mount(route.method, route)
    if (route.method === 'GET') mount('HEAD', route)
  }
  server.on(
    'restifyError',
    (req: IncomingMessage, res: ServerResponse, fault: { statusCode?: number }, done: () => void) => {
      // Nothing of ours throws to restify: what arrives here is its own "no such route" or "not this method".
      const answer = fault.statusCode === 404 ? notFound : fault.statusCode === 405 ? wrongMethod : internal
      if (answer === internal) logger.error({ err: fault, route: 'unrouted' }, 'the router failed')
      if (!res.headersSent) writeAnswer(res, answer, { id: ids.next(), head: req.method === 'HEAD', closing: stopping })
      Object.assign(res, { _sent: true })
      done()
    },
  )
  http.on('upgrade', (req, socket, head) => void upgrade(req, socket, head))

  function mount(method: Route['method'] | 'HEAD', route: Route): void {
    const add = {
      GET: server.get,
      HEAD: server.head,
      POST: server.post,
      PUT: server.put,
      PATCH: server.patch,
      DELETE: server.del,
      OPTIONS: server.opts,
    }[method]
    const limits = { maxBytes: route.maxBodyBytes ?? settings.maxBodyBytes, maxDepth: settings.maxJsonDepth }
    add.call(server, route.path, (req: restify.Request, res: restify.Response, next: restify.Next) => {
      const started = performance.now()
      const request = new RequestOf(req, req.params as Record<string, string>, ids.next(), settings.trustedProxies)
      working += 1
      answerTo(route, request, req, limits)
        .then((answer) => {
          writeAnswer(res, answer, { id: request.id, head: method === 'HEAD', closing: stopping })
          const ms = performance.now() - started
          observe?.({ route: route.path, method, status: answer.status, ms })
          logger.info({
            id: request.id,
            method,
            route: route.path,
            status: answer.status,
            ms: Math.round(ms * 10) / 10,
          })
        })
        .catch((fault: unknown) =>
          logger.error({ err: fault, id: request.id, route: route.path }, 'an answer could not be written'),
        )
        .finally(() => {
          working -= 1
          next()
        })
    })
  }

  async function answerTo(
    route: Route,
    request: RequestOf,
    req: IncomingMessage,
    limits: { maxBytes: number; maxDepth: number },
  ): Promise<Answer> {
    try {
      if (route.body !== undefined && route.body !== 'none') {
        const read = await readBody(req, route.body, limits)
        if ('refusal' in read) return read.refusal
        request.body = read.body
      }
      return await route.handle(request)
    } catch (fault) {
      logger.error({ err: fault, id: request.id, route: route.path }, 'a route failed')
      return apology(fault)
    }
  }

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const id = ids.next()
    socket.on('error', () => socket.destroy())
    try {
      const path = (req.url ?? '').split('?', 1)[0] ?? ''
      const route = stopping ? undefined : sockets.find((candidate) => candidate.path.test(path))
      if (!route) return writeRawAnswer(socket, stopping ? stopped : notFound, id)
      const request: HttpRequest = new RequestOf(req, route.path.exec(path)?.groups ?? {}, id, settings.trustedProxies)
      const accepted = await route.accept(request)
      logger.info({ id, route: String(route.path), status: typeof accepted === 'function' ? 101 : accepted.status })
      if (typeof accepted !== 'function') return writeRawAnswer(socket, accepted, id)
      websockets.handleUpgrade(req, socket, head, (websocket) => {
        websocket.on('error', () => websocket.terminate())
        accepted(websocket)
      })
    } catch (fault) {
      logger.error({ err: fault, id, route: 'upgrade' }, 'an upgrade failed')
      writeRawAnswer(socket, apology(fault), id)
    }
  }

  return {
    get stopping() {
      return stopping
    },
    listen() {
      http.headersTimeout = settings.headersTimeoutMs
      http.requestTimeout = settings.requestTimeoutMs
      http.keepAliveTimeout = settings.keepAliveTimeoutMs
      http.maxConnections = settings.maxConnections
      // Read by Node when listening begins; its default would let a slow client stay half a minute longer than the limits above.
      Object.assign(http, { connectionsCheckingInterval: Math.min(2_000, settings.headersTimeoutMs) })
      return new Promise((resolve, reject) => {
        const onFault = (fault: NodeJS.ErrnoException): void => reject(listenFault(fault, settings))
        // restify passes the HTTP server's errors on as its own; unheard there, they would end the process.
        server.once('error', onFault)
        server.listen(settings.port, settings.host, () => {
          server.off('error', onFault)
          server.on('error', (fault: unknown) => logger.error({ err: fault }, 'the server'))
          const { port } = http.address() as AddressInfo
          resolve({ url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`, port })
        })
      })
    },
    async stop() {
      stopping = true
      const closed = new Promise<void>((resolve) => (http.listening ? http.close(() => resolve()) : resolve()))
      for (const websocket of websockets.clients) websocket.close(1012, 'service restart')
      http.closeIdleConnections()
      const giveUpAt = Date.now() + settings.drainMs
      while (working > 0 && Date.now() < giveUpAt) await pause(20)
      const goneBy = Math.min(giveUpAt, Date.now() + 1_000)
      while (websockets.clients.size > 0 && Date.now() < goneBy) await pause(20)
      for (const websocket of websockets.clients) websocket.terminate()
      http.closeAllConnections()
      await closed
    },
  }

  /** What would make restify throw before any handler of ours runs: a host or a path that makes no URL. */
  function isSound(req: IncomingMessage & { getUrl(): URL }, res: ServerResponse): boolean {
    try {
      if (req.url?.startsWith('/') && req.url.length <= 4096) {
        decodeURI(req.getUrl().pathname)
        return true
      }
    } catch {
      // Falls through to the refusal: the client's fault, not ours.
    }
    writeAnswer(res, badRequest, { id: ids.next(), head: req.method === 'HEAD', closing: true })
    return false
  }
}

const stopped = problem(503, 'stopping', 'The service is restarting. Try again in a moment.', { 'retry-after': '5' })

/** The store's faults, known here by their name alone, are for us to mend and for clients to wait out. */
function apology(fault: unknown): Answer {
  return fault instanceof Error && fault.name === 'StoreError' ? unavailable : internal
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function requestIds(): { next(): string } {
  const start = randomBytes(6).toString('base64url')
  let count = 0
  return { next: () => `${start}-${(count += 1).toString(36)}` }
}
