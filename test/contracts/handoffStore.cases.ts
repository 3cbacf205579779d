/** What every HandoffStore must do, written once: one holder, one line for each change, nothing from who does not hold. Named in handoffStore.test.ts. */
import type { Changed, Claim, HandoffStore } from '../../src/handoff/ports'
import type { Handoff } from '../../src/handoff/types'
import type { LogEntry } from '../../src/conversation/conversation'
import type { SqlStore } from '../../src/backends/store/sqlStore'
import { endOf, messageOf, spoken } from './conversationStore.cases'

export interface HandoffStoreUnderTest {
  /** `now` is the time that the store sees; tests move it. */
  open(now: { ms: number }): Promise<SqlStore>
}

const notice = (text: string) => ({ text, language: 'fi' as const })
const aino = { id: 'a1', name: 'Aino' }
const bo = { id: 'a2', name: 'Bo' }

export function kept(changed: Changed): { handoff: Handoff; entries: readonly LogEntry[] } {
  if ('refused' in changed) throw new Error(`refused: ${changed.refused}`)
  return changed
}

export function handoffStoreCases(under: HandoffStoreUnderTest): void {
  const now = { ms: Date.parse('2026-11-23T08:00:00Z') }
  let store: SqlStore
  let handoffs: HandoffStore
  beforeAll(async () => {
    store = await under.open(now)
    handoffs = store.handoffs
  })
  afterAll(() => store.close())

  let last = 0
  const later = (seconds: number): string => new Date((now.ms += seconds * 1000)).toISOString()
  const inSeconds = (seconds: number): string => new Date(now.ms + seconds * 1000).toISOString()
  const log = (conversationId: string) => store.read(conversationId, 0, 1000)
  const desk = () => `desk-${last}`

  async function talking(): Promise<string> {
    const conversationId = `h${++last}`
    await store.begin(messageOf(conversationId, 'm1'))
    await store.finish(conversationId, 'm1', endOf('Vastaus'))
    return conversationId
  }
  const ask = (conversationId: string, more: object = {}) =>
    handoffs.ask({
      id: `q-${conversationId}`,
      conversationId,
      desk: desk(),
      language: 'fi',
      notice: notice('Odotat neuvojaa'),
      queueLimit: 20,
      ...more,
    })
  const claim = (handoffId: string, more: Partial<Claim> = {}) =>
    handoffs.claim({
      handoffId,
      adviser: aino,
      leaseUntil: inSeconds(60),
      capacity: 1000,
      notice: notice('Aino auttaa'),
      ...more,
    })
  const say = (handoff: Handoff, clientId: string, more: object = {}) =>
    handoffs.say({
      handoffId: handoff.id,
      adviserId: handoff.adviser?.id ?? '',
      epoch: handoff.epoch,
      clientId,
      text: 'Hei',
      leaseUntil: inSeconds(60),
      ...more,
    })
  const close = (handoff: Handoff, by: 'person' | 'adviser' = 'adviser') =>
    handoffs.move({
      handoffId: handoff.id,
      by: by === 'person' ? 'person' : { adviserId: handoff.adviser?.id ?? '', epoch: handoff.epoch },
      to: { kind: 'closed', reason: by === 'person' ? 'cancelled' : 'helped' },
      notice: notice('Keskustelu päättyi'),
    })
  async function held(conversationId: string): Promise<Handoff> {
    const { handoff } = kept(await ask(conversationId))
    return kept(await claim(handoff.id)).handoff
  }

  it('takes a conversation into the queue with one line, however often it is asked', async () => {
    const conversationId = await talking()
    const first = kept(await ask(conversationId, { topic: 'omakanta' }))
    expect(first.handoff).toMatchObject({ state: 'waiting', topic: 'omakanta', lostAdviser: false, epoch: 1 })
    expect(first.entries).toMatchObject([{ speaker: 'system', text: 'Odotat neuvojaa', holder: 'queue', seq: 3 }])
    expect(await ask(conversationId, { id: 'another' })).toEqual(first)
    expect(await store.find(conversationId)).toMatchObject({ holder: 'queue', epoch: 1 })
    expect(await log(conversationId)).toHaveLength(3)
    expect(await handoffs.openOf(conversationId)).toEqual(first.handoff)
  })

  it('opens one handoff when a person asks many times at once', async () => {
    const conversationId = await talking()
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, at) => ask(conversationId, { id: `q${at}-${conversationId}` })),
    )
    expect(new Set(all.map((one) => kept(one).handoff.id)).size).toBe(1)
    expect((await log(conversationId)).filter(({ speaker }) => speaker === 'system')).toHaveLength(1)
  })

  it('lets no more wait than the desk has places for', async () => {
    const people = await Promise.all([talking(), talking(), talking(), talking()])
    const answers = await Promise.all(people.map((id) => ask(id, { desk: 'small', queueLimit: 2 })))
    expect(answers.filter((one) => 'refused' in one)).toEqual([{ refused: 'full' }, { refused: 'full' }])
    expect(await handoffs.waiting('small')).toHaveLength(2)
  })

  it('refuses a conversation that is not there', async () => {
    expect(await ask('never-opened')).toEqual({ refused: 'unknown' })
    expect(await claim('never-asked')).toEqual({ refused: 'unknown' })
  })

  it('gives a person to one adviser when many reach at once', async () => {
    const { handoff } = kept(await ask(await talking()))
    const advisers = Array.from({ length: 8 }, (_, at) => ({ id: `race${at}`, name: `R${at}` }))
    const answers = await Promise.all(advisers.map((adviser) => claim(handoff.id, { adviser })))
    expect(answers.filter((one) => 'handoff' in one)).toHaveLength(1)
    expect(answers.filter((one) => 'refused' in one && one.refused === 'taken')).toHaveLength(7)
    expect((await log(handoff.conversationId)).filter(({ holder }) => holder === 'adviser')).toHaveLength(1)
  })

  it('gives an adviser no more people than they take, also when they reach for many at once', async () => {
    const people = await Promise.all([talking(), talking(), talking(), talking()])
    const waiting = await Promise.all(people.map((id) => ask(id)))
    const adviser = { id: 'busy', name: 'Busy' }
    const answers = await Promise.all(waiting.map((one) => claim(kept(one).handoff.id, { adviser, capacity: 2 })))
    expect(answers.filter((one) => 'refused' in one)).toEqual([{ refused: 'capacity' }, { refused: 'capacity' }])
    expect(await handoffs.heldBy('busy')).toHaveLength(2)
  })

  it('acknowledges a claim that is repeated', async () => {
    const { handoff } = kept(await ask(await talking()))
    const first = kept(await claim(handoff.id))
    expect(first.handoff).toMatchObject({ state: 'accepted', adviser: aino, epoch: 2 })
    expect(kept(await claim(handoff.id)).entries).toEqual(first.entries)
    expect(await claim(handoff.id, { adviser: bo })).toEqual({ refused: 'taken' })
  })

  it("takes the adviser's lines once each, in order, and prolongs the lease", async () => {
    const handoff = await held(await talking())
    const first = kept(await say(handoff, 'c1'))
    later(30)
    const second = kept(await say(handoff, 'c2'))
    expect(kept(await say(handoff, 'c1', { text: 'something else' })).entries).toEqual(first.entries)
    expect(first.entries).toMatchObject([
      { speaker: 'adviser', adviser: 'Aino', text: 'Hei', holder: 'adviser', seq: 5 },
    ])
    expect(second.entries).toMatchObject([{ seq: 6 }])
    expect((await handoffs.find(handoff.id))?.leaseUntil).toBe(inSeconds(60))
  })

  it('refuses a line of who does not hold the conversation, or held it before', async () => {
    const handoff = await held(await talking())
    expect(await say(handoff, 'x', { adviserId: 'a2' })).toEqual({ refused: 'not_holder' })
    expect(await say(handoff, 'x', { epoch: handoff.epoch - 1 })).toEqual({ refused: 'not_holder' })
    await close(handoff)
    expect(await say(handoff, 'x')).toEqual({ refused: 'not_holder' })
    expect((await log(handoff.conversationId)).filter(({ speaker }) => speaker === 'adviser')).toEqual([])
  })

  it("keeps the bot's late reply out while an adviser holds the conversation, and ends its turn as relayed", async () => {
    const conversationId = await talking()
    await store.begin(messageOf(conversationId, 'm2', 'odota'))
    await held(conversationId)
    const before = await log(conversationId)
    expect(await store.finish(conversationId, 'm2', endOf('liian myöhään'))).toEqual([])
    expect(await log(conversationId)).toEqual(before)
    expect(await store.begin(messageOf(conversationId, 'm2'))).toMatchObject({
      state: 'finished',
      outcome: 'relayed',
      replies: [],
    })
    expect(await store.finish(conversationId, 'm2', endOf('taas'))).toEqual([])
  })

  it('lets the bot answer while a person waits, and says who holds the conversation', async () => {
    const conversationId = await talking()
    await ask(conversationId)
    await store.begin(messageOf(conversationId, 'm2'))
    expect(await store.finish(conversationId, 'm2', endOf('Odottaessa'))).toMatchObject([
      { holder: 'queue', speaker: 'bot' },
    ])
  })

  it('lets a notice of the service in under any holder', async () => {
    const handoff = await held(await talking())
    expect(await store.say(handoff.conversationId, 'danger', spoken('112'), 'system')).toMatchObject({
      holder: 'adviser',
    })
  })

  it.each(['adviser', 'person'] as const)(
    'ends with exactly one line when the %s ends it, however often',
    async (by) => {
      const handoff = await held(await talking())
      const ended = await Promise.all([close(handoff, by), close(handoff, by), close(handoff, by)])
      const first = kept(ended[0] as Changed)
      expect(first.handoff).toMatchObject({ state: 'closed', closeReason: by === 'person' ? 'cancelled' : 'helped' })
      expect(kept(await close(handoff, by)).handoff).toEqual(first.handoff)
      const lines = await log(handoff.conversationId)
      expect(lines.filter(({ text }) => text === 'Keskustelu päättyi')).toHaveLength(1)
      expect(lines.at(-1)).toMatchObject({ speaker: 'system', holder: 'bot' })
      expect(await store.find(handoff.conversationId)).toMatchObject({ holder: 'bot', epoch: 3 })
      expect(await handoffs.openOf(handoff.conversationId)).toBeUndefined()
    },
  )

  it('lets the person come back after an end, as a new handoff', async () => {
    const handoff = await held(await talking())
    await close(handoff)
    const again = kept(await ask(handoff.conversationId, { id: 'second' }))
    expect(again.handoff).toMatchObject({ id: 'second', state: 'waiting', epoch: 4 })
  })

  it('takes who asked first, and before them who lost their adviser', async () => {
    const [first, second, third] = await Promise.all([talking(), talking(), talking()])
    const line = { desk: 'line' }
    const one = kept(await ask(first, line)).handoff
    later(10)
    await ask(second, line)
    later(10)
    const three = kept(await ask(third, line)).handoff
    await claim(three.id)
    const order = async () => (await handoffs.waiting('line')).map(({ conversationId }) => conversationId)
    expect(await order()).toEqual([first, second])
    const lost = () =>
      handoffs.move({
        handoffId: three.id,
        by: 'service',
        to: { kind: 'queue', lostAdviser: true },
        notice: notice('Yhteys katkesi'),
      })
    expect(await lost()).toEqual({ refused: 'not_holder' })
    later(61)
    expect((await handoffs.expired(inSeconds(0))).map(({ id }) => id)).toContain(three.id)
    expect(kept(await lost()).handoff).toMatchObject({ state: 'waiting', lostAdviser: true })
    expect(await lost()).toEqual({ refused: 'not_holder' })
    expect(await order()).toEqual([third, first, second])
    expect((await handoffs.find(one.id))?.lostAdviser).toBe(false)
  })

  it('does not take a person from an adviser who has shown a sign of life', async () => {
    const handoff = await held(await talking())
    later(61)
    await handoffs.renew('a1', inSeconds(60))
    const move = {
      handoffId: handoff.id,
      by: 'service',
      to: { kind: 'queue', lostAdviser: true },
      notice: notice('x'),
    } as const
    expect(await handoffs.move(move)).toEqual({ refused: 'not_holder' })
  })

  it('sends a person on to another desk in the place that they have had since they asked', async () => {
    const early = await held(await talking())
    later(10)
    const other = kept(await ask(await talking(), { desk: 'other' })).handoff
    later(10)
    const by = { adviserId: 'a1', epoch: early.epoch }
    const to = { kind: 'queue', desk: 'other', lostAdviser: false } as const
    const moved = kept(await handoffs.move({ handoffId: early.id, by, to, notice: notice('Siirrettiin') }))
    expect(moved.handoff).toMatchObject({ state: 'waiting', desk: 'other' })
    expect(moved.handoff.adviser).toBeUndefined()
    expect((await handoffs.waiting('other')).map(({ id }) => id)).toEqual([early.id, other.id])
    expect(await say(early, 'late')).toEqual({ refused: 'not_holder' })
  })

  it('remembers who was taken lately, for measuring waits', async () => {
    const conversationId = await talking()
    const { handoff } = kept(await ask(conversationId, { desk: 'measured' }))
    later(90)
    await claim(handoff.id)
    const [measured] = await handoffs.lately('measured', 20)
    expect(Date.parse(measured?.acceptedAt ?? '') - Date.parse(measured?.queuedAt ?? '')).toBe(90_000)
  })

  it.each(['lost', 'sent on'] as const)(
    'measures the wait of who was %s from when they came back into the queue, and counts them as taken only then',
    async (how) => {
      const at = `measured ${how}`
      const { handoff } = kept(await ask(await talking(), { desk: at }))
      later(20)
      const first = kept(await claim(handoff.id)).handoff
      later(240)
      const lost = how === 'lost'
      const by = lost ? 'service' : { adviserId: 'a1', epoch: first.epoch }
      const to = { kind: 'queue', desk: at, lostAdviser: lost } as const
      const back = kept(await handoffs.move({ handoffId: handoff.id, by, to, notice: notice('Jonoon') })).handoff
      expect(back).toMatchObject({ askedAt: handoff.askedAt, queuedAt: inSeconds(0) })
      expect(back.acceptedAt).toBeUndefined()
      expect(await handoffs.lately(at, 20)).toEqual([])
      later(30)
      const again = kept(await claim(handoff.id)).handoff
      expect(Date.parse(again.acceptedAt ?? '') - Date.parse(again.queuedAt)).toBe(30_000)
    },
  )

  it('asks what the conversation is about of its newest lines where no topic is named', async () => {
    const conversationId = await talking()
    const topicIn = (lines: readonly LogEntry[]) => `${lines.map(({ speaker }) => speaker).join(' ')}`
    expect(kept(await ask(conversationId, { topicIn })).handoff.topic).toBe('person bot')
    expect(kept(await ask(await talking(), { topicIn, topic: 'omakanta' })).handoff.topic).toBe('omakanta')
    expect(kept(await ask(await talking(), { topicIn: () => undefined })).handoff.topic).toBeUndefined()
  })

  it('names those taken last first, and no more than asked for', async () => {
    const taken: string[] = []
    for (let at = 0; at < 4; at++) {
      const { handoff } = kept(await ask(await talking(), { desk: 'busy' }))
      later(60)
      kept(await claim(handoff.id))
      taken.unshift(handoff.id)
    }
    kept(await ask(await talking(), { desk: 'busy' }))
    expect((await handoffs.lately('busy', 3)).map(({ id }) => id)).toEqual(taken.slice(0, 3))
  })

  it('keeps a chain over every line that verifies, also when the words are erased', async () => {
    const handoff = await held(await talking())
    await say(handoff, 'c1')
    await close(handoff)
    const lines = (await log(handoff.conversationId)).length
    expect(await store.record.verify(handoff.conversationId)).toEqual({ whole: true, lines })
    expect(await store.erase(handoff.conversationId)).toBe(true)
    expect(await log(handoff.conversationId)).toEqual([])
    expect(await handoffs.find(handoff.id)).toBeUndefined()
    expect(await store.record.verify(handoff.conversationId)).toEqual({ whole: true, lines })
  })
}
