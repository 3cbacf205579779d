/** Cards about somebody who waits: a topic, a language and a time, never a word that they wrote. Knows no store. */
import { localTime, type DeskHours } from '../../dialogs/hours'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Handoff } from '../../handoff/types'
import { titleOfTopic } from '../../knowledge/titleOfTopic'
import type { Knowledge } from '../../knowledge/types'
import type { Language } from '../../language/languages'
import { cardOf, execute, facts, heading, openUrl, paragraph } from './cardParts'
import type { Card } from './types'

export interface QueueCardNeeds {
  readonly knowledge: Pick<Knowledge, 'guide' | 'contacts'>
  readonly phrases: PhraseBook
  readonly desks: readonly DeskHours[]
  /** The web desk's address. */
  deskUrl(): string
  /** Whether people may be taken here: only when what they write may stand in Teams. */
  readonly takes: boolean
}

export interface SaidCard {
  readonly card: Card
  /** The same in words. */
  readonly summary: string
}

export function waitingCard(handoff: Handoff, language: Language, needs: QueueCardNeeds): SaidCard {
  const { phrases, deskUrl, takes } = needs
  const say = (key: string): string => phrases.say(key, language)
  const pairs = describe(handoff, language, needs)
  const summary = [say('teams_waiting_title'), ...pairs.map(([title, value]) => `${title}: ${value}`)].join('. ')
  return {
    summary,
    card: cardOf(
      [
        heading(say('teams_waiting_title')),
        facts(pairs),
        ...(handoff.lostAdviser ? [paragraph(say('teams_waiting_lost'), { isSubtle: true })] : []),
        ...(takes ? [] : [paragraph(say('teams_take_at_desk'), { isSubtle: true })]),
      ],
      takes
        ? [execute(say('teams_take'), 'take', { handoffId: handoff.id }, { style: 'positive' })]
        : [openUrl(say('teams_open_desk'), deskUrl())],
      summary,
    ),
  }
}

/** For the others once somebody has taken the person: nothing left to press. */
export function takenCard(handoff: Handoff, name: string, language: Language, needs: QueueCardNeeds): SaidCard {
  const title = needs.phrases.say('teams_taken_title', language, { name })
  return { summary: title, card: cardOf([heading(title), facts(describe(handoff, language, needs))], [], title) }
}

/** Nobody waits here any more: the person has gone, or the talk is over. */
export function overCard(handoff: Handoff | undefined, language: Language, needs: QueueCardNeeds): SaidCard {
  const title = needs.phrases.say('teams_waiting_over', language)
  const pairs = handoff ? [facts(describe(handoff, language, needs))] : []
  return { summary: title, card: cardOf([heading(title), ...pairs], [], title) }
}

function describe(
  { topic, language: theirs, queuedAt, desk }: Handoff,
  language: Language,
  { knowledge, phrases, desks }: QueueCardNeeds,
): (readonly [string, string])[] {
  const say = (key: string): string => phrases.say(key, language)
  const title = topic === undefined ? undefined : titleOfTopic(knowledge, topic, language)
  const at = localTime(queuedAt, language)
  return [
    [say('teams_topic'), title ?? say('teams_topic_unknown')],
    [say('teams_language'), say(`teams_language_${theirs}`)],
    [say('teams_waiting_since'), at.time],
    [say('teams_desk'), desks.find(({ id }) => id === desk)?.name[language] ?? desk],
  ]
}
