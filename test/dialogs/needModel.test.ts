/** The need model on lines it has not seen: a third of the lines is kept from it, and it must still know most of them. */
import path from 'node:path'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import { prepareJudge, type NeedJudge } from '../../src/dialogs/judgeNeed'
import { prepareIdeas } from '../../src/dialogs/ideas'
import { needExamples } from '../../src/dialogs/needExamples'
import { learnNeeds, needModelOf, type NeedExample, type NeedModel } from '../../src/dialogs/needModel'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { surenessOf, type Sureness } from '../../src/dialogs/sureness'
import { prepareTriage } from '../../src/dialogs/triage'
import { dangers, isDanger, type Need } from '../../src/conversation/outcome'
import { languages } from '../../src/language/languages'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { projectRoot } from '../startService'

const { needLines, rules, ideas } = loadDialogs(path.join(projectRoot, 'dialogs'))
const knowledge = loadKnowledge({ folder: path.join(projectRoot, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const examples = needExamples(needLines(), rules, knowledge.guides, knowledge.lines())
const ideasIn = prepareIdeas(ideas)
/** A third is kept from the model, and judged. */
const kept = (_: unknown, number: number): boolean => number % 3 === 0

const modelOf = (some: readonly NeedExample[]): NeedModel => needModelOf(learnNeeds(some, ideasIn), ideasIn)
const triage = prepareTriage(rules)

const tools = composeTools(readConfig({}), cachesOf(readConfig({})))

/** As in a turn; the search has learnt none of the lines of dialogs/needs. */
function surenessIn(text: string): Sureness {
  const spoken = tools.identify(text, undefined)
  return surenessOf(tools.search.search(text, spoken === undefined || spoken === 'other' ? 'fi' : spoken))
}

/** Lines of dialogs/needs with what rules and model say together, where the model has learnt from the other two thirds. */
function judgedUnseen(
  judge: NeedJudge,
): { example: NeedExample; danger: boolean; mentioned: boolean; dangerInTalk: boolean; need?: string }[] {
  return examples.filter(kept).map((example) => ({
    example,
    danger:
      isDanger(triage(example.text, { guideAtHand: false, among: dangers }).need) ||
      judge.danger(example.text, () => surenessIn(example.text), false) !== undefined ||
      judge.possibleDanger(example.text, () => surenessIn(example.text)) !== undefined,
    mentioned: judge.dangerMentioned(example.text, false) !== undefined,
    dangerInTalk: judge.danger(example.text, () => surenessIn(example.text), true) !== undefined,
    need: judge.need(example.text, () => surenessIn(example.text), false),
  }))
}

describe('the need model, on lines it has not seen', () => {
  const judge = prepareJudge(modelOf(examples.filter((_, number) => !kept(_, number))))
  const judged = judgedUnseen(judge)
  const share = (part: number, whole: number): number => part / Math.max(1, whole)
  test.each([
    ['emergency', 0.86],
    ['crisis', 0.74],
  ])('knows %s as danger in at least a share of %d', (need, floor) => {
    const lines = judged.filter(({ example }) => example.need === need)
    expect(share(lines.filter(({ danger }) => danger).length, lines.length)).toBeGreaterThan(floor)
    // Half of these lines were written to hide it; where it is not met, help is mentioned beside the answer.
    const helped = lines.filter(({ danger, mentioned }) => danger || mentioned)
    expect(share(helped.length, lines.length)).toBeGreaterThan(0.87)
  })

  test('takes few of the questions that look like something else for it', () => {
    const lookAlikes = new Set(languages.flatMap((language) => needLines()[language].question ?? []))
    const questions = judged.filter(({ example }) => example.need === 'question' && lookAlikes.has(example.text))
    expect(questions.length).toBeGreaterThan(1500)
    const taken = questions.filter(({ need, danger }) => need !== undefined || danger)
    // These lines were chosen because they look like a need, remarks with the words of a crisis among them; of ordinary questions far fewer are taken.
    expect(share(taken.length, questions.length)).toBeLessThan(0.105)
    const inTalk = questions.filter(({ dangerInTalk }) => dangerInTalk)
    expect(share(inTalk.length, questions.length)).toBeLessThan(0.012)
  })

  test('hears no insult in a word that nobody foresaw, and one in several words', () => {
    const judge = prepareJudge(() => [{ need: 'abuse', chance: 0.84 }])
    expect(judge.need('banana', () => 'abstain', false)).toBeUndefined()
    expect(judge.need('you useless heap of scrap', () => 'abstain', false)).toBe('abuse')
  })

  test('denies what a rule says only where it is next to impossible', () => {
    const judge = prepareJudge((text) =>
      text.includes('die')
        ? [{ need: 'crisis', chance: 0.8 }]
        : [
            { need: 'question', chance: 0.9 },
            { need: 'own_case', chance: 0.05 },
            { need: 'emergency', chance: 0.06 },
            { need: 'crisis', chance: 0.01 },
          ],
    )
    const denied = (need: Need, sureness: Sureness): boolean => judge.denies(need, 'three words here', () => sureness)
    expect(denied('own_case', 'answer')).toBe(true)
    expect(denied('own_case', 'clarify')).toBe(true)
    expect(denied('own_case', 'abstain')).toBe(false)
    expect(denied('emergency', 'certain')).toBe(true)
    expect(denied('emergency', 'abstain')).toBe(false)
    // Two words of it are enough, whatever the rest is about.
    expect(judge.denies('crisis', 'I want to die, how do I close my account', () => 'certain')).toBe(false)
    expect(judge.denies('crisis', 'how do I close my account, or die', () => 'certain')).toBe(false)
    // Of what it has not learnt it says nothing.
    expect(denied('followup', 'certain')).toBe(false)
    expect(prepareJudge(() => []).denies('own_case', 'ж ж ж', () => 'certain')).toBe(false)
  })

  test('denies hardly any need that a rule reads rightly', () => {
    const ruled = examples.filter(
      ({ need, text }, number) =>
        kept(undefined, number) && need !== 'question' && triage(text, { guideAtHand: false }).need === need,
    )
    const denied = ruled.filter(({ need, text }) => judge.denies(need, text, () => surenessIn(text)))
    expect(ruled.length).toBeGreaterThan(1000)
    expect(share(denied.length, ruled.length)).toBeLessThan(0.02)
  })

  test('learns the same from the same lines', () => {
    const some = examples.slice(0, 400)
    const say = (): string => JSON.stringify(modelOf(some)('voinko puhua jonkun kanssa'))
    expect(say()).toBe(say())
  })
})
