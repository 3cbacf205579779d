/**
 * A Direct Line 3.0-compatible endpoint: tokens, conversations, activities, upload, stream. Protocol only: knows neither the bot's adapter
 * nor the store, which come in through ports.ts. Calls and codes as `botframework-directlinejs` 0.15.8 makes and expects them: an
 * expired token is 403, an unknown conversation 404.
 */
import { randomBytes } from 'node:crypto'
import { type Answer, type HttpRequest, problem, type Route, type SocketRoute, tooMany } from '../http'
import { type Access, type AccessNeeds, createAccess, type DirectLineRates } from './access'
import { isRecord, openingFor, readArrival } from './arrival'
import type { DirectLineBot, DirectLineLog, RenderLine } from './ports'
import type { PersonEvents } from './personEvents'
import type { Streams } from './stream'
import { createTokens, type TokenClaims, type Tokens, type TokenSettings } from './tokens'
import { readUpload } from './upload'

export interface DirectLineSettings {
  readonly tokens: TokenSettings
  readonly rates: DirectLineRates
  /** In characters (UTF-16 units). */
  readonly maxTextLength: number
  readonly maxUploadBytes: number
  readonly maxFiles: number
  /** As clients see us, e.g. `https://apu.example.fi`; without it the request's own Host is taken. */
  readonly publicUrl?: string
}

export const directLineDefaults = { maxTextLength: 2_000, maxUploadBytes: 4 * 1024 * 1024, maxFiles: 10 } as const

export interface DirectLineNeeds {
  readonly settings: DirectLineSettings
  readonly allowOrigin: AccessNeeds['allowOrigin']
  readonly bot: DirectLineBot
  readonly log: DirectLineLog
  readonly render: RenderLine
  readonly streams: Streams
  /** What a person does beside writing; absent where there are no advisers. */
  readonly person?: Pick<PersonEvents, 'take' | 'typing'>
  /** The tokens' clock; absent: the machine's own. */
  readonly nowMs?: () => number
  /** The store could not keep or find something; the client gets 503 and tries again. */
  onFault(error: unknown, conversationId: string): void
}

export interface DirectLine {
  readonly routes: readonly Route[]
  readonly sockets: readonly SocketRoute[]
  readonly tokens: Tokens
}

const root = '/v3/directline'
/** Lines in one answer to a poll. */
const page = 100

const unavailable = problem(
  503,
  'unavailable',
  'The message could not be kept just now. Nothing was lost: send it again.',
  { 'retry-after': '5' },
)
const unknown = problem(404, 'conversation_unknown', 'There is no such conversation.')
const badUser = problem(
  400,
  'user_invalid',
  'A user id begins with "dl_" and has at most 64 letters, digits, "-" or "_" after it.',
)
const badSite = problem(400, 'site_invalid', 'A site is named with small letters, digits and "-".')
const badWatermark = problem(400, 'watermark_invalid', 'A watermark is a whole number that came from here.')

