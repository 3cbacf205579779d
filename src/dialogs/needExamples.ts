/**
 * Collects the examples that the need model learns from: dialogs/needs, the rules' own examples, what is asked outside of the guides, and
 * the guides' questions as what is no need of another kind.
 */
import { lifeDangers, needs, type Need } from '../conversation/outcome'
import type { Guide, Lines } from '../knowledge/types'
import { languages, type Language } from '../language/languages'
import type { NeedExample } from './needModel'
import type { TriageRule } from './triageRule'

/** Language → need → how people say it. */
export type NeedLines = Readonly<Record<Language, Readonly<Partial<Record<Need, readonly string[]>>>>>

/** Guides whose own questions are a need of another kind, or stand between the two: they teach neither. */
const betweenNeeds: ReadonlySet<string> = new Set([
  'huijaus-tapahtui',
  'digituki-mista',
  'ei-laitetta',
  'ilman-nettia',
  'kansalaisneuvonta',
  'paivystysapu-112',
  'viranomainen-vaihtui',
  'suomi-piste',
  'kela-puhelin-ja-piste',
])

/** Needs that the model may find; the rest follow from the conversation. */
const learnt: ReadonlySet<Need> = new Set(needs.filter((need) => !['followup', 'choice'].includes(need)))

/** There are many more questions than needs of any one kind; each of the latter counts for several. */
const needWeight = 2
/** A missed danger to life costs most. */
const dangerWeight = 3
const weightOf = (need: Need): number =>
  need === 'question' ? 1 : lifeDangers.includes(need) ? dangerWeight : needWeight

export function needExamples(
  lines: NeedLines,
  rules: readonly TriageRule[],
  guides: readonly Pick<Guide, 'id' | 'language' | 'title' | 'questions'>[],
  { asked: askedOf, outside }: Lines,
): NeedExample[] {
  const said = languages.flatMap((language) =>
    Object.entries(lines[language]).flatMap(([need, texts]) => texts.map((text) => ({ need: need as Need, text }))),
  )
  const ruled = rules.flatMap(({ need, examples }) =>
    languages.flatMap((language) => examples[language].map((text) => ({ need, text }))),
  )
  const beyond = outside.flatMap((topic) =>
    languages.flatMap((language) =>
      topic[language].map((text): NeedExample => ({ need: topic.ownCase ? 'own_case' : 'question', text, weight: 1 })),
    ),
  )
  const asked = guides
    .filter(({ id }) => !betweenNeeds.has(id))
    .flatMap(({ id, language, title, questions }) => [title, ...questions, ...(askedOf.get(id)?.[language] ?? [])])
    .map((text): NeedExample => ({ need: 'question', text, weight: 1 }))
  const needed = [...said, ...ruled].filter(({ need }) => learnt.has(need))
  return [...needed.map(({ need, text }) => ({ need, text, weight: weightOf(need) })), ...asked, ...beyond]
}
