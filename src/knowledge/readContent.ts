/** Opens knowledge/ and reads all of it once, good files and broken ones with their faults. Decides nothing about what may be served. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isLanguage } from '../language/languages'
import { readApprovals } from './approvals'
import { readAsked, type Asked } from './asked'
import { readContacts } from './contacts'
import type { Fault } from './faults'
import { readTermFile, type TermFile } from './glossary'
import { readGuideFile, type GuideFile } from './guideFile'
import { contentHash } from './hash'
import { once } from './once'
import { readOutside, type OutsideFile } from './outside'
import { readFormer, readMunicipalities, readPostcodes, type Places } from './places'
import { contactParts, contactReferences } from './references'
import type { Approval, Contact, Lines } from './types'

/** All of knowledge/ as it is on disk. */
export interface Content {
  readonly guideFiles: readonly GuideFile[]
  readonly termFiles: readonly TermFile[]
  /** What is learnt from: read when it is first asked for, with faults of its own. */
  readonly lines: () => LinesRead
  readonly contacts: ReadonlyMap<string, Contact>
  readonly contactsText: string
  readonly places: Places
  readonly approvals: readonly Approval[]
  /** The line of an approval in approvals.yml. */
  approvalLine(index: number): number
  /** What makes a file unusable by itself, `lines` apart; the rules of the check find what is wrong between files. */
  readonly faults: readonly Fault[]
  /** `file hash` of everything that was read. */
  readonly hashes: readonly string[]
}

export interface LinesRead extends Lines {
  readonly faults: readonly Fault[]
  /** The line in outside.yml where a value stands. */
  outsideLineOf: OutsideFile['lineOf']
}

/**
 * Paths in faults and approvals are `knowledge/…` wherever the folder stands.
 * @param folder the knowledge folder
 */
export function readContent(folder: string): Content {
  const faults: Fault[] = []
  const hashes: string[] = []
  const read = (path: string): Buffer => {
    const bytes = readFileSync(join(folder, path))
    hashes.push(`knowledge/${path} ${contentHash(bytes)}`)
    return bytes
  }
  const readText = (path: string, optional = false): string => {
    if (existsSync(join(folder, path))) return read(path).toString('utf8')
    if (!optional) faults.push({ file: `knowledge/${path}`, line: 1, sentence: 'The file is missing. Put it back.' })
    return ''
  }

  const contactsText = readText('contacts.yml')
  const { contacts, faults: contactFaults } = readContacts('knowledge/contacts.yml', contactsText)
  const outsideText = readText('outside.yml', true) || '[]'
  const askedTexts = new Map<string, string>()
  const places = readPlaces(readText, faults)
  const {
    approvals,
    faults: approvalFaults,
    lineOf: approvalLine,
  } = readApprovals('knowledge/approvals.yml', readText('approvals.yml', true))

  const guideFiles = entries(join(folder, 'guides')).flatMap((id) => {
    const names = guideFolder(join(folder, 'guides', id), id)
    if (names === undefined) {
      const sentence =
        'guides/ holds one folder a guide, named with small letters a–z, digits and hyphens. Move or rename this.'
      faults.push({ file: `knowledge/guides/${id}`, line: 1, sentence })
    }
    if (names?.includes(askedName)) askedTexts.set(id, read(`guides/${id}/${askedName}`).toString('utf8'))
    return (names ?? []).flatMap((name): GuideFile[] => {
      if (name === askedName) return []
      const path = `guides/${id}/${name}`
      const language = /^(.+)\.md$/.exec(name)?.[1]
      const nameOf = (key: string): string => (isLanguage(language) ? (contacts.get(key)?.name[language] ?? '') : '')
      if (isLanguage(language)) return [readGuideFile(`knowledge/${path}`, id, language, read(path), nameOf)]
      const sentence = "A guide's folder holds fi.md, sv.md, en.md and asked.yml only. Move or rename this file."
      faults.push({ file: `knowledge/${path}`, line: 1, sentence })
      return []
    })
  })
  const termFiles = entries(join(folder, 'glossary')).flatMap((name): TermFile[] => {
    const id = /^([a-z0-9-]+)\.yml$/.exec(name)?.[1]
    if (id) return [readTermFile(`knowledge/glossary/${name}`, id, read(`glossary/${name}`))]
    faults.push({
      file: `knowledge/glossary/${name}`,
      line: 1,
      sentence: 'A glossary file is named with small letters a–z, digits and hyphens, and ends in .yml. Rename it.',
    })
    return []
  })

  faults.push(...contactFaults, ...approvalFaults)
  faults.push(...guideFiles.flatMap((one) => one.faults), ...termFiles.flatMap((one) => one.faults))
  if (contactFaults.length === 0) faults.push(...guideFiles.flatMap((one) => contactFaultsOf(one, contacts)))
  const lines = once(() => readLines(askedTexts, outsideText))
  return { guideFiles, termFiles, lines, contacts, contactsText, places, approvals, approvalLine, faults, hashes }
}

