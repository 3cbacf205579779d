/** One glossary file: a term in three languages with its plain definition and the forms people type. Knows no other file. */
import { z } from 'zod'
import type { Fault } from './faults'
import { contentHash } from './hash'
import type { Term } from './types'
import { readYaml, type YamlPath } from './yamlFile'

export interface TermFile {
  readonly file: string
  readonly id: string
  readonly text: string
  readonly hash: string
  readonly term?: Term
  readonly faults: readonly Fault[]
  lineOf(path: YamlPath): number
}

const text = z.string().min(1)
const key = z.string().regex(/^[a-z0-9-]+$/, 'use small letters a–z, digits and hyphens only.')
const translated = z.strictObject({ fi: text, sv: text, en: text })
const forms = z.union([z.array(text), z.literal('').transform((): string[] => [])])

const termFile = z.strictObject({
  term: translated,
  definition: translated,
  forms: z.strictObject({ fi: forms, sv: forms, en: forms }),
  guides: z.array(key),
  confidence: z.enum(['S', 'G']),
  outdated: z.strictObject({ replaced_by: text, since: text.optional() }).optional(),
})

/** @param id the file's name without `.yml` */
export function readTermFile(file: string, id: string, bytes: Uint8Array): TermFile {
  const content = Buffer.from(bytes).toString('utf8')
  const hash = contentHash(bytes)
  const read = readYaml(content, file, termFile)
  const shared = { file, id, text: content, hash, faults: read.faults, lineOf: read.lineOf }
  if (!read.value) return shared
  const { outdated, ...value } = read.value
  const term: Term = {
    id,
    ...value,
    ...(outdated && { outdated: { replacedBy: outdated.replaced_by, since: outdated.since } }),
    file,
    hash,
  }
  return { ...shared, term }
}
