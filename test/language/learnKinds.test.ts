import { chancesOf, type KindExample, learnKinds, vectorOf } from '../../src/language/learnKinds'

const learning = { epochs: 6, step: 0.3, shrink: 1e-5 }
/** Feature 0 stands in all, 1 in the first kind, 2 in the second; 3 and 4 say nothing. */
const examples = Array.from({ length: 40 }, (_, number): KindExample => {
  const kind = number % 2
  return { vector: vectorOf([0, 1 + kind, 3 + (number % 3 === 0 ? 1 : 0)], [1, 1, 1]), kind, weight: 1 }
})
const chanceOfFirst = (orders: number, features: number[]): number => {
  const chances = new Float64Array(2)
  const vector = vectorOf(
    features,
    features.map(() => 1),
  )
  chancesOf(learnKinds(examples, 5, 2, { ...learning, orders }), vector, chances)
  expect(chances[0]! + chances[1]!).toBeCloseTo(1)
  return chances[0]!
}

test('kinds are told apart by what sets them apart, in one order of the examples and in the mean of several', () => {
  for (const orders of [1, 3]) {
    expect(chanceOfFirst(orders, [0, 1])).toBeGreaterThan(0.8)
    expect(chanceOfFirst(orders, [0, 2])).toBeLessThan(0.2)
    expect(Math.abs(chanceOfFirst(orders, [0]) - 0.5)).toBeLessThan(0.1)
  }
})

test('the same examples give the same weights, and another order other ones', () => {
  const learnt = (orders: number): Float32Array => learnKinds(examples, 5, 2, { ...learning, orders }).weights
  expect(learnt(3)).toEqual(learnt(3))
  expect(learnt(3)).not.toEqual(learnt(1))
})
