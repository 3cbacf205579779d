/** A model's answer takes the place of the quoted one only when it holds; whatever happens, there is an answer by the deadline. */
import { answerFrom } from '../../src/answering/answer'
import { WriterFault, type AnswerWriter, type DraftSentence, type WriteRequest } from '../../src/answering/ports'
import { writeWithModel, type WritingNeeds, type WritingReport } from '../../src/answering/writeAnswer'
import { replyFrom } from '../../src/turn/sayings'
import { guideOf, knowledgeOf, plainPhrases } from './sample'

const guide = guideOf({
  steps: '1. Avaa resepti.\n2. Paina uusimisen painiketta, jos se näkyy.\n3. Kirjoita osoite itse: {{omakanta.url}}',
  urgent: 'Soita terveyskeskukseen, jos lääke on loppunut.',
})
const knowledge = knowledgeOf(guide)
const sources = { knowledge, phrases: plainPhrases, drafts: false }
const draft = replyFrom(answerFrom(guide, guide.passages[0], 'fi', 0.9, sources), 'answered_guide', 'question', 'fi', [
  { kind: 'phrase', key: 'masked_notice' },
])
const prompts = { answer: { fi: 'Vastaa.', sv: 'Svara.', en: 'Answer.' }, version: '1' }
const asked = { question: 'miten uusin reseptin' }

function writing(writer: AnswerWriter['write'] | readonly DraftSentence[], more: Partial<WritingNeeds> = {}) {
  const reports: WritingReport[] = []
  const seen: WriteRequest[] = []
  const write: AnswerWriter['write'] = (request, signal) => {
    seen.push(request)
    return typeof writer === 'function' ? writer(request, signal) : Promise.resolve(writer)
  }
  const writeReply = writeWithModel({
    writer: { write },
    prompts,
    knowledge,
    phrases: plainPhrases,
    search: {
      search: () => ({
        guides: [{ guide, score: 1, passages: guide.passages }],
        confidence: 1,
        band: 'answer',
        language: 'fi',
      }),
    },
    deadlineMs: 5000,
    isOn: () => true,
    report: (report) => reports.push(report),
    ...more,
  })
  return { writeReply, reports, seen }
}

describe('an answer written by a model', () => {
  const good: DraftSentence[] = [
    { text: 'Avaa resepti ja paina uusimisen painiketta, jos se näkyy.', sources: [2] },
    { text: 'Kirjoita osoite itse: [[1]]', sources: [2] },
    { text: 'Soita terveyskeskukseen, jos lääke on loppunut.', sources: [3] },
  ]

  test('takes the place of the quotations, is marked, and cites the passage of every sentence', async () => {
    const { writeReply } = writing(good)
    const reply = await writeReply(draft, asked)
    expect(reply).toMatchObject({ writtenBy: 'model', outcome: 'answered_guide', guides: ['resepti'] })
    expect(reply.parts).toEqual([
      { kind: 'phrase', key: 'masked_notice' },
      {
        kind: 'passage',
        citation: 1,
        text: 'Avaa resepti ja paina uusimisen painiketta, jos se näkyy. Kirjoita osoite itse: [kanta.fi](https://www.kanta.fi)',
      },
      { kind: 'passage', citation: 2, text: 'Soita terveyskeskukseen, jos lääke on loppunut.' },
      { kind: 'phrase', key: 'answer_origin', values: { origin: 'origin_dated' } },
    ])
    expect(reply.passages).toEqual(['resepti#steps@fi', 'resepti#urgent@fi'])
    expect(reply.citations.map(({ passage }) => passage)).toEqual(reply.passages)
    expect(reply.choices).toEqual(draft.choices)
  })

  test('loses the sentence that fails, and keeps the rest', async () => {
    const { writeReply, reports } = writing([...good, { text: 'Lue lisää: https://evil.example', sources: [2] }])
    const reply = await writeReply(draft, asked)
    expect(JSON.stringify(reply)).not.toContain('evil')
    expect(reports).toMatchObject([{ outcome: 'written', cut: ['noAddresses'] }])
  })

  test.each<[string, DraftSentence[]]>([
    ['its first sentence', [{ text: 'Tämä on keksitty.', sources: [2] }, ...good]],
    [
      'more than half of its sentences',
      [...good.slice(0, 1), { text: 'Keksitty yksi.', sources: [2] }, { text: 'Keksitty kaksi.', sources: [2] }],
    ],
    ['everything', []],
  ])('that loses %s gives way to the quoted answer', async (_, sentences) => {
    const { writeReply, reports } = writing(sentences)
    expect(await writeReply(draft, asked)).toBe(draft)
    expect(reports).toMatchObject([{ outcome: 'lost_its_core' }])
  })

  test('gives way to the quoted answer when the writer fails, with the fault in the report and no words', async () => {
    const { writeReply, reports } = writing(() => Promise.reject(new WriterFault('UNREACHABLE', 'down')))
    expect(await writeReply(draft, asked)).toBe(draft)
    expect(reports).toMatchObject([{ outcome: 'fault', fault: 'UNREACHABLE', cut: [] }])
  })

  test('is not waited for past the deadline, even of a writer that does not listen', async () => {
    const { writeReply, reports } = writing(() => new Promise(() => undefined), { deadlineMs: 20 })
    expect(await writeReply(draft, asked)).toBe(draft)
    expect(reports).toMatchObject([{ outcome: 'fault', fault: 'TIMEOUT' }])
  })

  test('is given up when the person stops it', async () => {
    const { writeReply } = writing(
      (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    )
    const stop = new AbortController()
    const reply = writeReply(draft, asked, stop.signal)
    stop.abort()
    expect(await reply).toBe(draft)
  })

  test('is not asked for where the model is switched off, nor for anything but an answer from a guide in the language asked', async () => {
    const off = writing(good, { isOn: (site) => site !== 'kunta' })
    expect(await off.writeReply(draft, { ...asked, site: 'kunta' })).toBe(draft)
    const notice = { ...draft, outcome: 'safety_scam' } as const
    expect(await off.writeReply(notice, asked)).toBe(notice)
    const foreign = { ...draft, language: 'sv' } as const
    expect(await off.writeReply(foreign, asked)).toBe(foreign)
    expect(off.seen).toEqual([])
  })

  test('is asked for with the question cut, stripped of what cannot be seen, and with no address in the sources', async () => {
    const { writeReply, seen } = writing(good)
    await writeReply(draft, { question: `miten\u200b uusin${' x'.repeat(2000)}`, guideBefore: 'resepti' })
    expect(seen[0]).toMatchObject({ language: 'fi', about: 'Reseptin uusiminen', instructions: 'Vastaa.' })
    expect(seen[0]?.question).toHaveLength(1000)
    expect(seen[0]?.question.startsWith('miten uusin x')).toBe(true)
    expect(JSON.stringify(seen[0]?.sources)).not.toMatch(/https?:|kanta\.fi/)
  })
})
