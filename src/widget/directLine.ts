/**
 * A small Direct Line 3.0 client: token, conversation, socket with polling as fallback, resume by watermark, backoff. Knows no page, no
 * words and no storage; says what arrived and how the line is.
 */
import type { Arrived } from './line'

export interface Credentials {
  readonly id: string
  readonly token: string
  /** Whether the conversation stands on the server. */
  readonly begun: boolean
}

export interface DirectLineNeeds {
  /** Where the service is, without a slash at the end. */
  readonly base: string
  readonly service?: string
  /** A page may lack it; then the line polls. */
  readonly WebSocket?: new (url: string) => WebSocket
  readonly fetch: typeof fetch
  /** The shortest pause of every kind, in milliseconds; others are its multiples. */
  readonly beatMs?: number
  language(): string
  /** In order; the same activity may come twice. */
  onActivities(activities: readonly Arrived[]): void
  onLine(online: boolean): void
  onCredentials(): void
  /** The conversation is gone: its token has ended or the server has erased it. */
  onGone(): void
}

/** What the service answers: each call its part. */
interface Body {
  readonly conversationId: string
  readonly token: string
  /** In seconds. */
  readonly expires_in: number
  readonly streamUrl: string
  /** What stands in the log, and on the socket what passes, too; without a place in it then. */
  readonly activities?: readonly Arrived[]
  readonly watermark?: string
}

interface Called {
  readonly ok: boolean
  /** 0: nobody answered. */
  readonly status: number
  readonly body: Body
  readonly retryMs: number
}

/** The calls' outcome for a message: `gone` and `later` are worth another try, `refused` is not. */
export type Delivery = 'sent' | 'later' | 'gone' | 'refused'

export interface DirectLine {
  credentials: Credentials | undefined
  /** The place in the log up to which everything has been handed over. */
  watermark: number
  /** Keeps the line open until `stop`: begins a conversation when there is none, else resumes after `watermark`. */
  start(): void
  stop(): void
  /** Forgets the conversation; the next start begins a new one. */
  forget(): void
  /** The network is back, somebody looks, or something seems to be missing: tries or asks at once. */
  nudge(): void
  send(activity: object): Promise<Delivery>
}

