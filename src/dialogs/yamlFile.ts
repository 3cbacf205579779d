/** Reads a YAML file of dialogs/ against its schema and notes where each fault stands. Knows no meaning of any key. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

export interface DialogsFault {
  /** Path from the project root. */
  readonly file: string
  readonly line: number
  readonly sentence: string
}

/** A YAML file as the schema wants it, or undefined with the faults noted where they stand. */
export function readYaml<T>(folder: string, name: string, schema: z.ZodType<T>, faults: DialogsFault[]): T | undefined {
  const text = readText(folder, name, faults)
  return text === undefined ? undefined : parseYaml(text, name, schema, faults)
}

/** @param name path below dialogs/ */
export function readText(folder: string, name: string, faults: DialogsFault[]): string | undefined {
  try {
    return readFileSync(path.join(folder, name), 'utf8')
  } catch (cause) {
    faults.push({
      file: `dialogs/${name}`,
      line: 1,
      sentence: `This file cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
    })
    return undefined
  }
}

/** The same of a text that has been read already. */
export function parseYaml<T>(text: string, name: string, schema: z.ZodType<T>, faults: DialogsFault[]): T | undefined {
  const file = `dialogs/${name}`
  // Nearly every file has no fault, and the parser that knows no places is several times as fast.
  const quick = schema.safeParse(parseQuickly(text))
  if (quick.success) return quick.data
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (const error of document.errors)
    faults.push({ file, line: lines.linePos(error.pos[0]).line, sentence: `This is not valid YAML: ${error.message}.` })
  if (document.errors.length > 0) return undefined
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const node = document.getIn(issue.path as (string | number)[], true) as
      { range?: [number, number, number] } | undefined
    const line = node?.range ? lines.linePos(node.range[0]).line : 1
    faults.push({ file, line, sentence: `${issue.path.join('.') || 'The file'}: ${issue.message}.` })
  }
  return undefined
}

/** The value without places, or undefined when the text is not valid YAML. */
function parseQuickly(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA })
  } catch (fault) {
    if (fault instanceof YAMLException) return undefined
    throw fault
  }
}
