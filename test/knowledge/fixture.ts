/** A small knowledge folder without a fault, for tests to break: two guides in three languages, two terms, contacts, places. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { languages, type Language } from '../../src/language/languages'
import { contentHash } from '../../src/knowledge/hash'

export interface Fixture {
  readonly folder: string
  read(path: string): string
  write(path: string, text: string): void
  /** Replaces the first `from`, which must be there, and keeps the translations' stamps true unless told otherwise. */
  edit(path: string, from: string | RegExp, to: string, options?: { restamp?: boolean }): void
  remove(path: string): void
  /** Line of the first occurrence, from 1. */
  lineOf(path: string, text: string): number
  /** Writes an approvals.yml for these files as they are now. */
  approve(paths: readonly string[]): void
  clear(): void
}

export const guideIds = ['reseptin-uusiminen', 'muutto'] as const
export const guidePaths = guideIds.flatMap((id) => languages.map((language) => `guides/${id}/${language}.md`))
export const termPaths = ['glossary/resepti.yml', 'glossary/maistraatti.yml']

const words: Record<Language, Record<string, string>> = {
  fi: {
    'reseptin-uusiminen': 'Reseptin uusiminen',
    muutto: 'Muuttoilmoitus',
    need: 'Tarvitset tunnukset ja puhelimen.',
    one: 'Avaa palvelun sivu.',
    two: 'Paina **Tunnistaudu**.',
    fail: 'Jos sivu ei aukea, kysy apua.',
    net: 'Voit soittaa ja kysyä.',
    help: 'Kysy ensin palvelusta:',
    'q-reseptin-uusiminen': 'miten uusin reseptin',
    'q-muutto': 'miten teen muuttoilmoituksen',
  },
  sv: {
    'reseptin-uusiminen': 'Förnya recept',
    muutto: 'Flyttanmälan',
    need: 'Du behöver koder och en telefon.',
    one: 'Öppna tjänstens sida.',
    two: 'Tryck på **Identifiera dig**.',
    fail: 'Om sidan inte öppnas, be om hjälp.',
    net: 'Du kan ringa och fråga.',
    help: 'Fråga först tjänsten:',
    'q-reseptin-uusiminen': 'hur förnyar jag mitt recept',
    'q-muutto': 'hur gör jag en flyttanmälan',
  },
  en: {
    'reseptin-uusiminen': 'Renew a prescription',
    muutto: 'Notice of move',
    need: 'You need codes and a phone.',
    one: 'Open the page of the service.',
    two: 'Press **Log in**.',
    fail: 'If the page does not open, ask for help.',
    net: 'You can call and ask.',
    help: 'Ask the service first:',
    'q-reseptin-uusiminen': 'how do I renew my prescription',
    'q-muutto': 'how do I report my move',
  },
}

function guideText(id: string, language: Language, stamp?: string): string {
  const say = (key: string): string => words[language][key] ?? ''
  const other = guideIds.find((one) => one !== id) ?? id
  return `---
title: ${say(id)}
summary: >-
  ${say('need')} ${say('one')}
questions:
  - ${say(`q-${id}`)}
${[2, 3, 4, 5, 6, 7, 8].map((number) => `  - ${say(`q-${id}`)} ${number}`).join('\n')}
topics: [terveys]
audience: citizen
status: draft
reviewed:
review_by: 2027-05-22
owner: Kela
sources: [kela]
${stamp ? `translated_from: ${stamp}\n` : ''}---

## ${say('need')} {#what-you-need}

${say('need')}

## ${say('one')} {#steps}

1. ${say('one')}
2. ${say('two')}

## ${say('fail')} {#if-it-fails}

- ${say('fail')} [${say(other)}](guide:${other}#steps)

## ${say('net')} {#without-internet}

${say('net')} {{kela.phone}}

## ${say('help')} {#who-helps}

1. ${say('help')} {{kela}}
`
}