const askedName = 'asked.yml'

function readLines(askedTexts: ReadonlyMap<string, string>, outsideText: string): LinesRead {
  const { outside, faults: outsideFaults, lineOf } = readOutside('knowledge/outside.yml', outsideText)
  const faults = [...outsideFaults]
  const asked = new Map<string, Asked>()
  for (const [id, text] of askedTexts) {
    const read = readAsked(`knowledge/guides/${id}/${askedName}`, text)
    faults.push(...read.faults)
    if (read.asked) asked.set(id, read.asked)
  }
  return { asked, outside, faults, outsideLineOf: lineOf }
}

function readPlaces(readText: (path: string, optional?: boolean) => string, faults: Fault[]): Places {
  const { municipalities, faults: municipalityFaults } = readMunicipalities(
    'knowledge/places/municipalities.csv',
    readText('places/municipalities.csv'),
  )
  const codes = new Set(municipalities.map(({ code }) => code))
  const { former, faults: formerFaults } = readFormer(
    'knowledge/places/former.csv',
    readText('places/former.csv', true),
    codes,
  )
  const { postcodes, faults: postcodeFaults } = readPostcodes(
    'knowledge/places/postcodes.csv',
    readText('places/postcodes.csv', true),
    codes,
  )
  faults.push(...municipalityFaults, ...formerFaults, ...postcodeFaults)
  return { municipalities, formerMunicipalities: former, postcodes }
}

/** A contact that does not exist cannot be shown, so this stops the start and not only the check. */
function contactFaultsOf(one: GuideFile, contacts: ReadonlyMap<string, Contact>): Fault[] {
  const written = contactReferences(one.text).flatMap(({ written, key, part, line }): Fault[] => {
    const at = { file: one.file, line: line + 1 }
    if (!contacts.has(key))
      return [{ ...at, sentence: `The contact ${written} is not in contacts.yml. Correct the key or add the contact.` }]
    if (part !== undefined && !(contactParts as readonly string[]).includes(part))
      return [
        { ...at, sentence: `${written}: a contact has ${contactParts.join(', ')}; there is no "${part}". Correct it.` },
      ]
    return []
  })
  const sources = (one.guide?.sources ?? []).flatMap((key, index): Fault[] =>
    contacts.has(key)
      ? []
      : [
          {
            file: one.file,
            line: one.lineOf(['sources', index]),
            sentence: `The source "${key}" is not in contacts.yml. Correct the key or add the contact.`,
          },
        ],
  )
  return [...written, ...sources]
}

function entries(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.') && name !== 'README.md')
        .sort()
    : []
}

/** The names in a guide's folder, or undefined when it is no folder of a guide. */
function guideFolder(path: string, id: string): string[] | undefined {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && statSync(path).isDirectory() ? entries(path) : undefined
}
