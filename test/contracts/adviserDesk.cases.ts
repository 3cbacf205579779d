/** What a person may rely on, whichever desk answers. Written once; the desks are named in adviserDesk.test.ts. */
import type { SqlStore } from '../../src/backends/store/sqlStore'
import type { Conversation } from '../../src/conversation/conversation'
import type { Handoffs } from '../../src/handoff/handoffs'
import type { Handoff } from '../../src/handoff/types'
import { messageOf } from './conversationStore.cases'

/** Somebody at a desk. Each resolves with false when the desk was refused. */
export interface AtTheDesk {
  readonly store: SqlStore
  readonly service: Handoffs
  /** Tells the desk's side that something changed, and waits until it knows. */
  settle(conversationId: string): Promise<void>
  accept(handoffId: string): Promise<boolean>
  say(handoffId: string, id: string, text: string): Promise<boolean>
  complete(handoffId: string): Promise<boolean>
  /** The words that the desk has been shown of a handoff, in order. */
  heard(handoff: Handoff): Promise<readonly string[]>
  close(): Promise<void>
}

export function adviserDeskCases(open: () => Promise<AtTheDesk>): void {
  let at: AtTheDesk
  beforeAll(async () => {
    at = await open()
  })
  afterAll(() => at.close())
  let last = 0

  async function waiting(): Promise<{ conversation: Conversation; handoff: Handoff }> {
    const conversationId = `desk${++last}`
    const { conversation } = await at.store.begin(messageOf(conversationId, 'm1', 'miten uusin reseptin'))
    const handoff = await at.service.request(conversation, 'fi')
    if ('closed' in handoff) throw new Error(`closed: ${JSON.stringify(handoff.closed)}`)
    await at.settle(conversationId)
    return { conversation, handoff }
  }
  const lines = (conversationId: string) => at.store.read(conversationId, 0, 100)

  it('sees what was said before somebody answered', async () => {
    const { handoff } = await waiting()
    await at.accept(handoff.id)
    expect(await at.heard(handoff)).toContain('miten uusin reseptin')
  })

  it('accepts once, and only then speaks', async () => {
    const { conversation, handoff } = await waiting()
    expect(await at.say(handoff.id, 'early', 'liian aikaisin')).toBe(false)
    expect(await at.accept(handoff.id)).toBe(true)
    expect(await at.accept(handoff.id)).toBe(true)
    expect(await at.say(handoff.id, 'l1', 'Hei')).toBe(true)
    expect(await at.say(handoff.id, 'l1', 'Hei')).toBe(true)
    const log = await lines(conversation.conversationId)
    expect(log.filter(({ speaker }) => speaker === 'adviser').map(({ text }) => text)).toEqual(['Hei'])
    expect(log.filter(({ holder, speaker }) => speaker === 'system' && holder === 'adviser')).toHaveLength(1)
  })

  it('hears what the person says meanwhile, in order and once', async () => {
    const { conversation, handoff } = await waiting()
    await at.accept(handoff.id)
    for (const id of ['m2', 'm3', 'm4']) await at.store.begin(messageOf(conversation.conversationId, id, `sana ${id}`))
    await at.settle(conversation.conversationId)
    const heard = (await at.heard(handoff)).filter((text) => text.startsWith('sana'))
    expect(heard).toEqual(['sana m2', 'sana m3', 'sana m4'])
  })

  it('gives the conversation back with one line, and is silent after that', async () => {
    const { conversation, handoff } = await waiting()
    await at.accept(handoff.id)
    expect(await at.complete(handoff.id)).toBe(true)
    await at.complete(handoff.id)
    expect(await at.say(handoff.id, 'late', 'myöhässä')).toBe(false)
    const log = await lines(conversation.conversationId)
    expect(log.filter(({ holder }) => holder === 'bot')).toHaveLength(1)
    expect(await at.store.find(conversation.conversationId)).toMatchObject({ holder: 'bot' })
  })

  it('loses a person who gives up waiting', async () => {
    const { conversation, handoff } = await waiting()
    expect(await at.service.cancel(conversation.conversationId)).toBe(true)
    expect(await at.accept(handoff.id)).toBe(false)
  })
}
