/** Postings with their scores worked out beforehand: BM25F for guides, BM25 for passages, idf for questions, character n-grams. */
import { type FieldName, fieldNames } from './collectFields'
import { eachGram, type Postings } from './languageIndex'

/** BM25F's numbers: how much a word counts in each field, how far long fields are discounted, how soon repeats stop counting. */
export interface ImpactParameters {
  readonly fields: Readonly<Record<FieldName, { readonly weight: number; readonly b: number }>>
  readonly saturation: number
  readonly passageSaturation: number
  readonly passageB: number
}

/** BM25F (Zaragoza et al. 2004): field frequencies are normalised and weighted before one saturation. */
export function guideImpacts(
  frequencies: readonly Map<number, number>[][],
  lengths: readonly Float64Array[],
  idf: Float32Array,
  { fields, saturation }: ImpactParameters,
): Postings {
  const means = fieldNames.map(
    (_, field) => sum(lengths.map((length) => length[field] ?? 0)) / Math.max(1, lengths.length) || 1,
  )
  const entries = new Entries()
  frequencies.forEach((byField, guide) => {
    const weighted = new Map<number, number>()
    byField.forEach((terms, field) => {
      const { weight, b } = fields[fieldNames[field]!]
      const norm = 1 - b + (b * (lengths[guide]?.[field] ?? 0)) / means[field]!
      for (const [term, count] of terms) bump(weighted, term, (weight * count) / norm)
    })
    for (const [term, tf] of weighted)
      entries.add(term, guide, ((idf[term] ?? 0) * tf * (saturation + 1)) / (tf + saturation))
  })
  return entries.toPostings(idf.length)
}

export function unitImpacts(
  units: readonly { kind: number; terms: ReadonlyMap<number, number>; length: number }[],
  idf: Float32Array,
  { passageSaturation, passageB }: ImpactParameters,
): Postings {
  const passages = units.filter((unit) => unit.kind === 1)
  const mean = sum(passages.map((unit) => unit.length)) / Math.max(1, passages.length) || 1
  const entries = new Entries()
  units.forEach((unit, number) => {
    const norm = passageSaturation * (1 - passageB + (passageB * unit.length) / mean)
    for (const [term, tf] of unit.terms) {
      const strength = unit.kind === 0 ? Math.min(1, tf) : (tf * (passageSaturation + 1)) / (tf + norm)
      entries.add(term, number, (idf[term] ?? 0) * strength)
    }
  })
  return entries.toPostings(idf.length)
}

/** Character n-grams of the words in title, questions, summary and glossary; long guides are discounted by half. */
export function gramImpacts(gramWords: readonly ReadonlyMap<string, number>[]): Postings {
  const total = gramWords.length
  const distinct = new Set(gramWords.flatMap((words) => [...words.keys()])).size
  const slots = 2 ** Math.max(12, Math.ceil(Math.log2(Math.max(1, distinct) * 8)))
  const slotsOf = new Map<string, number[]>()
  const guidesWith = new Uint32Array(slots)
  const counts = new Float64Array(slots)
  const entries = new Entries()
  gramWords.forEach((words, guide) => {
    const touched: number[] = []
    for (const [word, count] of words) {
      let list = slotsOf.get(word)
      if (!list) {
        const own: number[] = []
        eachGram(word, slots, (slot) => own.push(slot))
        slotsOf.set(word, own)
        list = own
      }
      for (const slot of list) {
        if (counts[slot] === 0) touched.push(slot)
        counts[slot]! += count
      }
    }
    for (const slot of touched) {
      entries.add(slot, guide, counts[slot]!)
      guidesWith[slot]!++
      counts[slot] = 0
    }
  })
  const lengths = new Float64Array(total)
  for (let i = 0; i < entries.ids.length; i++) {
    const having = guidesWith[entries.ids[i]!]!
    const rarity = Math.log(1 + (total - having + 0.5) / (having + 0.5))
    const value = (rarity * entries.impacts[i]! * 2.2) / (entries.impacts[i]! + 1.2)
    entries.impacts[i] = value
    lengths[entries.docs[i]!]! += value
  }
  const mean = sum([...lengths]) / Math.max(1, total) || 1
  for (let i = 0; i < entries.ids.length; i++) entries.impacts[i]! /= 0.5 + (0.5 * lengths[entries.docs[i]!]!) / mean
  return entries.toPostings(slots)
}

/** Postings as they come, in three plain columns: one object an entry would cost more than all the rest. */
class Entries {
  readonly ids: number[] = []
  readonly docs: number[] = []
  readonly impacts: number[] = []

  add(id: number, doc: number, impact: number): void {
    this.ids.push(id)
    this.docs.push(doc)
    this.impacts.push(impact)
  }

  /** In order of ids, impacts in 16 bits: the error is below 1/65535 of the greatest impact. */
  toPostings(count: number): Postings {
    const { ids } = this
    const offsets = new Uint32Array(count + 1)
    let greatest = 0
    for (let i = 0; i < ids.length; i++) {
      offsets[ids[i]! + 1]!++
      if (this.impacts[i]! > greatest) greatest = this.impacts[i]!
    }
    for (let id = 0; id < count; id++) offsets[id + 1]! += offsets[id]!
    const scale = greatest / 65535 || 1
    const next = offsets.slice()
    const docs = new Uint32Array(ids.length)
    const impacts = new Uint16Array(ids.length)
    for (let i = 0; i < ids.length; i++) {
      const at = next[ids[i]!]!++
      docs[at] = this.docs[i]!
      impacts[at] = Math.max(1, Math.round(this.impacts[i]! / scale))
    }
    return { offsets, docs, impacts, scale }
  }
}

export function bump<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
