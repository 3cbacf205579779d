/** Answers rest on passages, and what is offered after them follows the ladder of help. */
import path from 'node:path'
import { answer, answerFrom, answerSection, answerStep } from '../../src/answering/answer'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import type { Guide } from '../../src/knowledge/types'
import type { Found } from '../../src/retrieval/types'

const root = path.resolve(__dirname, '../..')
const knowledge = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const { phrases } = loadDialogs(path.join(root, 'dialogs'))
const sources = { knowledge, phrases, drafts: true }

function guideOf(id: string): Guide {
  const guide = knowledge.guide(id, 'fi')
  if (!guide) throw new Error(`The guide ${id} is not there.`)
  return guide
}

const prescription = guideOf('omakanta-resepti')
const found = (band: Found['band'], guides: readonly Guide[]): Found => ({
  guides: guides.map((guide) => ({ guide, score: 1, passages: guide.passages })),
  confidence: 0.5,
  outside: 0,
  band,
  language: 'fi',
})

test('every passage shown is cited, and every citation is of the guide', () => {
  for (const guide of knowledge.guides) {
    const { parts, citations } = answerFrom(guide, undefined, guide.language, 1, sources)
    const cited = parts.flatMap((part) => (part.kind === 'passage' ? [part.citation] : []))
    expect(cited.every((place) => citations[place - 1]?.passage.startsWith(`${guide.id}#`))).toBe(true)
    expect(cited.length).toBe(citations.length)
  }
})

test('a doubtful search asks which guide is meant, at most three', () => {
  const result = answer(found('clarify', knowledge.guides.slice(0, 9)), 'fi', sources)
  expect(result).toMatchObject({ kind: 'clarification' })
  expect(result.kind === 'clarification' && result.guides.length).toBe(3)
})

test('a search that found nothing fit is an abstention with its reason', () => {
  expect(answer(found('abstain', [prescription]), 'fi', sources)).toMatchObject({
    kind: 'abstention',
    reason: 'no_match',
  })
})

test('after an answer the ladder of help is offered in its order, its last rung always, a person last', () => {
  const labels = answerFrom(prescription, undefined, 'fi', 1, sources).choices.map(({ label }) => label)
  const keys = [
    'choice_one_step',
    'choice_if_it_fails',
    'choice_practise',
    'choice_who_helps',
    'choice_nearby',
    'choice_without_internet',
    'choice_person',
  ]
  expect(labels).toEqual(keys.map((key) => phrases.say(key, 'fi')))
  const lastRungs = ['choice_without_internet', 'choice_person'].map((key) => phrases.say(key, 'fi'))
  for (const step of [0, 1, 99])
    expect(answerStep(prescription, step, sources).choices.map(({ label }) => label)).toEqual(
      expect.arrayContaining(lastRungs),
    )
})

test('practice is offered for devices and for services that one signs in to, alike in every language', () => {
  const offered = (guide: Guide): boolean =>
    answerFrom(guide, undefined, guide.language, 1, sources).choices.some(
      ({ label }) => label === phrases.say('choice_practise', guide.language),
    )
  for (const id of ['puhelin-alkuun', 'omakanta-resepti', 'omakela-kirjautuminen', 'suomifi-viestit', 'muuttoilmoitus'])
    expect([id, offered(guideOf(id))]).toEqual([id, true])
  for (const id of ['huijaus-tapahtui', 'pankkitunnukset-hukassa', 'paivystysapu-112', 'ilman-nettia', 'velka-apu'])
    expect([id, offered(guideOf(id))]).toEqual([id, false])
  for (const guide of knowledge.guides)
    expect([guide.id, guide.language, offered(guide)]).toEqual([guide.id, guide.language, offered(guideOf(guide.id))])
})

test('steps are walked within their bounds', () => {
  expect(answerStep(prescription, -3, sources).step).toBe(0)
  const last = answerStep(prescription, 99, sources)
  expect(last.step).toBe((prescription.passages.find(({ steps }) => steps.length > 0)?.steps.length ?? 0) - 1)
  expect(last.choices.map(({ label }) => label)).not.toContain(phrases.say('choice_next', 'fi'))
})

test('what must be done at once is walked before the steps where the guide puts it first', () => {
  const scam = guideOf('huijaus-tapahtui')
  const count = (anchor: string): number =>
    scam.passages.find((passage) => passage.anchor === anchor)?.steps.length ?? 0
  const places = Array.from({ length: count('urgent') + count('steps') }, (_, step) => answerStep(scam, step, sources))
  expect(count('urgent')).toBeGreaterThan(2)
  expect(places.map(({ citations }) => citations[0]?.passage.split(/[#@]/)[1])).toEqual([
    ...Array.from({ length: count('urgent') }, () => 'urgent'),
    ...Array.from({ length: count('steps') }, () => 'steps'),
  ])
})

test('of a guide that has been told already only the passage is given', () => {
  const [passage] = prescription.passages.filter(({ anchor }) => anchor === 'if-it-fails')
  const found = {
    guides: [{ guide: prescription, score: 1, passages: [passage!] }],
    confidence: 0.9,
    band: 'answer',
    outside: 0,
    language: 'fi',
  } as const
  const texts = (extent: 'whole' | 'passage'): string => {
    const said = answer(found, 'fi', sources, extent)
    return said.kind === 'answer' ? JSON.stringify(said.parts) : said.kind
  }
  expect(texts('whole')).toContain(prescription.summary.slice(0, 30))
  expect(texts('passage')).not.toContain(prescription.summary.slice(0, 30))
  expect(texts('passage')).toContain(passage!.heading)
})

test('a section that the guide does not have says so and shows who helps', () => {
  expect(answerSection(prescription, 'no-such-section', sources).parts[0]).toEqual({
    kind: 'phrase',
    key: 'section_missing',
  })
})
