/** Judgments from every way in: masked before they are cut, counted once they are kept. */
import { countRatings, ratingWord } from '../../src/channels/ratings'

test('a number is masked before the words are cut: no half of it is kept', () => {
  for (const length of [1_990, 195, 186]) {
    const word = ratingWord(`${'a'.repeat(length)} 4111 1111 1111 1111`)
    expect(word).not.toMatch(/\d/)
    expect(word.length).toBeLessThanOrEqual(2_000)
  }
})

test('what is no text is no word', () => {
  expect([undefined, 7, {}, '', '  \n'].map(ratingWord)).toEqual(['', '', '', '', ''])
})

test('a judgment is counted when it was kept, and not when the line was nobody’s', async () => {
  const counted: boolean[] = []
  const marks = countRatings(
    { rate: ({ replyId }) => Promise.resolve(replyId === 'm1.1') },
    (helpful) => void counted.push(helpful),
  )
  expect(await marks.rate({ conversationId: 'c', replyId: 'm1.1', helpful: false })).toBe(true)
  expect(await marks.rate({ conversationId: 'c', replyId: 'x', helpful: true })).toBe(false)
  expect(counted).toEqual([false])
})
