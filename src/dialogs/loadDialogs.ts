/** Opens dialogs/: the only code that does. Checks everything at once and reports each fault with file, line and sentence. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { needs } from '../conversation/outcome'
import { contentHash } from '../knowledge/hash'
import { once } from '../knowledge/once'
import { languages, type Language } from '../language/languages'
import { authoritiesSchema, type Authority } from './authorities'
import { cannedSchema, type CannedReply } from './canned'
import { ideasSchema, type Ideas } from './ideas'
import { hoursSchema, type DeskHours } from './hours'
import type { NeedLines } from './needExamples'
import { parseYaml, readText, readYaml, type DialogsFault } from './yamlFile'
import { siteSchema, type Site } from './sites'
import { phraseBookOf, placeholdersOf, type PhraseBook } from './phraseBook'
import { mattersSchema, ruleSchema, type Matters, type TriageRule } from './triageRule'

export interface Dialogs {
  readonly phrases: PhraseBook
  /** In the order of their files' numbers: the first match wins. */
  readonly rules: readonly TriageRule[]
  /** Words that name a matter of its own. */
  readonly matters: Matters
  /** Words that name an authority; the first in the file's order wins. */
  readonly authorities: readonly Authority[]
  /** Where human advisers answer, and when. A person is offered the first that fits. */
  readonly desks: readonly DeskHours[]
  readonly canned: readonly CannedReply[]
  /** Service sites that carry the widget. */
  readonly sites: readonly Site[]
  /** How people say what they need, for what learns from it: thousands of lines, read when they are first asked for. */
  readonly needLines: () => NeedLines
  /** What words are about, for the same. */
  readonly ideas: Ideas
  /** Changes whenever a rule, a line or an idea changes: names what was learnt from them. */
  readonly version: string
}

/** Something in dialogs/ cannot be used. The message lists every fault as `file:line sentence`. */
export class DialogsError extends Error {
  readonly code = 'DIALOGS'
  constructor(readonly faults: readonly DialogsFault[]) {
    super(faults.map((fault) => `${fault.file}:${fault.line} ${fault.sentence}`).join('\n'))
    this.name = 'DialogsError'
  }
}

/**
 * Reads every file of the folder.
 * @throws DialogsError with all faults
 */
export function loadDialogs(folder: string): Dialogs {
  const faults: DialogsFault[] = []
  const phrases = readPhrases(folder, faults)
  const matters = readYaml(folder, 'triage/matters.yml', mattersSchema, faults) ?? { fi: [], sv: [], en: [] }
  const rules = readRules(folder, matters, faults)
  const authorities = readYaml(folder, 'authorities.yml', authoritiesSchema, faults) ?? []
  const desks = readDesks(folder, faults)
  const ideas = readYaml(folder, 'needs/ideas.yml', ideasSchema, faults) ?? {}
  const sites = readSites(folder, faults)
  const needTexts = languages.map((language) => readText(folder, `needs/${language}.yml`, faults) ?? '')
  const needLines = once(() => readNeedLines(needTexts, faults))
  // Whoever has faults to mend wants to hear of all of them.
  if (faults.length > 0) needLines()
  const version = contentHash(JSON.stringify([rules, ideas, needTexts]))
  return { phrases: phraseBookOf(phrases), rules, matters, authorities, needLines, ideas, version, sites, ...desks }
}

/**
 * Reads only what advisers need.
 * @throws DialogsError with all faults
 */
export function loadDesks(folder: string): Pick<Dialogs, 'desks' | 'canned'> {
  const faults: DialogsFault[] = []
  const desks = readDesks(folder, faults)
  if (faults.length > 0) throw new DialogsError(faults)
  return desks
}

function readDesks(folder: string, faults: DialogsFault[]): Pick<Dialogs, 'desks' | 'canned'> {
  return {
    desks: readYaml(folder, 'hours.yml', hoursSchema, faults) ?? [],
    canned: readYaml(folder, 'canned.yml', cannedSchema, faults) ?? [],
  }
}

/** `phrases/<language>.yml`, and files of one part's own words beside it: `phrases/<part>.<language>.yml`. */
function readPhrases(folder: string, faults: DialogsFault[]): Record<Language, Record<string, string>> {
  const schema = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string().min(1))
  const parts = readdirSync(path.join(folder, 'phrases'))
    .filter((name) => /^[a-z]+\.fi\.yml$/.test(name))
    .map((name) => name.replace(/fi\.yml$/, ''))
    .sort()
  const fault = (file: string, sentence: string): void =>
    void faults.push({ file: `dialogs/phrases/${file}`, line: 1, sentence })
  const readAll = (language: Language): Record<string, string> => {
    const all = { ...readYaml(folder, `phrases/${language}.yml`, schema, faults) }
    for (const file of parts.map((part) => `${part}${language}.yml`)) {
      for (const [key, phrase] of Object.entries(readYaml(folder, `phrases/${file}`, schema, faults) ?? {})) {
        if (key in all) fault(file, `The phrase "${key}" stands in another file already.`)
        all[key] = phrase
      }
    }
    return all
  }
  const read = Object.fromEntries(languages.map((language) => [language, readAll(language)])) as Record<
    Language,
    Record<string, string>
  >
  for (const key of new Set(languages.flatMap((language) => Object.keys(read[language]))))
    for (const language of languages) {
      const phrase = read[language][key]
      if (phrase === undefined)
        fault(`${language}.yml`, `The phrase "${key}" is missing here; another language has it.`)
      else if (placeholdersOf(phrase).join() !== placeholdersOf(read.fi[key] ?? phrase).join())
        fault(`${language}.yml`, `The phrase "${key}" has other placeholders than the Finnish one.`)
    }
  return read
}

function readSites(folder: string, faults: DialogsFault[]): Site[] {
  return readdirSync(path.join(folder, 'sites'))
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .flatMap((name) => {
      const site = readYaml(folder, `sites/${name}`, siteSchema, faults)
      return site ? [{ ...site, id: name.replace(/\.yml$/, '') }] : []
    })
}

/** @throws DialogsError with these faults and those found before */
function readNeedLines(texts: readonly string[], faults: DialogsFault[]): NeedLines {
  const schema = z.partialRecord(z.enum(needs), z.array(z.string().min(1)))
  const lines = languages.map((language, place) => [
    language,
    parseYaml(texts[place] ?? '', `needs/${language}.yml`, schema, faults),
  ])
  if (faults.length > 0) throw new DialogsError(faults)
  return Object.fromEntries(lines) as NeedLines
}

/** The numbered files of triage/, in order; `unless_matter` is written out into the rule's exceptions. */
function readRules(folder: string, matters: Matters, faults: DialogsFault[]): TriageRule[] {
  const files = readdirSync(path.join(folder, 'triage'))
    .filter((name) => /^\d+-.+\.yml$/.test(name))
    .sort()
  return files.flatMap((name) => {
    const rule = readYaml(folder, `triage/${name}`, ruleSchema, faults)
    if (!rule) return []
    const except = rule.unless_matter ? joined(rule.except, matters) : rule.except
    return [{ ...rule, ...(except && { except }), name: name.replace(/\.yml$/, '') }]
  })
}

function joined(own: TriageRule['except'], more: Matters): TriageRule['except'] {
  return Object.fromEntries(
    languages.map((language) => [language, [...(own?.[language] ?? []), ...more[language]]]),
  ) as TriageRule['except']
}
