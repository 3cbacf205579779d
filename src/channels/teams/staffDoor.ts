/** What anybody on the staff does beside asking: an answer in another language, a report about a guide, a thumb, a search. Knows no adviser. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { guidePath } from '../../answering/cite'
import { fillContacts } from '../../dialogs/describeContact'
import { type Language, languages } from '../../language/languages'
import { maskText } from '../../privacy/mask'
import { ratingWord } from '../ratings'
import { storable } from '../storable'
import { absoluteLinks } from '../botframework/toActivity'
import { passagesFor } from '../desk/research'
import { answered, type Pressed, saying } from './deeds'
import type { TeamsNeeds } from './ports'
import { passagesIn, searchResult, type StaffCardNeeds } from './staffCards'
import type { Arrived, Handled } from './types'

const searched = 8
const longestReport = 2_000
const translation = z.object({
  guide: z.string().max(200),
  passages: z.array(z.string().max(300)).max(20),
  language: z.enum(languages),
})
const report = z.object({
  guide: z.string().max(200),
  language: z.enum(languages),
  text: z.string().trim().min(1).max(longestReport),
})
const feedback = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({ reaction: z.enum(['like', 'dislike']), feedback: z.unknown().optional() }),
})
const query = z.looseObject({ parameters: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).nullish() })

export interface StaffDoor {
  press(arrived: Arrived, pressed: Pressed, language: Language): Promise<Handled>
  /** An invoke that is no button: a search, a thumb. `bot` for what is nobody's. */
  invoke(arrived: Arrived, language: Language): Promise<Handled>
}

export function createStaffDoor(needs: TeamsNeeds, cards: StaffCardNeeds): StaffDoor {
  const { tools, teams, addresses, marks, clock } = needs
  const { knowledge, phrases } = tools
  const masked = (words: string): string => maskText(storable(words).trim()).text

  function translate(data: Pressed['data'], language: Language): { say: string; words?: string } {
    const parsed = translation.safeParse(data)
    const found = parsed.success ? passagesIn(parsed.data.passages, parsed.data.guide, parsed.data.language, cards) : []
    const guide = parsed.success ? knowledge.guide(parsed.data.guide, parsed.data.language) : undefined
    if (!guide || found.length === 0) return { say: phrases.say('teams_refused_no_translation', language) }
    const words = found.map((one) => fillContacts(one.markdown, one.language, knowledge, phrases))
    const link = `[${guide.title}](${needs.pageUrl(guidePath(guide, found[0]?.anchor))})`
    const all = absoluteLinks([...words, link].join('\n\n'), needs.pageUrl)
    return { say: phrases.say('teams_copied', language), words: all }
  }

  async function keepReport(arrived: Arrived, data: Pressed['data'], language: Language): Promise<string> {
    const parsed = report.safeParse(data)
    const guide = parsed.success ? knowledge.guide(parsed.data.guide, parsed.data.language) : undefined
    if (!parsed.success || !guide) return phrases.say('teams_refused_empty', language)
    await teams.report({
      id: createHash('sha256').update(`${arrived.conversationId} ${arrived.id}`).digest('base64url').slice(0, 32),
      at: clock.now().toISOString(),
      guide: guide.id,
      language: guide.language,
      owner: guide.owner,
      words: masked(parsed.data.text),
    })
    return phrases.say('teams_reported', language, { owner: guide.owner })
  }

  async function rate({ conversationId, replyToId, value }: Arrived): Promise<Handled> {
    const parsed = feedback.safeParse(value)
    const replyId = replyToId === undefined ? undefined : await addresses.replyOf(conversationId, replyToId)
    if (parsed.success && replyId !== undefined) {
      const { reaction, feedback: written } = parsed.data.actionValue
      const word = ratingWord(wordIn(written))
      await marks.rate({ conversationId, replyId, helpful: reaction === 'like', ...(word === '' ? {} : { word }) })
    }
    return { invoke: { status: 200, body: {} } }
  }

  function search({ value }: Arrived, language: Language): Handled {
    const parameters = query.safeParse(value).data?.parameters ?? []
    const asked = parameters.find(({ name }) => name === 'query')?.value
    const words = typeof asked === 'string' ? asked.trim().slice(0, 500) : ''
    const found = words === '' ? [] : passagesFor(words, language, searched, { tools, publicUrl: needs.pageUrl('') })
    const composeExtension =
      found.length > 0
        ? {
            type: 'result',
            attachmentLayout: 'list',
            attachments: found.map((one) =>
              searchResult({ ...one, text: absoluteLinks(one.text, needs.pageUrl) }, language, phrases),
            ),
          }
        : { type: 'message', text: phrases.say(words === '' ? 'teams_search_hint' : 'teams_search_none', language) }
    return { invoke: { status: 200, body: { composeExtension } } }
  }

  return {
    async press(arrived, { verb, data }, language) {
      if (verb === 'report') return answered(arrived, { say: await keepReport(arrived, data, language) })
      const { say, words } = translate(data, language)
      return answered(arrived, { say, replies: words === undefined ? [] : [saying(words)] })
    },
    async invoke(arrived, language) {
      if (arrived.name === 'message/submitAction') return rate(arrived)
      if (arrived.name === 'composeExtension/query') return search(arrived, language)
      return 'bot'
    },
  }
}

/** Teams sends what was written as JSON inside a string. */
function wordIn(written: unknown): string {
  if (typeof written !== 'string') return ''
  try {
    const parsed = z.object({ feedbackText: z.string() }).safeParse(JSON.parse(written))
    return parsed.success ? parsed.data.feedbackText : ''
  } catch {
    // Not JSON: then it is the words themselves.
    return written
  }
}