export function createDirectLine({
  settings,
  allowOrigin,
  bot,
  log,
  render,
  streams,
  person,
  nowMs,
  onFault,
}: DirectLineNeeds): DirectLine {
  const tokens = createTokens(settings.tokens, nowMs)
  const access = createAccess({ tokens, rates: settings.rates, allowOrigin, addressSecret: randomBytes(32) })
  const uploadLimits = {
    maxBytes: settings.maxUploadBytes,
    maxActivityBytes: 64 * 1024,
    maxFiles: settings.maxFiles,
    maxJsonDepth: 32,
  }

  function newToken(request: HttpRequest): Answer {
    const body = isRecord(request.body) ? request.body : {}
    const site = body['site']
    if (site !== undefined && (typeof site !== 'string' || !/^[a-z0-9-]{1,64}$/.test(site))) return badSite
    const asked = isRecord(body['user']) ? body['user']['id'] : undefined
    if (asked !== undefined && (typeof asked !== 'string' || !/^dl_[A-Za-z0-9_-]{1,64}$/.test(asked))) return badUser
    const refusal = access.newToken(request, site)
    if (refusal) return refusal
    const locale = body['locale']
    const claims: TokenClaims = {
      conv: randomBytes(18).toString('base64url'),
      user: asked ?? `dl_${randomBytes(16).toString('base64url')}`,
      ...(site ? { site } : {}),
      ...(request.headers.origin ? { origin: request.headers.origin } : {}),
      ...(typeof locale === 'string' && locale.length <= 35 ? { lang: locale } : {}),
    }
    return { status: 200, body: tokenBody(claims) }
  }

  function tokenBody(claims: TokenClaims): { conversationId: string; token: string; expires_in: number } {
    return { conversationId: claims.conv, token: tokens.issue('chat', claims), expires_in: tokens.chatSeconds }
  }

  function connection(request: HttpRequest, claims: TokenClaims, watermark: number | undefined): object {
    const http = settings.publicUrl ?? `${request.secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`
    const at = watermark === undefined ? '' : `watermark=${watermark}&`
    const streamUrl = `${http.replace(/^http/, 'ws').replace(/\/$/, '')}${root}/conversations/${claims.conv}/stream?${at}t=${tokens.issue('stream', claims)}`
    return { ...tokenBody(claims), streamUrl, referenceGrammarId: claims.conv }
  }

  async function open(request: HttpRequest, claims: TokenClaims): Promise<Answer> {
    const known = (await log.find(claims.conv)) !== undefined
    const locale = isRecord(request.body) ? request.body['locale'] : undefined
    if (!known) await bot.greet(openingFor(claims, locale))
    return { status: known ? 200 : 201, body: connection(request, claims, undefined) }
  }

  async function resume(request: HttpRequest, claims: TokenClaims): Promise<Answer> {
    const watermark = watermarkOf(request)
    if (watermark === undefined) return badWatermark
    if (!(await log.find(claims.conv))) return unknown
    return { status: 200, body: connection(request, claims, watermark) }
  }

  async function poll(request: HttpRequest, claims: TokenClaims): Promise<Answer> {
    const watermark = watermarkOf(request)
    if (watermark === undefined) return badWatermark
    const entries = await log.read(claims.conv, watermark, page)
    if (entries.length === 0 && !(await log.find(claims.conv))) return unknown
    const activities = entries.map((entry) => render(entry, claims.user))
    return { status: 200, body: { activities, watermark: String(entries.at(-1)?.seq ?? watermark) } }
  }

  async function take(activity: unknown, files: number, claims: TokenClaims): Promise<Answer> {
    const reading = readArrival(activity, files, claims, settings.maxTextLength)
    if ('refusal' in reading) return reading.refusal
    if (!(await log.find(claims.conv))) return unknown
    if ('nothing' in reading) {
      if (reading.typing) person?.typing(claims.conv)
      if (reading.event) await person?.take(claims.conv, reading.event)
      if (reading.event?.name === 'erase') await log.erase(claims.conv)
      return { status: 200, body: { id: reading.id } }
    }
    await bot.receive(reading.arrival)
    return { status: 200, body: { id: reading.arrival.id } }
  }

  async function upload(request: HttpRequest, claims: TokenClaims): Promise<Answer> {
    const read = await readUpload(request, uploadLimits)
    return 'refusal' in read ? read.refusal : take(read.activity, read.files, claims)
  }

  const guarded = guard(access, onFault)
  const conversation = `${root}/conversations/:conversationId`
  const taking: Guarded = (request, claims) => take(request.body, 0, claims)
  // Typing is no message: it must not use up what the person may still say this minute.
  const activities = { read: guarded('read', taking), write: guarded('write', taking) }
  return {
    tokens,
    routes: [
      { method: 'OPTIONS', path: `${root}/*`, handle: (request) => preflight(access, request) },
      {
        method: 'POST',
        path: `${root}/tokens/generate`,
        body: 'json',
        handle: (request) => withCors(access, request, newToken(request)),
      },
      {
        method: 'POST',
        path: `${root}/tokens/refresh`,
        body: 'json',
        handle: guarded('read', (_, claims) => ({ status: 200, body: tokenBody(claims) })),
      },
      { method: 'POST', path: `${root}/conversations`, body: 'json', handle: guarded('read', open) },
      { method: 'GET', path: conversation, handle: guarded('read', resume) },
      { method: 'GET', path: `${conversation}/activities`, handle: guarded('read', poll) },
      {
        method: 'POST',
        path: `${conversation}/activities`,
        body: 'json',
        handle: (request) => activities[isTyping(request.body) ? 'read' : 'write'](request),
      },
      {
        method: 'POST',
        path: `${conversation}/upload`,
        body: 'stream',
        maxBodyBytes: settings.maxUploadBytes,
        handle: guarded('write', upload),
      },
    ],
    sockets: [
      {
        path: /^\/v3\/directline\/conversations\/(?<conversationId>[A-Za-z0-9_-]{1,64})\/stream$/,
        accept: acceptSocket,
      },
    ],
  }

  async function acceptSocket(request: HttpRequest): ReturnType<SocketRoute['accept']> {
    const granted = access.socket(request, request.params['conversationId'] ?? '')
    if ('refusal' in granted) return granted.refusal
    const { conv, user } = granted.claims
    const watermark = watermarkOf(request)
    if (watermark === undefined) return badWatermark
    if (!streams.hasRoom(conv)) return tooMany(30)
    try {
      if (!(await log.find(conv))) return unknown
    } catch (fault) {
      onFault(fault, conv)
      return unavailable
    }
    return (socket) =>
      streams.hasRoom(conv)
        ? streams.connect(socket, conv, user, watermark)
        : socket.close(1013, 'too many connections')
  }
}

function isTyping(body: unknown): boolean {
  return isRecord(body) && body['type'] === 'typing'
}

type Guarded = (request: HttpRequest, claims: TokenClaims) => Answer | Promise<Answer>

/** Token, origin and rate first, then the call; the store's faults become 503, and every answer gets its cross-origin headers. */
function guard(
  access: Access,
  onFault: DirectLineNeeds['onFault'],
): (use: 'read' | 'write', call: Guarded) => Route['handle'] {
  return (use, call) => async (request) => {
    const granted = access.call(request, use, request.params['conversationId'])
    if ('refusal' in granted) return withCors(access, request, granted.refusal)
    try {
      return withCors(access, request, await call(request, granted.claims))
    } catch (error) {
      onFault(error, granted.claims.conv)
      return withCors(access, request, unavailable)
    }
  }
}

function withCors(access: Access, request: HttpRequest, answer: Answer): Answer {
  if (request.headers.origin === undefined) return answer
  return { ...answer, headers: { ...access.corsHeaders(request), ...answer.headers } }
}

function preflight(access: Access, request: HttpRequest): Answer {
  const cors = access.corsHeaders(request)
  if (Object.keys(cors).length === 0) return { status: 204 }
  return {
    status: 204,
    headers: {
      ...cors,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
      'access-control-max-age': '600',
    },
  }
}

/** 0 when none is given; undefined when it is no watermark of ours. */
function watermarkOf(request: HttpRequest): number | undefined {
  const given = request.query.get('watermark') ?? ''
  if (given === '' || given === 'null' || given === 'undefined') return 0
  return /^\d{1,15}$/.test(given) ? Number(given) : undefined
}
