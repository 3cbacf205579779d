/** `guides/<id>/asked.yml`: more ways people ask what a guide answers. The search learns from them and nobody sees them, so they need no approval. */
import { z } from 'zod'
import type { Fault } from './faults'
import type { Language } from '../language/languages'
import { readYaml } from './yamlFile'

export type Asked = Readonly<Record<Language, readonly string[]>>

const lines = z.array(z.string().min(2))
const askedFile = z.strictObject({ fi: lines, sv: lines, en: lines })

/** @param file path shown in faults, from the project root */
export function readAsked(file: string, text: string): { readonly asked?: Asked; readonly faults: readonly Fault[] } {
  const { value, faults } = readYaml(text, file, askedFile)
  return { asked: value, faults }
}
