/** What a person hears who asks for a human: a place in the queue when somebody is there, else honestly when, and how to be contacted. Pure. */
import type { Conversation } from '../conversation/conversation'
import type { Choice, ReplyPart } from '../conversation/reply'
import { type DeskHours, localTime } from '../dialogs/hours'
import { wordsOf } from '../dialogs/matchPhrases'
import type { PhraseBook } from '../dialogs/phraseBook'
import { saysYesOrNo } from '../dialogs/yesOrNo'
import { languages, type Language } from '../language/languages'
import type { Duty } from './duty'
import type { Wait } from './types'

/** `parts` and `choices` are ready to be put into a reply. */
export type HandoffOffer = { readonly parts: readonly ReplyPart[]; readonly choices: readonly Choice[] } & (
  | { readonly kind: 'open'; readonly desk: string; readonly wait: Wait }
  /** The person waits or talks with an adviser already. */
  | { readonly kind: 'already' }
  | {
      readonly kind: 'closed'
      readonly reason: 'closed' | 'holiday' | 'break' | 'nobody_there' | 'full' | 'other_channel'
      readonly opensAt?: string
    }
)

export interface DeskOffers {
  /** Never waits: it goes by what was last seen of the desks. */
  offerHandoff(conversation: Conversation, language: Language, now: Date): HandoffOffer
  /** Whether the message confirms an offer or gives up waiting, as a choice pressed, the same words typed, or yes or no to the offer. */
  wishIn(text: string, conversation: Conversation): 'ask' | 'cancel' | undefined
}

export interface OfferNeeds {
  readonly desks: readonly DeskHours[]
  readonly duty: Duty
  readonly phrases: PhraseBook
  /** The address of a page of ours. */
  pageUrl(path: string): string
}

/** Where an adviser's lines arrive: channels whose clients read the record themselves, and those that lines are delivered to. */
const channelsOfAdvisers: readonly string[] = ['directline', 'page', 'botframework', 'msteams']

export function createOffers({ desks, duty, phrases, pageUrl }: OfferNeeds): DeskOffers {
  const meant = (key: string): ReadonlySet<string> =>
    new Set(languages.map((language) => wordsOf(phrases.say(key, language)).join(' ')))
  const asking = meant('handoff_choice_wait')
  const cancelling = meant('handoff_choice_cancel')
  const choice = (key: string, language: Language): Choice => ({
    label: phrases.say(key, language),
    say: phrases.say(key, language),
  })

  function closed(
    reason: Extract<HandoffOffer, { kind: 'closed' }>['reason'],
    language: Language,
    opensAt?: string,
  ): HandoffOffer {
    const callback: ReplyPart = {
      kind: 'phrase',
      key: 'handoff_callback',
      values: { url: pageUrl(`/callback/${language}`) },
    }
    return {
      kind: 'closed',
      reason,
      ...(opensAt && { opensAt }),
      parts: [whyNot(reason, language, phrases, opensAt), callback],
      choices: [],
    }
  }

  return {
    offerHandoff({ holder, channel }, language, now) {
      if (holder === 'queue' || holder === 'adviser')
        return {
          kind: 'already',
          parts: [{ kind: 'phrase', key: 'handoff_already_waiting' }],
          choices: [choice('handoff_choice_cancel', language)],
        }
      if (!channelsOfAdvisers.includes(channel)) return closed('other_channel', language)
      const openings = desks
        .filter((desk) => desk.languages.includes(language))
        .map((desk) => ({ desk, opening: duty.opening(desk, language, now) }))
      const free = openings.find(({ opening }) => opening.open && !opening.full)
      if (free?.opening.open) {
        const wait = duty.wait(free.desk.id, free.opening.waiting + 1, now)
        return {
          kind: 'open',
          desk: free.desk.id,
          wait,
          parts: [
            { kind: 'phrase', key: 'handoff_open' },
            ...(free.opening.waiting > 0 || wait.kind !== 'unknown' ? [waitPart(wait)] : []),
          ],
          choices: [choice('handoff_choice_wait', language)],
        }
      }
      if (openings.some(({ opening }) => opening.open)) return closed('full', language)
      const shut = openings.flatMap(({ opening }) => (opening.open ? [] : [opening]))
      if (shut.some(({ reason }) => reason === 'nobody_there')) return closed('nobody_there', language)
      const [first] = shut
        .filter(({ opensAt }) => opensAt)
        .sort((one, other) => ((one.opensAt ?? '') < (other.opensAt ?? '') ? -1 : 1))
      return closed(first?.reason ?? shut[0]?.reason ?? 'closed', language, first?.opensAt)
    },
    wishIn(text, { holder, memory }) {
      const said = wordsOf(text).join(' ')
      if (cancelling.has(said)) return holder === 'queue' ? 'cancel' : undefined
      if (holder !== 'bot' && holder !== 'nobody') return undefined
      if (asking.has(said)) return 'ask'
      return memory.question?.kind === 'person' && saysYesOrNo(text) === 'yes' ? 'ask' : undefined
    },
  }
}

/** A wait as something to say. */
export function waitPart(wait: Wait): ReplyPart {
  switch (wait.kind) {
    case 'range':
      return { kind: 'phrase', key: 'handoff_wait_range', values: { from: wait.fromMinutes, to: wait.toMinutes } }
    case 'over':
      return { kind: 'phrase', key: 'handoff_wait_over', values: { minutes: wait.minutes } }
    case 'unknown':
      return { kind: 'phrase', key: 'handoff_wait_unknown' }
  }
}

function whyNot(
  reason: Extract<HandoffOffer, { kind: 'closed' }>['reason'],
  language: Language,
  phrases: PhraseBook,
  opensAt: string | undefined,
): ReplyPart {
  const plain = {
    full: 'handoff_full',
    nobody_there: 'handoff_nobody',
    other_channel: 'handoff_other_channel',
  } as const
  if (reason === 'full' || reason === 'nobody_there' || reason === 'other_channel')
    return { kind: 'phrase', key: plain[reason] }
  if (opensAt === undefined) return { kind: 'phrase', key: 'handoff_closed' }
  const { day, date, time } = localTime(opensAt, language)
  if (reason === 'break') return { kind: 'phrase', key: 'handoff_break', values: { time } }
  return {
    kind: 'phrase',
    key: 'handoff_closed_until',
    values: { day: phrases.say(`day_${day}`, language), date, time },
  }
}
