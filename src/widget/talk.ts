/**
 * The conversation on this device: what was said, what is on its way, who holds it. Joins the line with what the device keeps; every
 * message goes out until the server has it, exactly once. Knows no page and no words.
 */
import { DirectLine, type Credentials, type Delivery, type DirectLineNeeds } from './directLine'
import { openDevice, type Device, type DeviceNeeds } from './device'
import { lineOf, speakerOf, standingOf, type Arrived, type Line, type Standing } from './line'

/** A message of ours that does not yet stand in the server's log. */
export interface Pending {
  readonly clientId: string
  readonly text: string
  readonly at: string
  readonly status: 'sending' | 'sent' | 'refused'
}

/** What the tab keeps, and what a second tab gets. */
export interface KeptTalk {
  readonly credentials?: Credentials
  readonly watermark: number
  readonly lines: readonly Line[]
  readonly pending: readonly Pending[]
  readonly standing: Standing
  readonly rated: Readonly<Record<string, boolean>>
}

export interface TalkNeeds
  extends Pick<DirectLineNeeds, 'base' | 'service' | 'language' | 'fetch' | 'WebSocket' | 'beatMs'>,
    Pick<DeviceNeeds<KeptTalk>, 'storage' | 'BroadcastChannel'> {
  onChange(): void
  /** A line of somebody else's came while we were here: not history. */
  onArrival(line: Line): void
  onWiped(): void
}

