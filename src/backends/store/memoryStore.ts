/** The store in memory: for commands that ask and forget (evaluate, talk) and for tests. Keeps the same promises but durability. */
import { blankMemory, type Conversation, type LogEntry, type Turn } from '../../conversation/conversation'
import type { Opening } from '../../conversation/message'
import type { Outcome } from '../../conversation/outcome'
import type { Clock, SpokenReply } from '../../turn/ports'
import type { ClosableStore } from './conversationStore'
import { inTurn } from './inTurn'
import { StoreError } from './storeError'
import { storableText, storedId } from './storedText'

interface KeptTurn {
  readonly message: LogEntry
  state: 'begun' | 'finished'
  replies: readonly LogEntry[]
  outcome?: Outcome
}

interface Kept {
  conversation: Conversation
  readonly log: LogEntry[]
  readonly turns: Map<string, KeptTurn>
}

export function openMemoryStore({ clock }: { readonly clock: Clock }): ClosableStore {
  const all = new Map<string, Kept>()

  function open({ conversationId, channel, person, pageLanguage, site }: Opening): Kept {
    const there = all.get(checked(conversationId))
    if (there) return there
    const opening: Opening = {
      conversationId,
      channel,
      person,
      ...(pageLanguage && { pageLanguage }),
      ...(site && { site }),
    }
    const kept: Kept = {
      conversation: { ...opening, holder: 'bot', epoch: 0, memory: blankMemory },
      log: [],
      turns: new Map(),
    }
    all.set(conversationId, kept)
    return kept
  }

  function known(conversationId: string): Kept {
    const kept = all.get(checked(conversationId))
    if (!kept) throw new StoreError('ConversationUnknown', 'The conversation was never opened, or it was erased.')
    return kept
  }

  function append(kept: Kept, entry: Omit<LogEntry, 'conversationId' | 'seq' | 'at'>): LogEntry {
    const { conversationId } = kept.conversation
    const line = { conversationId, seq: kept.log.length + 1, at: clock.now().toISOString(), ...entry }
    kept.log.push(line)
    return line
  }

  const turnOf = (kept: Kept, { message, state, replies, outcome }: KeptTurn): Turn => ({
    conversation: kept.conversation,
    message,
    state,
    replies,
    ...(outcome && { outcome }),
  })

  return {
    open: async (opening) => open(opening).conversation,
    find: async (conversationId) => all.get(checked(conversationId))?.conversation,
    async begin(message, language) {
      const id = checked(message.id)
      const kept = open(message)
      const there = kept.turns.get(id)
      if (there) return turnOf(kept, there)
      const text = storableText(message.text)
      const entry = append(kept, { speaker: 'person', id, text, ...(language && { language }) })
      const turn: KeptTurn = { message: entry, state: 'begun', replies: [] }
      kept.turns.set(id, turn)
      return { ...turnOf(kept, turn), state: 'new' }
    },
    async finish(conversationId, messageId, end) {
      const kept = all.get(checked(conversationId))
      const turn = kept?.turns.get(checked(messageId))
      if (!kept || !turn) {
        throw new StoreError(
          'TurnUnknown',
          'A turn was to be finished that was never begun, or whose conversation was erased.',
        )
      }
      if (turn.state === 'finished') return turn.replies
      turn.state = 'finished'
      const { holder } = kept.conversation
      turn.outcome = holder === 'adviser' ? 'relayed' : end.outcome
      if (holder === 'adviser') return []
      turn.replies = end.replies.map((spoken, place) =>
        append(kept, { speaker: 'bot', id: `${messageId}.${place + 1}`, replyTo: messageId, ...words(spoken), holder }),
      )
      kept.conversation = { ...kept.conversation, memory: end.memory }
      return turn.replies
    },
    async say(conversationId, id, spoken, speaker) {
      const kept = known(conversationId)
      const there = kept.log.find((entry) => entry.id === checked(id) && entry.speaker !== 'person')
      return there ?? append(kept, { speaker, id, ...words(spoken), holder: kept.conversation.holder })
    },
    read: async (conversationId, after, limit) => {
      const log = all.get(checked(conversationId))?.log ?? []
      return log.slice(Math.max(after, 0), Math.max(after, 0) + limit)
    },
    readLast: async (conversationId, limit) => {
      const log = all.get(checked(conversationId))?.log ?? []
      return log.slice(Math.max(log.length - limit, 0))
    },
    async unfinished() {
      const begun = [...all.values()].flatMap(({ turns }) =>
        [...turns.values()].filter(({ state }) => state === 'begun'),
      )
      begun.sort((one, other) => (one.message.at < other.message.at ? -1 : one.message.at > other.message.at ? 1 : 0))
      return begun.map(({ message }) => ({ conversationId: message.conversationId, messageId: message.id }))
    },
    erase: async (conversationId) => all.delete(checked(conversationId)),
    exclusively: inTurn(),
    close: async () => all.clear(),
  }
}

/** The id itself; too long a one is refused as every store refuses it. */
function checked(id: string): string {
  storedId(id)
  return id
}

function words({ reply, text }: SpokenReply) {
  return { text: storableText(text), language: reply.language, reply }
}
