/** Cards of the adviser who holds a conversation: the record so far, tools, suggested answers. Knows no store. */
import type { LogEntry } from '../../conversation/conversation'
import type { DeskHours } from '../../dialogs/hours'
import type { PhraseBook } from '../../dialogs/phraseBook'
import { adviserReasons, type Handoff } from '../../handoff/types'
import type { Language } from '../../language/languages'
import { absoluteLinks } from '../botframework/toActivity'
import type { Suggestion } from '../wire'
import { cardOf, choiceInput, execute, heading, openUrl, paragraph, textInput, unfold, verbatim } from './cardParts'
import type { SaidCard } from './queueCards'
import type { CardElement } from './types'

export interface TalkCardNeeds {
  readonly phrases: PhraseBook
  readonly desks: readonly DeskHours[]
  /** The address of a page of ours. */
  pageUrl(path: string): string
}

/** Teams takes cards of some 28 kB: the record's latest lines, each cut. */
const mostLines = 15
const longestLine = 800

export function talkCard(
  handoff: Handoff,
  record: readonly LogEntry[],
  language: Language,
  needs: TalkCardNeeds,
): SaidCard {
  const say = (key: string): string => needs.phrases.say(key, language)
  const title = say('teams_talk_title')
  const said = record.slice(-mostLines).map((line) => shown(line, longestLine, language, needs))
  const body = [
    heading(title),
    paragraph(say('teams_talk_how')),
    { type: 'Container', style: 'emphasis', items: said.length > 0 ? said : [paragraph(say('teams_record_empty'))] },
  ]
  return { summary: title, card: cardOf(body, tools(handoff, language, needs), title) }
}

/** One line of the record as a card: nothing in a person's words comes alive, and no notification repeats them. */
export function lineCard(line: LogEntry, language: Language, needs: TalkCardNeeds): SaidCard {
  const summary = needs.phrases.say(`teams_line_from_${line.speaker}`, language)
  return { summary, card: cardOf([shown(line, 4_000, language, needs)], [], summary) }
}

/** Ours is Markdown; a person's words are shown as they are. */
function shown(
  { speaker, text, adviser }: LogEntry,
  most: number,
  language: Language,
  needs: TalkCardNeeds,
): CardElement {
  const who = adviser ?? needs.phrases.say(`teams_speaker_${speaker}`, language)
  const words = text.length > most ? `${text.slice(0, most)}…` : text
  return speaker === 'person'
    ? verbatim(words, who)
    : paragraph(`**${plain(who)}:** ${absoluteLinks(words, needs.pageUrl)}`)
}

/** The tools alone, for an adviser whose card has scrolled away. */
export function toolsCard(handoff: Handoff, language: Language, needs: TalkCardNeeds): SaidCard {
  const title = needs.phrases.say('teams_tools_title', language)
  return { summary: title, card: cardOf([heading(title)], tools(handoff, language, needs), title) }
}

/** What is left of the talk card when it is over: no word of the person's. */
export function endedCard(language: Language, { phrases }: TalkCardNeeds): SaidCard {
  const title = phrases.say('teams_talk_over', language)
  return {
    summary: title,
    card: cardOf([heading(title), paragraph(phrases.say('teams_talk_removed', language))], [], title),
  }
}

export function suggestionsCard(
  handoff: Handoff,
  suggestions: readonly Suggestion[],
  language: Language,
  { phrases, pageUrl }: TalkCardNeeds,
): SaidCard {
  const say = (key: string): string => phrases.say(key, language)
  const title = say(suggestions.length > 0 ? 'teams_suggestions_title' : 'teams_suggestions_none')
  const { id: handoffId, epoch } = handoff
  const items = suggestions.map(({ passage, title: guide, heading: part, text, url, origin }): CardElement => ({
    type: 'Container',
    separator: true,
    items: [
      paragraph(`**${plain(guide)}** – ${plain(part)}`),
      paragraph(absoluteLinks(text, pageUrl), { maxLines: 6 }),
      paragraph(plain(origin), { isSubtle: true, size: 'Small' }),
      {
        type: 'ActionSet',
        actions: [
          execute(say('teams_send'), 'send', { handoffId, epoch, passage }, { style: 'positive' }),
          unfold(
            say('teams_insert'),
            [textInput('text', say('teams_insert_label'), { value: `${text}\n\n${url}`.slice(0, 4_000) })],
            [execute(say('teams_send'), 'sendText', { handoffId, epoch })],
          ),
          openUrl(say('teams_open_guide'), url),
        ],
      },
    ],
  }))
  return { summary: title, card: cardOf([heading(title), ...items], [], title) }
}

function tools({ id: handoffId, epoch, desk }: Handoff, language: Language, needs: TalkCardNeeds): CardElement[] {
  const say = (key: string): string => needs.phrases.say(key, language)
  const data = { handoffId, epoch }
  const others = needs.desks
    .filter(({ id }) => id !== desk)
    .map(({ id, name }) => ({ title: name[language], value: id }))
  const reasons = adviserReasons.map((value) => ({ title: say(`teams_reason_${value}`), value }))
  return [
    execute(say('teams_suggest'), 'suggest', data),
    unfold(
      say('teams_note'),
      [textInput('text', say('teams_note_label'))],
      [execute(say('teams_note_keep'), 'note', data)],
    ),
    ...(others.length > 0
      ? [
          unfold(
            say('teams_transfer'),
            [choiceInput('desk', say('teams_transfer_to'), others), textInput('text', say('teams_transfer_note'))],
            [execute(say('teams_transfer_send'), 'transfer', data)],
          ),
        ]
      : []),
    unfold(
      say('teams_close'),
      [choiceInput('reason', say('teams_close_reason'), reasons)],
      [execute(say('teams_close_end'), 'end', data, { style: 'destructive' })],
    ),
  ]
}

/** A title of ours inside Markdown. */
function plain(text: string): string {
  return text.replace(/([\\*_[\]`#])/g, '\\$1')
}
