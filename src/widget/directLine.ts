/**
 * A small Direct Line 3.0 client: token, conversation, socket with polling as fallback, resume by watermark, backoff. Knows no page, no
 * words and no storage; says what arrived and how the line is.
 */
import type { Arrived } from './line'

export interface Credentials {
  readonly id: string
  readonly token: string
  /** When the token ends, in milliseconds since 1970. */
  readonly until: number
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

interface Called {
  /** 0: nobody answered. */
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly retryMs: number
}

/** The calls' outcome for a message: `gone` and `later` are worth another try, `refused` is not. */
export type Delivery = 'sent' | 'later' | 'gone' | 'refused'

export class DirectLine {
  credentials: Credentials | undefined
  watermark = 0
  readonly #needs: DirectLineNeeds
  readonly #beat: number
  /** The number of the run that is under way; 0 when stopped. A run that finds another number here ends. */
  #running = 0
  #runs = 0
  #refresh: ReturnType<typeof setTimeout> | undefined
  #socket: WebSocket | undefined
  #socketFailures = 0
  #wake: (() => void) | undefined

  constructor(needs: DirectLineNeeds) {
    this.#needs = needs
    this.#beat = needs.beatMs ?? 1000
  }

  /** Keeps the line open until `stop`: begins a conversation when there is none, else resumes after `watermark`. */
  start(): void {
    if (this.#running === 0) void this.#keepOpen(++this.#runs)
  }

  stop(): void {
    this.#running = 0
    clearTimeout(this.#refresh)
    this.#socket?.close()
    this.#wake?.()
  }

  /** Forgets the conversation; the next start begins a new one. */
  forget(): void {
    this.stop()
    this.credentials = undefined
    this.watermark = 0
  }

  /** Tries again at once: the network is back, or somebody looks. */
  nudge(): void {
    this.#wake?.()
  }

  async send(activity: object): Promise<Delivery> {
    const own = this.credentials
    if (!own?.begun) return 'later'
    const { status } = await this.#call('POST', `conversations/${own.id}/activities`, activity)
    if (status === 200) return 'sent'
    if (isGone(status)) {
      this.#socket?.close()
      return 'gone'
    }
    return status === 0 || status === 429 || status >= 500 ? 'later' : 'refused'
  }

  /** Reads what stands after the watermark, whatever the socket does. True when something new came. */
  async sync(): Promise<boolean> {
    for (let news = false; ;) {
      const own = this.credentials
      if (!own?.begun) return news
      const called = await this.#call('GET', `conversations/${own.id}/activities?watermark=${this.watermark}`)
      this.#hear(called.status)
      if (isGone(called.status)) this.#socket?.close()
      if (called.status !== 200 || this.credentials?.id !== own.id || !this.#take(called.body)) return news
      news = true
    }
  }

  async #keepOpen(run: number): Promise<void> {
    this.#running = run
    for (let failures = 0; this.#running === run;) {
      const opened = await this.#open()
      if (this.#running !== run) return
      this.#hear(opened.status)
      if (isGone(opened.status) && this.credentials) {
        this.forget()
        this.#needs.onGone()
        return
      }
      if (opened.status < 200 || opened.status > 299) {
        failures++
        await this.#pause(Math.max(opened.retryMs, this.#beat * Math.min(30, 2 ** failures) * (0.5 + Math.random() / 2)))
        continue
      }
      failures = 0
      const stayed = await this.#listen(String(opened.body['streamUrl']), run)
      this.#socketFailures = stayed ? 0 : this.#socketFailures + 1
      // Where sockets never open (old proxies), asking is slower but works; a socket is tried again now and then.
      for (let asked = 0; this.#socketFailures > 1 && asked < 15 && this.#running === run; asked++) {
        await this.sync()
        await this.#pause(this.#beat * 2)
      }
      if (this.#running === run && stayed) await this.#pause(this.#beat * Math.random())
    }
  }

  /** A token, then the conversation with its stream's address. */
  async #open(): Promise<Called> {
    const { language, service } = this.#needs
    if (!this.credentials) {
      const made = await this.#call('POST', 'tokens/generate', { locale: language(), ...(service ? { site: service } : {}) })
      if (made.status !== 200) return made
      this.#keep(made.body, false)
    }
    const { begun, id } = this.credentials as unknown as Credentials
    const opened = begun
      ? await this.#call('GET', `conversations/${id}?watermark=${this.watermark}`)
      : await this.#call('POST', 'conversations', { locale: language() })
    if (opened.status === 200 || opened.status === 201) this.#keep(opened.body, true)
    return opened
  }

  /** Resolves when the socket ends: true when it had been open. Meanwhile the token is kept fresh. */
  #listen(url: string, run: number): Promise<boolean> {
    const { WebSocket: Socket } = this.#needs
    if (!Socket) return Promise.resolve(false)
    return new Promise((resolve) => {
      let open = false
      const socket = new Socket(url)
      this.#socket = socket
      const end = (): void => {
        clearTimeout(patience)
        this.#wake = undefined
        resolve(open)
      }
      const patience = setTimeout(() => socket.close(), this.#beat * 10)
      socket.onopen = () => {
        open = true
        clearTimeout(patience)
      }
      socket.onmessage = ({ data }) => {
        if (this.#running === run && data) this.#take(JSON.parse(String(data)) as Called['body'])
      }
      socket.onclose = end
      // A nudge asks whether the socket still lives: one that has missed something is closed, and a new one opened.
      this.#wake = () => void this.sync().then((missed) => missed && socket.close())
    })
  }

  #keep(body: Called['body'], begun: boolean): void {
    const seconds = Number(body['expires_in'])
    this.credentials = { id: String(body['conversationId']), token: String(body['token']), until: Date.now() + seconds * 1000, begun }
    clearTimeout(this.#refresh)
    this.#refresh = setTimeout(() => void this.#renew(), Math.min(seconds * 500, 2 ** 31 - 1))
    this.#needs.onCredentials()
  }

  /** A socket lives longer than its token: the token is renewed while it still opens the door. */
  async #renew(): Promise<void> {
    const { status, body } = await this.#call('POST', 'tokens/refresh', {})
    if (status === 200 && this.#running) this.#keep(body, true)
  }

  #take({ activities, watermark }: Called['body']): boolean {
    const some = activities as readonly Arrived[] | undefined
    if (!some?.length) return false
    // Activities of the moment (typing) come without a watermark and move none.
    if (watermark !== undefined) this.watermark = Math.max(this.watermark, Number(watermark))
    this.#needs.onActivities(some)
    return true
  }

  #hear(status: number): void {
    this.#needs.onLine(status !== 0 && status < 500)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async #call(method: 'GET' | 'POST', path: string, body?: object): Promise<Called> {
    const { base, fetch } = this.#needs
    const token = this.credentials?.token
    const abort = new AbortController()
    const patience = setTimeout(() => abort.abort(), this.#beat * 20)
    try {
      const answer = await fetch(`${base}/v3/directline/${path}`, {
        method,
        signal: abort.signal,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        credentials: 'omit',
        cache: 'no-store',
      })
      const retryMs = Number(answer.headers.get('retry-after') ?? 0) * 1000
      return { status: answer.status, body: (await answer.json()) as Called['body'], retryMs }
    } catch {
      // Nobody answered, or not in our format: to a person both are "no connection".
      return { status: 0, body: {}, retryMs: 0 }
    } finally {
      clearTimeout(patience)
    }
  }
}

/** The token has ended, or the conversation is no longer there. */
function isGone(status: number): boolean {
  return status === 401 || status === 403 || status === 404
}