const contact = (key: string, kind: string, number: string): string => `${key}:
  kind: ${kind}
  name: { fi: "${key} fi", sv: "${key} sv", en: "${key} en" }
  phone: { number: "${number}", call_cost_known: false, source: "kela.fi", source_date: "2026-01", confidence: H, verified_by: "", verified_at: "" }
  hours: { unknown: true }
`

const contacts = `${contact('kela', 'authority', '020 692 210')}  url:
    fi: "https://www.kela.fi"
    sv: "https://www.kela.fi/sv"
    en: "https://www.kela.fi/en"
    source: "kela.fi"
    source_date: "undated"
    confidence: H
    verified_by: ""
    verified_at: ""
${contact('kansalaisneuvonta', 'advice', '0295 000')}${contact('hata-112', 'emergency', '112')}${contact('paivystysapu-116117', 'advice', '116 117')}${contact('korttisulku', 'security', '020 333')}${contact('kriisipuhelin-fi', 'crisis', '09 2525 0111')}${contact('kriisipuhelin-sv', 'crisis', '09 2525 0112')}${contact('nollalinja', 'crisis', '080 005 005')}`

const term = (fi: string, sv: string, en: string, rest = ''): string => `term: { fi: "${fi}", sv: "${sv}", en: "${en}" }
definition:
  fi: "Selitys sanasta."
  sv: "Förklaring av ordet."
  en: "What the word means."
forms:
  fi: ["${fi} sana"]
  sv: ["${sv} ord"]
  en: ["${en} word"]
guides: [reseptin-uusiminen]
confidence: S
${rest}`

/** Call `clear` when done. */
export function makeFixture(): Fixture {
  const fixture = fixtureAt(mkdtempSync(join(tmpdir(), 'knowledge-')))
  writeContent(fixture)
  return fixture
}

function writeContent({ write }: Fixture): void {
  for (const id of guideIds) {
    const finnish = guideText(id, 'fi')
    write(`guides/${id}/fi.md`, finnish)
    for (const language of ['sv', 'en'] as const)
      write(`guides/${id}/${language}.md`, guideText(id, language, contentHash(finnish)))
  }
  write('contacts.yml', contacts)
  write('glossary/resepti.yml', term('resepti', 'recept', 'prescription'))
  write(
    'glossary/maistraatti.yml',
    term('maistraatti', 'magistrat', 'local register office', 'outdated: { replaced_by: resepti, since: "2020" }\n'),
  )
  write(
    'places/municipalities.csv',
    'code,fi,sv,region,region_sv,region_en,county,county_sv,employment_area,language,lat,lon\n091,Helsinki,Helsingfors,Uusimaa,Nyland,Uusimaa,Helsinki,Helsingfors,Helsinki,fi-sv,60.17,24.94\n',
  )
  write('places/former.csv', 'fi,sv,code\nVuosaari,Nordsjö,091\n')
  write('places/postcodes.csv', 'prefix,code\n00,091\n')
}

function fixtureAt(folder: string): Fixture {
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const restamp = (path: string, before: string): void => {
    const id = /^guides\/([^/]+)\/fi\.md$/.exec(path)?.[1]
    if (!id) return
    for (const language of ['sv', 'en'] as const) {
      const translation = `guides/${id}/${language}.md`
      write(translation, read(translation).replace(contentHash(before), contentHash(read(path))))
    }
  }
  return {
    folder,
    read,
    write,
    edit(path, from, to, options) {
      const before = read(path)
      const after = before.replace(from, to)
      if (after === before) throw new Error(`${path} has no ${String(from)}`)
      write(path, after)
      if (options?.restamp !== false) restamp(path, before)
    },
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    lineOf(path, text) {
      const index = read(path)
        .split('\n')
        .findIndex((line) => line.includes(text))
      if (index < 0) throw new Error(`${path} has no ${text}`)
      return index + 1
    },
    approve(paths) {
      const entries = paths.map(
        (path) =>
          `- { file: knowledge/${path}, hash: ${contentHash(read(path))}, by: "Anna Esimerkki, sisältövastaava", at: 2026-11-01 }`,
      )
      write('approvals.yml', `${entries.join('\n')}\n`)
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}
