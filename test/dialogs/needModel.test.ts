/** The need model on lines it has not seen: every fifth line is kept from it in turn, and it must still know most of them. */
import path from 'node:path'
import { prepareJudge } from '../../src/dialogs/judgeNeed'
import { needExamples } from '../../src/dialogs/needExamples'
import { learnNeeds, type NeedExample } from '../../src/dialogs/needModel'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { projectRoot } from '../startService'

const { needLines, rules } = loadDialogs(path.join(projectRoot, 'dialogs'))
const knowledge = loadKnowledge({ folder: path.join(projectRoot, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const examples = needExamples(needLines, rules, knowledge.guides)
const folds = 5

/** Every example with what a model says of it that has learnt from the other four fifths. */
function judgedUnseen(): { example: NeedExample; danger?: string; need?: string }[] {
  return Array.from({ length: folds }).flatMap((_, fold) => {
    const judge = prepareJudge(learnNeeds(examples.filter((__, number) => number % folds !== fold)))
    return examples
      .filter((__, number) => number % folds === fold)
      .map((example) => ({ example, danger: judge.danger(example.text), need: judge.need(example.text) }))
  })
}

describe('the need model, on lines it has not seen', () => {
  const judged = judgedUnseen()
  const share = (part: number, whole: number): number => part / Math.max(1, whole)

  test.each(['emergency', 'crisis'])('knows most of %s as danger', (need) => {
    const lines = judged.filter(({ example }) => example.need === need)
    expect(share(lines.filter(({ danger }) => danger !== undefined).length, lines.length)).toBeGreaterThan(0.75)
  })

  test('takes at most one plain question in a hundred for something else', () => {
    const questions = judged.filter(({ example }) => example.need === 'question')
    expect(questions.length).toBeGreaterThan(3000)
    expect(share(questions.filter(({ need, danger }) => need !== undefined || danger !== undefined).length, questions.length)).toBeLessThan(0.02)
  })

  test('learns the same from the same lines', () => {
    const some = examples.slice(0, 400)
    const say = (): string => JSON.stringify(learnNeeds(some)('voinko puhua jonkun kanssa'))
    expect(say()).toBe(say())
  })
})
