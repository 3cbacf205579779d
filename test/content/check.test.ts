import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkContent, type CheckResult } from '../../src/knowledge/check/checkContent'
import { faultLines } from '../../src/knowledge/faults'
import { findTerm } from '../../src/knowledge/findTerm'
import { knowledgeOf } from '../../src/knowledge/loadKnowledge'
import { languages } from '../../src/language/languages'
import type { Knowledge } from '../../src/knowledge/types'

const folder = join(__dirname, '../../knowledge')
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date())

let result: CheckResult
let knowledge: Knowledge
beforeAll(() => {
  result = checkContent(folder, today)
  knowledge = knowledgeOf(result.content, { mode: 'trial', today })
})

describe('the content in knowledge/', () => {
  it('passes every rule of the check', () => {
    expect(faultLines(result.faults)).toEqual([])
  })

  it('has all 69 guides in all three languages', () => {
    for (const language of languages)
      expect([language, knowledge.guides.filter((guide) => guide.language === language).length]).toEqual([language, 69])
  })

  it('answers how without the internet, and who helps, in every guide', () => {
    const lacking = knowledge.guides.filter(
      ({ id, language }) =>
        !['without-internet', 'who-helps', 'steps'].every((anchor) => knowledge.passage(`${id}#${anchor}@${language}`)),
    )
    expect(lacking.map(({ file }) => file)).toEqual([])
  })

  it('has at least the 124 terms, each found by its own name in every language', () => {
    expect(knowledge.terms.length).toBeGreaterThanOrEqual(124)
    const lost = knowledge.terms.flatMap(({ term, id }) =>
      languages
        .filter((language) => !findTerm(knowledge, term[language], language))
        .map((language) => `${id} ${language}`),
    )
    expect(lost).toEqual([])
  })

  it('finds each old name as an old name that says what is right today', () => {
    for (const [words, language] of [
      ['maistraatti', 'fi'],
      ['TE-toimisto', 'fi'],
      ['te-byrå', 'sv'],
      ['magistrat', 'sv'],
      ['AVI', 'fi'],
      ['ELY-keskus', 'fi'],
      ['Väestörekisterikeskus', 'fi'],
    ] as const) {
      const term = findTerm(knowledge, words, language)
      expect([words, term?.outdated !== undefined]).toEqual([words, true])
      const next = term?.outdated?.replacedBy ?? ''
      expect([words, knowledge.term(next)?.outdated]).toEqual([words, undefined])
      expect([words, knowledge.term(next) !== undefined]).toEqual([words, true])
    }
  })

  it('has 308 municipalities in 19 regions, and every old name and postcode leads to one of them', () => {
    const codes = new Set(knowledge.municipalities.map(({ code }) => code))
    expect(codes.size).toBe(308)
    expect(new Set(knowledge.municipalities.map(({ region }) => region.fi)).size).toBe(19)
    expect([...knowledge.formerMunicipalities, ...knowledge.postcodes].filter(({ code }) => !codes.has(code))).toEqual(
      [],
    )
  })

  it('claims nothing that no person has done: no approval, no review, no verified fact', () => {
    expect(existsSync(join(folder, 'approvals.yml'))).toBe(false)
    expect(knowledge.guides.filter(({ reviewed }) => reviewed !== undefined)).toEqual([])
    const facts = [...knowledge.contacts.values()].flatMap(({ phone, sms, email, hours, url }) => [
      phone,
      sms,
      email,
      hours,
      url,
    ])
    expect(facts.filter((fact) => fact?.verifiedBy !== undefined || fact?.verifiedAt !== undefined)).toEqual([])
  })

  it('lists what a person must verify before launch', () => {
    expect(result.toVerify.length).toBeGreaterThan(knowledge.contacts.size / 2)
  })
})
