/** providers/sample.yml → provider records marked as samples: kinds of place with the official page to look at. Knows no real place. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { KnowledgeError, type Fault } from './faults'
import { deliveries, operatorTypes, providerTypes, supportForms, type Provider } from './providers'
import type { Knowledge, Municipality, Translated } from './types'
import { readYaml } from './yamlFile'

const text = z.string().min(1)
const translated = z.strictObject({ fi: text, sv: text, en: text })
const kind = z.strictObject({
  type: z.enum(providerTypes),
  operator: z.enum(operatorTypes),
  name: translated.optional(),
  description: translated.optional(),
  contact: text,
  forms: z.array(z.enum(supportForms)),
  delivery: z.array(z.enum(deliveries)).min(1),
  where: z.array(z.string().regex(/^\d{3}$/)).optional(),
})
type Kind = z.infer<typeof kind>

const sampleFile = z.strictObject({
  sample: z.literal('true'),
  written: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  kinds: z.record(z.string().regex(/^[a-z0-9-]+$/), kind),
})

type SampleKnowledge = Pick<Knowledge, 'municipalities' | 'contacts'>

/**
 * The sample of the knowledge folder; empty when there is none.
 * @throws KnowledgeError naming file, line and what to do
 */
export function loadProviderSample(folder: string, knowledge: SampleKnowledge): Provider[] {
  const file = join(folder, 'providers', 'sample.yml')
  if (!existsSync(file)) return []
  const { providers, faults } = readProviderSample(
    'knowledge/providers/sample.yml',
    readFileSync(file, 'utf8'),
    knowledge,
  )
  if (faults.length > 0) throw new KnowledgeError(faults)
  return providers
}

/** One record a kind and municipality; one for the whole country where a kind names none. */
export function readProviderSample(
  file: string,
  content: string,
  { municipalities, contacts }: SampleKnowledge,
): { providers: Provider[]; faults: readonly Fault[] } {
  const { value, faults, lineOf } = readYaml(content, file, sampleFile)
  if (!value) return { providers: [], faults }
  const found: Fault[] = []
  const byCode = new Map(municipalities.map((one) => [one.code, one]))
  const providers = Object.entries(value.kinds).flatMap(([id, one]): Provider[] => {
    const contact = contacts.get(one.contact)
    if (!contact) {
      found.push({
        file,
        line: lineOf(['kinds', id, 'contact']),
        sentence: `The contact "${one.contact}" is not in contacts.yml. Correct the key.`,
      })
      return []
    }
    const name = one.name ?? contact.name
    if (!one.where) return [record(id, one, name, value.written)]
    return one.where.flatMap((code, index) => {
      const municipality = byCode.get(code)
      if (municipality) return [record(id, one, name, value.written, municipality)]
      found.push({
        file,
        line: lineOf(['kinds', id, 'where', index]),
        sentence: `There is no municipality ${code} in municipalities.csv. Correct the code.`,
      })
      return []
    })
  })
  return { providers, faults: found }
}

function record(id: string, one: Kind, name: Translated, written: string, municipality?: Municipality): Provider {
  const placed = (words: string, place: string | undefined): string => words.replace('{municipality}', place ?? '')
  return {
    id: `manual:${id}${municipality ? `:${municipality.code}` : ''}`,
    source: 'manual',
    sourceId: id,
    sample: true,
    name: {
      fi: placed(name.fi, municipality?.fi),
      sv: placed(name.sv, municipality?.sv),
      en: placed(name.en, municipality?.fi),
    },
    description: one.description ?? {},
    type: one.type,
    operatorType: one.operator,
    ...(municipality ? { municipality: municipality.code } : {}),
    serves: [],
    phones: [],
    emails: [],
    url: {},
    contact: one.contact,
    hours: [],
    exceptions: [],
    hoursNote: {},
    byAppointment: false,
    languages: [],
    supportForms: one.forms,
    delivery: one.delivery,
    channels: [],
    cost: 'unknown',
    session: 'unknown',
    dataDate: written,
    licence: 'EUPL-1.2',
    attribution: 'Opastin',
  }
}
