/** Summary first: what is folded, and what never is. */
import { parseMarkdown, plainWords } from '../../src/widget/markdown'
import { shortPart } from '../../src/widget/view/answer'

const long = `Tiivistelmä kahdella lauseella. Se kertoo asian.\n\n**Näin teet**\n\n${Array.from({ length: 9 }, (_, index) => `${index + 1}. Tee tämä asia ja katso, mitä tapahtuu.`).join('\n')}\n\nLähde: Kanta, 2026-02`
const outcome = 'answered_guide'

test('a long answer shows its summary and where it comes from; the steps wait', () => {
  const { shown, folded } = shortPart(parseMarkdown(long), { by: 'bot', outcome })
  expect(plainWords(shown)).toBe('Tiivistelmä kahdella lauseella. Se kertoo asian.\nLähde: Kanta, 2026-02')
  expect(plainWords(folded)).toMatch(/^Näin teet\n1\. Tee/)
})

test.each(['safety_crisis', 'escalated_person', 'answered_followup', 'referred_without_internet', 'answered_step'])(
  'a reply that is %s has no summary to begin with, and is shown whole',
  (outcome) => {
    expect(shortPart(parseMarkdown(long), { by: 'bot', outcome }).folded).toEqual([])
  },
)

test('a short answer, a reply of no outcome and an adviser are shown whole', () => {
  expect(shortPart(parseMarkdown('Lyhyt.\n\n1. a\n2. b'), { by: 'bot', outcome }).folded).toEqual([])
  expect(shortPart(parseMarkdown(long), { by: 'bot' }).folded).toEqual([])
  expect(shortPart(parseMarkdown(long), { by: 'adviser', outcome }).folded).toEqual([])
})
