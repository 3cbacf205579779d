/** How a reply looks to somebody on the staff: sources, feedback, and the professional's next step. Knows no store. */
import type { LogEntry } from '../../conversation/conversation'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Knowledge, Passage } from '../../knowledge/types'
import { type Language, languages } from '../../language/languages'
import type { Suggestion } from '../wire'
import type { OutActivity } from '../ports'
import { cardOf, execute, facts, heading, openUrl, paragraph, textInput, unfold } from './cardParts'
import { type Card, type CardElement, cardType } from './types'

export interface StaffCardNeeds {
  readonly knowledge: Pick<Knowledge, 'guide' | 'passage'>
  readonly phrases: PhraseBook
  pageUrl(path: string): string
}

/** Verbs of the cards that anybody on the staff may press. */
export const staffVerbs: readonly string[] = ['translate', 'report']

/** The reply with thumbs, numbers for its sources, and a card of next steps in place of suggested actions. */
export function dressReply(reply: OutActivity, { reply: said }: LogEntry, needs: StaffCardNeeds): OutActivity {
  const bare: OutActivity = { ...reply, suggestedActions: undefined }
  if (!said) return bare
  const marks = said.citations.map((_citation, at) => `[${at + 1}]`).join(' ')
  // Teams shows a source only where its number stands in the text.
  const text = marks === '' || /\[1\]/.test(reply.text ?? '') ? reply.text : `${reply.text ?? ''}\n\n${marks}`
  const card = nextSteps(said, needs)
  return {
    ...bare,
    ...(text === undefined ? {} : { text }),
    ...(card ? { attachments: [{ contentType: cardType, content: card }] } : {}),
    channelData: {
      ...bare.channelData,
      ...(said.outcome.startsWith('answered') ? { feedbackLoopEnabled: true } : {}),
    },
  }
}

/** Undefined when there is nothing to press. */
function nextSteps(said: NonNullable<LogEntry['reply']>, needs: StaffCardNeeds): Card | undefined {
  const { language, choices, outcome, passages } = said
  const say = (key: string, values?: Record<string, string>): string => needs.phrases.say(key, language, values)
  const press = choices.map(({ label, say: value }): CardElement => ({
    type: 'Action.Submit',
    title: label,
    data: { msteams: { type: 'imBack', value } },
  }))
  const guide = outcome.startsWith('answered') ? needs.knowledge.guide(said.guides[0] ?? '', language) : undefined
  if (!guide) return press.length > 0 ? cardOf([], press, choices.map(({ label }) => label).join(' · ')) : undefined
  const others = languages
    .filter((other) => other !== guide.language && needs.knowledge.guide(guide.id, other))
    .map((other) => execute(say(`teams_copy_${other}`), 'translate', { guide: guide.id, passages, language: other }))
  const owner = say('teams_owner', { owner: guide.owner })
  // Teams shows six buttons in a row: what the person could say next stands apart from the professional's tools.
  return cardOf(
    [
      ...(press.length > 0 ? [{ type: 'ActionSet', actions: press }] : []),
      facts([[say('teams_owner_title'), guide.owner]]),
    ],
    [
      ...others,
      openUrl(say('teams_slip'), needs.pageUrl(`/slip/${guide.language}/${guide.id}`)),
      unfold(
        say('teams_report'),
        [paragraph(say('teams_report_how', { owner: guide.owner })), textInput('text', say('teams_report_label'))],
        [execute(say('teams_report_send'), 'report', { guide: guide.id, language: guide.language })],
      ),
    ],
    owner,
  )
}

/** The same passages in another language, ready to be copied for the person. */
export function passagesIn(
  ids: readonly string[],
  guideId: string,
  language: Language,
  needs: StaffCardNeeds,
): Passage[] {
  const guide = needs.knowledge.guide(guideId, language)
  if (!guide || guide.language !== language) return []
  const anchors = ids.flatMap((id) => needs.knowledge.passage(id)?.anchor ?? [])
  const found = guide.passages.filter(({ anchor }) => anchors.includes(anchor))
  return found.length > 0 ? found : guide.passages.slice(0, 1)
}

/** One result of the guide search: the card that is posted, and the line in the list of results. */
export function searchResult(found: Suggestion, language: Language, phrases: PhraseBook): object {
  const { title, heading: part, text, url, origin } = found
  const card = cardOf(
    [
      heading(title),
      paragraph(part, { weight: 'Bolder' }),
      paragraph(text),
      paragraph(origin, { isSubtle: true, size: 'Small' }),
    ],
    [openUrl(phrases.say('teams_open_guide', language), url)],
    `${title}: ${url}`,
  )
  return {
    contentType: cardType,
    content: card,
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { title, text: part },
    },
  }
}
