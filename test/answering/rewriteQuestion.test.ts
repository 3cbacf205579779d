/** A follow-up that a model made to stand alone is searched with only when it says nothing that the conversation does not. */
import { WriterFault, type QuestionRewriter, type RewriteRequest } from '../../src/answering/ports'
import { faultOfRewriting, rewriteWithModel, type RewritingReport } from '../../src/answering/rewriteQuestion'
import { createAnalyzer } from '../../src/language/createAnalyzer'
import type { Language } from '../../src/language/languages'
import { guideOf, knowledgeOf } from './sample'

const material: Readonly<Record<Language, readonly string[]>> = {
  fi: ['entä jos se ei ole 2 vuotta voimassa?', 'miten uusin reseptin Turussa', 'Reseptin uusiminen'],
  sv: ['och om det inte gäller i 2 år?', 'hur förnyar jag ett recept i Åbo', 'Förnya ett recept'],
  en: ['and what if it is not valid for 2 years?', 'how do I renew a prescription in Turku', 'Renew a prescription'],
}
const faultIn = (language: Language, rewritten: string): string | undefined =>
  faultOfRewriting(rewritten, material[language][0] ?? '', material[language], createAnalyzer(language))

describe('a rewritten question', () => {
  test.each<[Language, string]>([
    ['fi', 'Mitä teen, jos resepti ei ole 2 vuotta voimassa?'],
    ['sv', 'Vad gör jag om receptet inte gäller i 2 år?'],
    ['en', 'What if the prescription is not valid for 2 years?'],
  ])('%s: is good when its words stand in the conversation: %s', (language, rewritten) => {
    expect(faultIn(language, rewritten)).toBeUndefined()
  })

  test.each<[string, string]>([
    ['withinLength', ''],
    ['withinLength', `Resepti ei ole voimassa ${'2 vuotta '.repeat(60)}`],
    ['plainCharacters', 'Mitä jos resepti ei ole 2 vuotta voimassa? <b>'],
    ['noPersonalData', 'Mitä jos resepti 131052-308T ei ole 2 vuotta voimassa?'],
    ['noNewNumber', 'Mitä jos resepti ei ole 3 vuotta voimassa?'],
    ['noNewWord', 'Mitä jos Kelan resepti ei ole 2 vuotta voimassa?'],
    ['noNewWord', 'Mitä jos passi ei ole 2 vuotta voimassa?'],
    ['keepsTheQuestion', 'Miten uusin reseptin Turussa?'],
    ['turnsAlike', 'Mitä jos resepti on 2 vuotta voimassa?'],
  ])('is refused by the rule %s: %s', (rule, rewritten) => {
    expect(faultIn('fi', rewritten)).toBe(rule)
  })

  test('is refused in another language than the one asked in', () => {
    const words = ['what if it is not valid any more?', 'recept passar']
    expect(
      faultOfRewriting(
        'and what if this is not valid any more?',
        'what if valid any more not',
        words,
        createAnalyzer('fi'),
      ),
    ).toBeDefined()
  })
})

describe('rewriting', () => {
  const guide = guideOf({ steps: 'Avaa resepti.' })
  const asked = {
    question: 'entä jos se ei näy?',
    before: ['a', 'b', 'c', 'd'],
    guide: 'resepti',
    language: 'fi',
  } as const

  function rewriting(rewrite: QuestionRewriter['rewrite'], deadlineMs = 5000) {
    const reports: RewritingReport[] = []
    const seen: RewriteRequest[] = []
    const rewriteQuestion = rewriteWithModel({
      rewriter: {
        rewrite(request, signal) {
          seen.push(request)
          return rewrite(request, signal)
        },
      },
      prompts: { rewrite: { fi: 'Muotoile.', sv: 'Formulera.', en: 'Word.' } },
      knowledge: knowledgeOf(guide),
      deadlineMs,
      report: (report) => reports.push(report),
    })
    return { rewriteQuestion, reports, seen }
  }

  test('gives the model the question, the last three messages and the title of the guide', async () => {
    const { rewriteQuestion, seen, reports } = rewriting(() => Promise.resolve('Entä jos resepti ei näy?'))
    expect(await rewriteQuestion(asked)).toBe('Entä jos resepti ei näy?')
    expect(seen).toEqual([
      {
        instructions: 'Muotoile.',
        question: asked.question,
        before: ['b', 'c', 'd'],
        about: 'Reseptin uusiminen',
        language: 'fi',
      },
    ])
    expect(reports).toMatchObject([{ outcome: 'rewritten' }])
  })

  test('leaves the person’s words when the model returns them, adds to them, fails or hangs', async () => {
    const unchanged = rewriting(() => Promise.resolve(asked.question))
    expect(await unchanged.rewriteQuestion(asked)).toBeUndefined()
    expect(unchanged.reports).toMatchObject([{ outcome: 'unchanged' }])
    const adding = rewriting(() => Promise.resolve('Entä jos eläke ei näy?'))
    expect(await adding.rewriteQuestion(asked)).toBeUndefined()
    expect(adding.reports).toMatchObject([{ outcome: 'refused', why: 'noNewWord' }])
    const failing = rewriting(() => Promise.reject(new WriterFault('OPEN', 'left alone')))
    expect(await failing.rewriteQuestion(asked)).toBeUndefined()
    expect(failing.reports).toMatchObject([{ outcome: 'fault', why: 'OPEN' }])
    const hanging = rewriting(() => new Promise(() => undefined), 20)
    expect(await hanging.rewriteQuestion(asked)).toBeUndefined()
    expect(hanging.reports).toMatchObject([{ outcome: 'fault', why: 'TIMEOUT' }])
  })

  test('asks nothing about a guide that is not there in the language', async () => {
    const { rewriteQuestion, seen } = rewriting(() => Promise.resolve('x'))
    expect(await rewriteQuestion({ ...asked, language: 'sv' })).toBeUndefined()
    expect(seen).toEqual([])
  })
})
