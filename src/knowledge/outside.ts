/** `outside.yml`: what people ask that no guide answers, topic by topic. The search learns from it when to keep quiet; nobody sees it. */
import { z } from 'zod'
import type { Fault } from './faults'
import type { OutsideTopic } from './types'
import { readYaml, type YamlPath } from './yamlFile'

const lines = z.array(z.string().min(2))
const topic = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a topic has small letters a–z, digits and hyphens')
const outsideFile = z.array(
  z
    .strictObject({ topic, own_case: z.enum(['true', 'false']).default('false'), fi: lines, sv: lines, en: lines })
    .transform(({ own_case, ...rest }): OutsideTopic => ({ ...rest, ownCase: own_case === 'true' })),
)

export interface OutsideFile {
  readonly outside: readonly OutsideTopic[]
  readonly faults: readonly Fault[]
  /** The line in the file where a value stands. */
  lineOf(path: YamlPath): number
}

/** @param file path shown in faults, from the project root */
export function readOutside(file: string, text: string): OutsideFile {
  const { value, faults, lineOf } = readYaml(text, file, outsideFile)
  return { outside: value ?? [], faults, lineOf }
}
