import { confidenceModel } from '../../src/retrieval/confidenceModel'
import { bandOf, confidenceOf, featureNames, type Features } from '../../src/retrieval/confidence'
import { fuseDense } from '../../src/retrieval/fuseDense'
import { createSpellingRepair, editDistance } from '../../src/retrieval/repairSpelling'
import { splitCompound } from '../../src/retrieval/splitCompound'

describe('spelling repair', () => {
  const words = ['tunnistautuminen', 'resepti', 'salasana', 'pankki', 'lösenord']
  const { repair } = createSpellingRepair(
    words,
    Uint32Array.from(words, () => 1),
  )

  it.each([
    ['tunistautumnen', 'tunnistautuminen'],
    ['resepit', 'resepti'],
    ['salsana', 'salasana'],
    ['losenord', 'lösenord'],
  ])('takes "%s" for "%s"', (typed, meant) => {
    expect(repair(typed, 3)[0]?.word).toBe(meant)
  })

  it('leaves short and far words alone', () => {
    expect(repair('sal', 3)).toEqual([])
    expect(repair('kahvikuppi', 3)).toEqual([])
  })

  it('counts swaps of neighbours once and stops at the limit', () => {
    expect(editDistance('resepit', 'resepti', 2)).toBe(1)
    expect(editDistance('abc', 'xyz', 1)).toBe(2)
    expect(editDistance('', '', 1)).toBe(0)
  })
})

describe('splitCompound', () => {
  const isWord = (word: string): boolean =>
    ['bank', 'koder', 'flytt', 'anmälan', 'arbete', 'givare', 'skola'].includes(word)

  it('splits into two known words, with or without a joint', () => {
    expect(splitCompound('bankkoder', isWord)).toEqual(['bank', 'koder'])
    expect(splitCompound('flyttsanmälan', isWord)).toEqual(['flytt', 'anmälan'])
  })

  it('splits nothing else', () => {
    expect(splitCompound('bank', isWord)).toEqual([])
    expect(splitCompound('bankkort', isWord)).toEqual([])
  })
})

describe('confidence', () => {
  const none = Object.fromEntries(featureNames.map((name) => [name, 0])) as Features
  const sure: Features = {
    ...none,
    guide: 2.5,
    question: 0.8,
    grams: 1.2,
    coverage: 1,
    margin: 0.5,
    known: 1,
    words: 0.4,
    strength: 1,
    passage: 1,
  }

  it('is between 0 and 1 and higher for a better match', () => {
    expect(confidenceOf(none)).toBeGreaterThanOrEqual(0)
    expect(confidenceOf(sure)).toBeLessThanOrEqual(1)
    expect(confidenceOf(sure)).toBeGreaterThan(confidenceOf(none))
  })

  it('falls for a question of one’s own case and for another subject', () => {
    expect(confidenceOf({ ...sure, ownCase: 1 })).toBeLessThan(confidenceOf(sure))
    expect(confidenceOf({ ...sure, elsewhere: 1 })).toBeLessThan(confidenceOf(sure))
  })

  it('has three bands in order', () => {
    expect(confidenceModel.clarifyFrom).toBeLessThan(confidenceModel.answerFrom)
    expect([bandOf(1), bandOf((confidenceModel.clarifyFrom + confidenceModel.answerFrom) / 2), bandOf(0)]).toEqual([
      'answer',
      'clarify',
      'abstain',
    ])
  })
})

describe('fuseDense', () => {
  it('keeps our order when there is nothing to join', () => {
    expect(fuseDense([3, 1, 2], [])).toEqual([3, 1, 2])
  })

  it('lifts what both put high', () => {
    expect(fuseDense([3, 1, 2], [1])[0]).toBe(1)
  })

  it('takes in what only the other ranking has, behind', () => {
    expect(fuseDense([3, 1], [9])).toEqual([3, 1, 9])
  })
})
