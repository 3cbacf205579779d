/**
 * The conversation on this device: what was said, what is on its way, who holds it. Joins the line with what the device keeps; every
 * message goes out until the server has it, exactly once. Knows no page and no words.
 */
import { createDirectLine, type Credentials, type Delivery, type DirectLineNeeds } from './directLine'
import { openDevice, type DeviceNeeds } from './device'
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
  readonly rated: readonly string[]
}

export interface TalkNeeds
  extends
    Pick<DirectLineNeeds, 'base' | 'service' | 'language' | 'fetch' | 'WebSocket' | 'beatMs'>,
    Pick<DeviceNeeds<KeptTalk>, 'storage' | 'BroadcastChannel'> {
  onChange(): void
  /** A line of somebody else's came while we were here: not history. */
  onArrival(line: Line): void
  onWiped(): void
}

export interface Talk {
  readonly lines: readonly Line[]
  readonly pending: readonly Pending[]
  readonly standing: Standing
  /** Ids of the lines that the person has judged. */
  readonly rated: readonly string[]
  /** What is being written, perhaps with its text so far; undefined when nobody writes. */
  readonly typing: { readonly by: 'bot' | 'adviser'; readonly text: string } | undefined
  /** Whether an answer is being waited for. */
  readonly waiting: boolean
  readonly online: boolean
  /** Says something: it stands in `pending` at once and goes out when it can. */
  say(text: string): void
  /** Sends a refused message again, under its own id. */
  retry(clientId: string): void
  /** Whether an answer helped, with a word if there is one. */
  rate(line: Line, helpful: boolean, word?: string): void
  /** Gives up waiting for an adviser, or ends the talk with one. */
  leave(): void
  /** Enough: ends the answer that is being written; what stands is kept. */
  stop(): void
  /** Tells the service which language is wanted from now on. */
  speak(language: string): void
  /**
   * Ends the conversation and wipes it from every tab of this device. `erase` asks the server to erase it too: when that fails,
   * nothing is wiped and the answer is false, so that it can be tried again.
   */
  end(erase: boolean): Promise<boolean>
  /** The network is back or somebody looks: see at once what has been missed. */
  nudge(): void
  close(): void
}

type Timer = ReturnType<typeof setTimeout>
type State = {
  -readonly [key in 'lines' | 'pending' | 'standing' | 'rated' | 'typing' | 'waiting' | 'online']: Talk[key]
}

const blank = { lines: [], pending: [], standing: {}, rated: [], typing: undefined, waiting: false }

