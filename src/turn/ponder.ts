/**
 * A plain question thought over with what takes time: what a follow-up leans on, guides by meaning, a model's wording. Every part may be
 * missing or fail; what the words alone have said then stands. Knows no channel; the recipe stands in handleTurn.ts.
 */
import type { RewriteQuestion } from '../answering/rewriteQuestion'
import type { WriteReply } from '../answering/writeAnswer'
import type { Conversation } from '../conversation/conversation'
import type { Reply } from '../conversation/reply'
import { leansOnTalk } from '../dialogs/leansOnTalk'
import { renderReply } from '../dialogs/renderReply'
import type { Language } from '../language/languages'
import { withoutMasks } from '../privacy/mask'
import type { DenseRanking } from '../retrieval/ports'
import { handleTurn, type Heard } from './handleTurn'
import type { ConversationStore } from './ports'
import type { Said } from './sayings'
import type { Hints } from './searchInContext'
import type { Tools } from './tools'
import type { OneWriting } from './writings'

/** What may help to think; all optional. */
export interface Thinking {
  readonly rewrite?: RewriteQuestion
  /** Guides by meaning. */
  readonly rank?: DenseRanking
  /** Puts quoted answers into a model's words, checked. */
  readonly write?: WriteReply
}

export interface Pondered {
  /** What the words alone have said. */
  readonly first: Said
  readonly heard: Heard
  readonly conversation: Conversation
  /** The message's place in the log. */
  readonly seq: number
  readonly writing?: OneWriting
}

/** Entries of the log that are read for what was said before. */
const entriesBefore = 8

/** Never rejects. The same as `first` for everything but a plain question. */
export async function ponder(
  pondered: Pondered,
  thinking: Thinking,
  tools: Tools,
  store: Pick<ConversationStore, 'read'>,
): Promise<Said> {
  const { first, heard, conversation, writing } = pondered
  if (first.reply.need !== 'question' || !/\p{L}/u.test(heard.text)) return first
  const started = performance.now()
  const { language } = first.reply
  const searchFor = await rewritten(pondered, language, thinking, store)
  const byWords = searchFor === undefined ? first : again(pondered, { searchFor }, tools)
  const said = await byMeaning(pondered, byWords, searchFor, thinking, tools)
  if (!thinking.write) return said
  const reply = await thinking.write(
    said.reply,
    {
      question: searchFor ?? heard.text,
      guideBefore: conversation.memory.guide,
      spentMs: performance.now() - started,
    },
    {
      stopped: writing?.stopped,
      show: (soFar: Reply) =>
        writing?.show(renderReply(soFar, tools.knowledge, tools.phrases), soFar.language, soFar.citations),
    },
  )
  return { ...said, reply }
}

/** The turn once more with what was found out, unless it then ends worse. */
function again({ first, heard, conversation }: Pondered, hints: Hints, tools: Tools): Said {
  const second = handleTurn(heard, conversation, tools, hints)
  return worth(second) < worth(first) ? first : second
}

function worth({ reply: { outcome } }: Said): number {
  return outcome.startsWith('answered_') ? 2 : outcome.startsWith('clarified_') ? 1 : 0
}

/** Guides by meaning, only where the words were not sure: a sure answer they would spoil more often than mend, and it is given at once. */
async function byMeaning(
  pondered: Pondered,
  byWords: Said,
  searchFor: string | undefined,
  { rank }: Thinking,
  tools: Tools,
): Promise<Said> {
  if (!rank || worth(byWords) === 2) return byWords
  const { language } = pondered.first.reply
  const dense = await rank.rank(searchFor ?? pondered.heard.text, language).catch(() => undefined)
  return dense?.length ? again({ ...pondered, first: byWords }, { searchFor, dense }, tools) : byWords
}

async function rewritten(
  { heard, conversation, seq, writing }: Pondered,
  language: Language,
  { rewrite }: Thinking,
  store: Pick<ConversationStore, 'read'>,
): Promise<string | undefined> {
  const { guide } = conversation.memory
  if (!rewrite || guide === undefined || !leansOnTalk(heard.text, language)) return undefined
  const after = Math.max(0, seq - 1 - entriesBefore)
  const entries = await store.read(conversation.conversationId, after, seq - 1 - after).catch(() => [])
  const before = entries.filter(({ speaker }) => speaker === 'person').map(({ text }) => withoutMasks(text))
  return rewrite({ question: heard.text, before, guide, language }, writing?.stopped)
}
