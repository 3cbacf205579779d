/** Precision: what people ask in the guides' own questions stays a question, or becomes a need that the very guide serves. */
import path from 'node:path'
import { prepareAuthorities } from '../../src/dialogs/authorities'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { prepareTriage } from '../../src/dialogs/triage'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import type { Need } from '../../src/conversation/outcome'

const root = path.resolve(__dirname, '../..')
const { rules, authorities } = loadDialogs(path.join(root, 'dialogs'))
const triage = prepareTriage(rules)
const authorityIn = prepareAuthorities(authorities)
const { guides } = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })

/** Needs whose reply leads to the guide, or says what it says. */
const served: Partial<Record<Need, readonly string[]>> = {
  emergency: ['paivystysapu-112'],
  scam_happened: ['huijaus-tapahtui'],
  codes_offered: ['huijaus-tunnista', 'auta-laheista-turvallisesti'],
  wants_person: ['kansalaisneuvonta', 'ilman-nettia', 'kela-puhelin-ja-piste'],
  nearby_help: ['digituki-mista'],
  no_device: ['ei-laitetta'],
  cannot_use_digital: ['ilman-nettia', 'ei-laitetta'],
}

const questions = guides.flatMap((guide) =>
  guide.questions.map((text) => ({ guide: guide.id, language: guide.language, text })),
)

test.each([
  ['the language known', true],
  ['the language unknown', false],
] as const)('at least 99 %% of the guides’ questions are left to the search, %s', (_, known) => {
  const taken = questions.flatMap(({ guide, language, text }) => {
    const { need, rule } = triage(text, { ...(known && { language }), guideAtHand: false })
    const own = need === 'own_case' && authorityIn(text)?.guide === guide
    return need === 'question' || own || served[need]?.includes(guide) ? [] : [`${rule ?? ''}: ${guide}: ${text}`]
  })
  expect(questions.length).toBeGreaterThan(2000)
  // Shown on failure: the questions themselves, not their number.
  expect(taken.slice(0, Math.max(0, taken.length - Math.floor(questions.length / 100)))).toEqual([])
})
