/** Summary first: what is folded, and what never is. */
import { parseMarkdown, plainWords } from '../../src/widget/markdown'
import { shortPart } from '../../src/widget/view/answer'

const long = `Tiivistelmä kahdella lauseella. Se kertoo asian.\n\n**Näin teet**\n\n${Array.from({ length: 9 }, (_, index) => `${index + 1}. Tee tämä asia ja katso, mitä tapahtuu.`).join('\n')}\n\nLähde: Kanta, 2026-02`
const sources = [{ name: 'Ohje', url: '/guides/fi/ohje' }]

test('a long answer shows its summary and where it comes from; the steps wait', () => {
  const { shown, folded } = shortPart(parseMarkdown(long), { by: 'bot', sources })
  expect(plainWords(shown)).toBe('Tiivistelmä kahdella lauseella. Se kertoo asian.\nLähde: Kanta, 2026-02')
  expect(plainWords(folded)).toMatch(/^Näin teet\n1\. Tee/)
})

test.each(['emergency', 'crisis', 'scam_happened', 'codes_offered', 'wants_person'])(
  'in %s nothing is folded',
  (need) => {
    expect(shortPart(parseMarkdown(long), { by: 'bot', sources, need }).folded).toEqual([])
  },
)

test('a short answer, an uncited reply and an adviser are shown whole', () => {
  expect(shortPart(parseMarkdown('Lyhyt.\n\n1. a\n2. b'), { by: 'bot', sources }).folded).toEqual([])
  expect(shortPart(parseMarkdown(long), { by: 'bot', sources: [] }).folded).toEqual([])
  expect(shortPart(parseMarkdown(long), { by: 'adviser', sources }).folded).toEqual([])
})