export class Talk {
  lines: readonly Line[] = []
  pending: readonly Pending[] = []
  standing: Standing = {}
  rated: Readonly<Record<string, boolean>> = {}
  /** Text so far of what is being written, perhaps none; undefined when nobody writes. */
  typing: { readonly by: 'bot' | 'adviser'; readonly text: string } | undefined
  /** Whether an answer is being waited for. */
  waiting = false
  online = true
  readonly #needs: TalkNeeds
  readonly #line: DirectLine
  readonly #device: Device<KeptTalk>
  readonly #beat: number
  #delivering = false
  #typingEnds: ReturnType<typeof setTimeout> | undefined
  #check: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(needs: TalkNeeds) {
    this.#needs = needs
    this.#beat = needs.beatMs ?? 1000
    this.#line = new DirectLine({
      ...needs,
      onActivities: (activities) => this.#take(activities),
      onLine: (online) => {
        if (this.online !== online) this.#set(() => (this.online = online))
        if (online) void this.#deliver()
      },
      onCredentials: () => {
        this.#keep()
        void this.#deliver()
      },
      onGone: () => this.#beginAnew(),
    })
    this.#device = openDevice({
      ...needs,
      name: `opastin:${needs.service ?? ''}`,
      share: () => (this.begun ? this.#kept() : undefined),
      onShared: (kept) => {
        if (this.begun || this.pending.length) return
        this.#restore({ ...kept, pending: [] })
        this.#keep()
        this.#line.start()
        needs.onChange()
      },
      onWiped: () => {
        this.#clear()
        needs.onWiped()
      },
    })
    const kept = this.#device.read()
    if (kept) this.#restore(kept)
    if (this.begun || this.pending.length) this.#line.start()
    else this.#device.ask()
  }

  /** Whether there is a conversation on the server. */
  get begun(): boolean {
    return this.#line.credentials?.begun === true
  }

  /** Says something: it stands in `pending` at once and goes out when it can. */
  say(text: string): void {
    this.#set(() => {
      const clientId = newId()
      this.pending = [...this.pending, { clientId, text, at: new Date().toISOString(), status: 'sending' }]
      this.waiting = this.standing.holder !== 'adviser'
    })
    this.#line.start()
    void this.#deliver()
  }

  /** Sends a refused message again, under its own id. */
  retry(clientId: string): void {
    this.#set(() => this.#mark(clientId, 'sending'))
    void this.#deliver()
  }

  /** Whether an answer helped, with a word if there is one. */
  rate(line: Line, helpful: boolean, word = ''): void {
    this.#set(() => (this.rated = { ...this.rated, [line.id]: helpful }))
    void this.#tell('feedback', { helpful, ...(word ? { word } : {}) }, line.id)
  }

  /** Tells the service which language is wanted from now on. */
  speak(language: string): void {
    if (this.begun) void this.#tell('language', { language })
  }

  /**
   * Ends the conversation and wipes it from every tab of this device. `erase` asks the server to erase it too: when that fails,
   * nothing is wiped and the answer is false, so that it can be tried again.
   */
  async end(erase: boolean): Promise<boolean> {
    if (this.begun) {
      const told = erase ? this.#tell('erase', {}) : this.#line.send({ type: 'endOfConversation' })
      if (erase && (await told) !== 'sent') return false
    }
    this.#device.wipe()
    this.#clear()
    return true
  }

  /** The network is back or somebody looks: see at once what has been missed. */
  nudge(): void {
    this.#line.nudge()
    void this.#deliver()
  }

  close(): void {
    for (const timer of [this.#typingEnds, this.#check, this.#retry]) clearTimeout(timer)
    this.#line.stop()
    this.#device.close()
  }

  #tell(name: string, value: object, replyToId?: string): Promise<Delivery> {
    return this.#line.send({
      type: 'event',
      name,
      value,
      locale: this.#needs.language(),
      ...(replyToId ? { replyToId } : {}),
      channelData: { clientActivityID: newId() },
    })
  }

  /** One at a time and in order: the log shall read as it was written. */
  async #deliver(): Promise<void> {
    if (this.#delivering || !this.begun) return
    this.#delivering = true
    try {
      for (let next = this.#unsent(); next; next = this.#unsent()) {
        const { clientId, text } = next
        const delivery = await this.#line.send({
          type: 'message',
          text,
          locale: this.#needs.language(),
          channelData: { clientActivityID: clientId },
        })
        if (delivery === 'gone') return
        if (delivery === 'later') {
          this.#set(() => (this.online = false))
          clearTimeout(this.#retry)
          this.#retry = setTimeout(() => void this.#deliver(), this.#beat * 2)
          return
        }
        this.#set(() => {
          if (delivery === 'sent') this.online = true
          else this.waiting = false
          this.#mark(clientId, delivery)
        })
        // A socket can die without a word. When our own message does not come back soon, the log is asked.
        clearTimeout(this.#check)
        this.#check = setTimeout(() => this.pending.length && this.#line.nudge(), this.#beat * 3)
      }
    } finally {
      this.#delivering = false
    }
  }

  #unsent(): Pending | undefined {
    return this.pending.find(({ status }) => status === 'sending')
  }

  #mark(clientId: string, status: Pending['status']): void {
    this.pending = this.pending.map((message) => (message.clientId === clientId ? { ...message, status } : message))
  }

  #take(activities: readonly Arrived[]): void {
    const arrived: Line[] = []
    const before = this.lines.length
    for (const activity of activities) {
      this.standing = { ...this.standing, ...given(standingOf(activity)) }
      if (activity.type === 'typing' && activity.from.role === 'bot') this.#showTyping(activity)
      const line = lineOf(activity)
      if (!line || this.lines.some(({ id }) => id === line.id)) continue
      this.lines = [...this.lines, line]
      this.pending = this.pending.filter(({ clientId }) => clientId !== line.clientId)
      if (line.by === 'person') continue
      this.waiting = false
      this.typing = undefined
      // The first greeting has been on the screen since the panel was opened.
      if (this.lines.length > 1) arrived.push(line)
    }
    this.#keep()
    if (before === 0) this.#device.offer()
    this.#needs.onChange()
    for (const line of arrived) this.#needs.onArrival(line)
  }

  #showTyping(activity: Arrived): void {
    this.typing = { by: speakerOf(activity) === 'adviser' ? 'adviser' : 'bot', text: activity.text ?? '' }
    clearTimeout(this.#typingEnds)
    this.#typingEnds = setTimeout(() => this.#set(() => (this.typing = undefined)), this.#beat * 10)
  }

  /** The old conversation cannot be continued; what was said stays in sight, what was not sent goes to a new one. */
  #beginAnew(): void {
    this.#set(() => {
      this.standing = {}
      this.pending = this.pending.map((message) => (message.status === 'sent' ? { ...message, status: 'sending' } : message))
      this.lines = [...this.lines, { id: newId(), by: 'system', text: '', at: new Date().toISOString(), sources: [], choices: [] }]
    })
    if (this.pending.length) this.#line.start()
  }

  #clear(): void {
    this.#line.forget()
    this.#set(() => {
      this.lines = this.pending = []
      this.standing = this.rated = {}
      this.typing = undefined
      this.waiting = false
    })
  }

  #set(change: () => void): void {
    change()
    this.#keep()
    this.#needs.onChange()
  }

  #kept(): KeptTalk {
    const { lines, pending, standing, rated } = this
    return { credentials: this.#line.credentials, watermark: this.#line.watermark, lines, pending, standing, rated }
  }

  #keep(): void {
    if (this.lines.length || this.pending.length) this.#device.keep(this.#kept())
  }

  #restore({ credentials, watermark, lines, pending, standing, rated }: KeptTalk): void {
    this.#line.credentials = credentials
    this.#line.watermark = watermark
    Object.assign(this, { lines, pending, standing, rated })
  }
}

/** Only what is said: an undefined field of a newer standing is taken over when it names a holder. */
function given(standing: Standing): Standing {
  return standing.holder ? standing : {}
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36).padStart(2, '0')).join('')
}