export function createDirectLine({
  base,
  service,
  WebSocket,
  fetch,
  beatMs: beat = 1000,
  language,
  ...tell
}: DirectLineNeeds): DirectLine {
  /** The number of the run that is under way; 0 when stopped. A run that finds another number here ends. */
  let running = 0
  let runs = 0
  let renewal: ReturnType<typeof setTimeout> | undefined
  let socket: WebSocket | undefined
  let socketFailures = 0
  let wake: (() => void) | undefined

  const line: DirectLine = {
    credentials: undefined,
    watermark: 0,
    start() {
      if (!running) void keepOpen((running = ++runs))
    },
    stop() {
      running = 0
      clearTimeout(renewal)
      socket?.close()
      wake?.()
    },
    forget() {
      line.stop()
      line.credentials = undefined
      line.watermark = 0
    },
    nudge: () => wake?.(),
    async send(activity) {
      const own = line.credentials
      if (!own?.begun) return 'later'
      const { ok, status } = await call('POST', `conversations/${own.id}/activities`, activity)
      if (ok) return 'sent'
      if (isGone(status)) {
        socket?.close()
        return 'gone'
      }
      return isPassing(status) ? 'later' : 'refused'
    },
  }
  return line

  async function keepOpen(run: number): Promise<void> {
    for (let failures = 0; running === run;) {
      const opened = await open(run)
      if (!opened || running !== run) return
      const { ok, status, body, retryMs } = opened
      tell.onLine(!isPassing(status))
      if (isGone(status) && line.credentials) {
        line.forget()
        return tell.onGone()
      }
      if (!ok) {
        failures++
        await pause(Math.max(retryMs, beat * patienceAfter(failures) * (0.5 + Math.random() / 2)))
        continue
      }
      failures = 0
      const stayed = await listen(body.streamUrl, run)
      socketFailures = stayed ? 0 : socketFailures + 1
      // Where sockets never open (old proxies), asking is slower but works; a socket is tried again now and then.
      for (let asked = 0; socketFailures > 1 && asked < 15 && running === run; asked++) {
        await sync()
        await pause(beat * 2)
      }
      // A server that restarts is not stormed by all at once.
      if (running === run && stayed) await pause(beat * Math.random())
    }
  }

  /** A token, then the conversation with its stream's address; nothing when stopped in between: a line that is put down begins nothing more. */
  async function open(run: number): Promise<Called | undefined> {
    if (!line.credentials) {
      const made = await call('POST', 'tokens/generate', { locale: language(), site: service })
      if (running !== run) return undefined
      if (!made.ok) return made
      keep(made.body, false)
    }
    const { begun, id } = line.credentials as unknown as Credentials
    const opened = begun
      ? await call('GET', `conversations/${id}?watermark=${line.watermark}`)
      : await call('POST', 'conversations', { locale: language() })
    if (running !== run) return undefined
    if (opened.ok) keep(opened.body, true)
    return opened
  }

  /** Resolves when the socket ends: true when it had been open. */
  function listen(url: string, run: number): Promise<boolean> {
    return new Promise((resolve) => {
      if (!WebSocket) return resolve(false)
      let opened = false
      const own = (socket = new WebSocket(url))
      const patience = setTimeout(() => own.close(), beat * 10)
      own.onopen = () => {
        opened = true
        clearTimeout(patience)
      }
      own.onmessage = ({ data }) => {
        if (running === run && data) take(JSON.parse(data as string) as Body)
      }
      own.onclose = () => {
        clearTimeout(patience)
        resolve(opened)
      }
      // A socket that has missed something is dead without knowing it: a new one is opened.
      wake = () => void sync().then((missed) => missed && own.close())
    })
  }

  /** Reads what stands after the watermark, whatever the socket does. True when something new came. */
  async function sync(): Promise<boolean> {
    for (let news = false; ; news = true) {
      const own = line.credentials
      if (!own?.begun) return news
      const { ok, status, body } = await call('GET', `conversations/${own.id}/activities?watermark=${line.watermark}`)
      tell.onLine(!isPassing(status))
      if (isGone(status)) socket?.close()
      if (!ok || line.credentials?.id !== own.id || !take(body)) return news
    }
  }

  function keep(body: Body, begun: boolean): void {
    line.credentials = { id: body.conversationId, token: body.token, begun }
    clearTimeout(renewal)
    // A socket lives longer than its token: the token is renewed while it still opens the door.
    renewal = setTimeout(() => void renew(), Math.min(body.expires_in * 500, 2 ** 31 - 1))
    tell.onCredentials()
  }

  async function renew(): Promise<void> {
    const { ok, body } = await call('POST', 'tokens/refresh', {})
    if (ok && running) keep(body, true)
  }

  function take({ activities, watermark = '0' }: Body): boolean {
    if (!activities?.length) return false
    // What passes (typing) comes without a watermark and moves none.
    line.watermark = Math.max(line.watermark, +watermark)
    tell.onActivities(activities)
    return true
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<Called> {
    const token = line.credentials?.token
    const abort = new AbortController()
    const patience = setTimeout(() => abort.abort(), beat * 20)
    try {
      const answer = await fetch(`${base}/v3/directline/${path}`, {
        method,
        signal: abort.signal,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        credentials: 'omit',
        cache: 'no-store',
      })
      const retryMs = Number(answer.headers.get('retry-after')) * 1000
      return { ok: answer.ok, status: answer.status, body: (await answer.json()) as Body, retryMs }
    } catch {
      // Nobody answered, or not in our format: to a person both are "no connection".
      return { ok: false, status: 0, body: {} as Body, retryMs: 0 }
    } finally {
      clearTimeout(patience)
    }
  }
}

/** In beats: a restart is over in seconds, a longer one in a minute or two, and both should end in no more than three seconds' wait. */
function patienceAfter(failures: number): number {
  return failures < 15 ? 1 : failures < 80 ? 2.5 : 15
}

/** The token has ended, or the conversation is no longer there. */
function isGone(status: number): boolean {
  return status === 401 || status === 403 || status === 404
}

/** Worth another try later: nobody answered, too often asked, a fault of the server's. */
function isPassing(status: number): boolean {
  return status === 0 || status === 429 || status > 499
}
