/**
 * Collects the examples that the need model learns from: dialogs/needs, the rules' own examples, what is asked outside of the guides, and
 * the guides' questions as what is no need of another kind.
 */
import { lifeDangers, needs, type Need } from '../conversation/outcome'
import type { Guide, Lines } from '../knowledge/types'
import { languages, type Language } from '../language/languages'
import { guidesOfNeeds } from './guidesOfNeeds'
import type { NeedExample } from './needModel'
import type { TriageRule } from './triageRule'

/** Language → need → how people say it. */
export type NeedLines = Readonly<Record<Language, Readonly<Partial<Record<Need, readonly string[]>>>>>

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
  guides: readonly Pick<Guide, 'id' | 'language' | 'title' | 'questions' | 'topics'>[],
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
      topic[language].map((text): NeedExample =>
        topic.ownCase ? { need: 'own_case', text, weight: 1 } : questionAbout('outside', text),
      ),
    ),
  )
  const asked = guides
    // What is asked of these is a need of another kind, or stands between the two: it teaches neither.
    .filter(({ id }) => !guidesOfNeeds.has(id))
    .flatMap(({ id, language, title, questions, topics: [topic = 'other'] }) =>
      [title, ...questions, ...(askedOf.get(id)?.[language] ?? [])].map((text) => questionAbout(topic, text)),
    )
  const needed = [...said, ...ruled].filter(({ need }) => learnt.has(need))
  return [...needed.map(({ need, text }) => ({ need, text, weight: weightOf(need) })), ...asked, ...beyond]
}

const questionAbout = (about: string, text: string): NeedExample => ({ need: 'question', about, text, weight: 1 })
