/** A ranking joined with one by meaning is as sure as the words were, but answers at once only by its own merit. */
import { fusedConfidence } from '../../src/retrieval/fuseDense'

test('a joined ranking is no less sure than the words alone, so that what was offered before is offered still', () => {
  expect(fusedConfidence(0.1, 0.4, 0.8)).toBe(0.4)
  expect(fusedConfidence(0.5, 0.4, 0.8)).toBe(0.5)
})

test('a guide that only the meaning has put first is not given at once because the words were sure of another', () => {
  expect(fusedConfidence(0.1, 0.95, 0.8)).toBeLessThan(0.8)
  expect(fusedConfidence(0.9, 0.95, 0.8)).toBe(0.9)
})