export function createTalk(needs: TalkNeeds): Talk {
  const beat = needs.beatMs ?? 1000
  let delivering = false
  let closed = false
  let told = Promise.resolve()
  let typingEnds: Timer | undefined
  let checks: Timer | undefined
  let retries: Timer | undefined

  const line = createDirectLine({
    ...needs,
    onActivities: take,
    onLine(online) {
      if (talk.online !== online) change({ online })
      if (online) void deliver()
    },
    onCredentials() {
      keep()
      void deliver()
    },
    onGone: beginAnew,
  })
  const device = openDevice<KeptTalk>({
    ...needs,
    name: `opastin:${needs.service}`,
    share: () => (isBegun() ? kept() : undefined),
    onShared(shared) {
      if (isBegun() || talk.pending.length) return
      restore({ ...shared, pending: [] })
      change({})
      line.start()
    },
    onWiped() {
      clear()
      needs.onWiped()
    },
  })
  const talk: State & Omit<Talk, keyof State> = {
    ...blank,
    online: true,
    say(text) {
      const message: Pending = { clientId: newId(), text, at: new Date().toISOString(), status: 'sending' }
      change({ pending: [...talk.pending, message], waiting: talk.standing.holder !== 'adviser' })
      line.start()
      void deliver()
    },
    retry(clientId) {
      mark(clientId, 'sending')
      void deliver()
    },
    rate({ id }, helpful, word) {
      change({ rated: [...talk.rated, id] })
      insist('feedback', { helpful, word }, id)
    },
    leave: () => insist('handoff.cancel', {}),
    stop: () => void tell('stop', {}),
    speak: (language) => insist('language', { language }),
    async end(erase) {
      if (isBegun()) {
        const told = erase ? tell('erase', {}) : line.send({ type: 'endOfConversation' })
        if (erase && (await told) !== 'sent') return false
      }
      device.wipe()
      clear()
      return true
    },
    nudge() {
      line.nudge()
      void deliver()
    },
    close() {
      closed = true
      ;[typingEnds, checks, retries].forEach(clearTimeout)
      line.stop()
      device.close()
    },
  }
  const before = device.read()
  if (before) restore(before)
  // Not yet: whoever builds us asks for nothing before it has us in hand.
  queueMicrotask(() => (isBegun() || talk.pending.length ? line.start() : device.ask()))
  return talk

  function isBegun(): boolean {
    return !!line.credentials?.begun
  }

  function tell(name: string, value: object, replyToId?: string): Promise<Delivery> {
    const channelData = { clientActivityID: newId() }
    return line.send({ type: 'event', name, value, locale: needs.language(), replyToId, channelData })
  }

  /** Until the service has heard it, in order: who gives up waiting while there is no connection has given up. */
  function insist(...what: Parameters<typeof tell>): void {
    told = told.then(async () => {
      while (!closed && isBegun()) {
        const online = (await tell(...what)) !== 'later'
        if (closed) return
        change({ online })
        if (online) return
        await new Promise((resolve) => setTimeout(resolve, beat * 2))
      }
    })
  }

  /** One at a time and in order: the log shall read as it was written. */
  async function deliver(): Promise<void> {
    if (delivering || !isBegun()) return
    delivering = true
    for (let next = unsent(); next; next = unsent()) {
      const { clientId, text } = next
      const channelData = { clientActivityID: clientId }
      const delivery = await line.send({ type: 'message', text, locale: needs.language(), channelData })
      // Put down in the meantime: whoever opens the talk next sends it again under the same id.
      if (closed) return
      if (delivery === 'gone') break
      if (delivery === 'later') {
        change({ online: false })
        clearTimeout(retries)
        retries = setTimeout(() => void deliver(), beat * 2)
        break
      }
      if (delivery === 'refused') change({ waiting: false })
      mark(clientId, delivery)
      // A socket can die without a word. When our own message does not come back soon, the log is asked.
      clearTimeout(checks)
      checks = setTimeout(() => talk.pending.length && line.nudge(), beat * 3)
    }
    delivering = false
  }

  function unsent(): Pending | undefined {
    return talk.pending.find(({ status }) => status === 'sending')
  }

  function mark(clientId: string, status: Pending['status']): void {
    change({
      pending: talk.pending.map((message) => (message.clientId === clientId ? { ...message, status } : message)),
    })
  }

  function take(activities: readonly Arrived[]): void {
    const arrived: Line[] = []
    const isFirst = talk.lines.length === 0
    for (const activity of activities) {
      const standing = standingOf(activity)
      // A line says only who holds the talk: the place in the queue, which an event has told, stays.
      const isNews = activity.type === 'event' || standing.holder !== talk.standing.holder || standing.adviser
      if (standing.holder && isNews) talk.standing = standing
      if (activity.type === 'typing' && activity.from.role !== 'user') showTyping(activity)
      const said = lineOf(activity)
      if (!said || talk.lines.some(({ id }) => id === said.id)) continue
      talk.lines = [...talk.lines, said]
      talk.pending = talk.pending.filter(({ clientId }) => clientId !== said.clientId)
      if (said.by === 'person') continue
      talk.waiting = false
      talk.typing = undefined
      // The first greeting has been on the screen since the panel was opened.
      if (talk.lines.length > 1) arrived.push(said)
    }
    change({})
    if (isFirst) device.offer()
    arrived.forEach(needs.onArrival)
  }

  function showTyping(activity: Arrived): void {
    change({ typing: { by: speakerOf(activity) === 'adviser' ? 'adviser' : 'bot', text: activity.text ?? '' } })
    clearTimeout(typingEnds)
    typingEnds = setTimeout(() => change({ typing: undefined }), beat * 10)
  }

  /** The old conversation cannot be continued; what was said stays in sight, what was not sent goes to a new one. */
  function beginAnew(): void {
    const seam: Line = { id: newId(), by: 'system', text: '', at: new Date().toISOString(), sources: [], choices: [] }
    const pending = talk.pending.map((message): Pending => ({ ...message, status: 'sending' }))
    change({ standing: {}, lines: [...talk.lines, seam], pending })
    if (pending.length) line.start()
  }

  function clear(): void {
    line.forget()
    change(blank)
  }

  function change(state: Partial<State>): void {
    Object.assign(talk, state)
    keep()
    needs.onChange()
  }

  function kept(): KeptTalk {
    const { lines, pending, standing, rated } = talk
    return { credentials: line.credentials, watermark: line.watermark, lines, pending, standing, rated }
  }

  function keep(): void {
    if (talk.lines.length || talk.pending.length) device.keep(kept())
  }

  function restore({ credentials, watermark, ...state }: KeptTalk): void {
    Object.assign(line, { credentials, watermark })
    Object.assign(talk, state)
  }
}

function newId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join('')
}
