/** Reads YAML against a closed schema and finds the line of every fault. Every scalar is a string here; knows no meaning of any key. */
import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml'
import { isNode, isPair, isMap, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import type { Fault } from './faults'
import { once } from './once'

export type YamlPath = readonly (string | number)[]

export interface YamlRead<T> {
  /** Absent when there is a fault. */
  readonly value?: T
  readonly faults: readonly Fault[]
  /** Keys of the top level in the order they are written. */
  readonly keys: readonly string[]
  /** The line in the file where a value stands; its nearest parent's when it is not there. */
  lineOf(path: YamlPath): number
}

/**
 * @param text the YAML alone
 * @param file path shown in faults
 * @param firstLine the line of the file on which `text` begins, from 1
 */
export function readYaml<T>(text: string, file: string, schema: z.ZodType<T>, firstLine = 1): YamlRead<T> {
  const full = once(() => parseFully(text, firstLine))
  const lineOf = (path: YamlPath): number => full().lineOf(path)
  const quick = parseQuickly(text)
  // A list has no keys; only a text that the quick parser cannot read is read by the slow one.
  const keys = (): readonly string[] => (isRecord(quick) ? Object.keys(quick) : quick === undefined ? full().keys : [])
  if (quick === undefined && full().errors.length > 0) {
    const faults = full().errors.map(({ line, message }) => ({
      file,
      line,
      sentence: `This is not valid YAML: ${message} Put quotes around a text that has ": " in it or begins with a special character.`,
    }))
    return { faults, keys: keys(), lineOf }
  }

  const data = quick ?? full().value
  const checked = schema.safeParse(data)
  if (checked.success) return { value: checked.data, faults: [], keys: keys(), lineOf }
  const faults = checked.error.issues.flatMap(plainIssues).flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code !== 'unrecognized_keys')
      return [{ file, line: lineOf(path), sentence: sentenceOf(issue, path, data) }]
    return issue.keys.map((key) => ({
      file,
      line: lineOf([...path, key]),
      sentence: `The key "${[...path, key].join('.')}" is not known here. Remove it or correct its spelling.`,
    }))
  })
  return { faults, keys: keys(), lineOf }
}

/** Of a value that may be one of several shapes, the faults of the shape it comes nearest to: where the fault lies deepest. */
function plainIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const shapes = issue.errors.map((errors) => errors.flatMap(plainIssues))
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(...issues.map(({ path }) => path.length))
  const nearest = shapes.reduce<z.core.$ZodIssue[] | undefined>(
    (best, one) =>
      best === undefined || depth(one) > depth(best) || (depth(one) === depth(best) && one.length < best.length)
        ? one
        : best,
    undefined,
  )
  return nearest?.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) ?? [issue]
}

interface FullRead {
  readonly value: unknown
  readonly errors: readonly { readonly line: number; readonly message: string }[]
  readonly keys: readonly string[]
  lineOf(path: YamlPath): number
}

/** The value without places, or undefined when the text is not valid YAML: several times as fast, and nearly every file has no fault. */
function parseQuickly(text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA })
  } catch (fault) {
    if (fault instanceof YAMLException) return undefined
    throw fault
  }
}

/** With the place of everything: only for faults. */
function parseFully(text: string, firstLine: number): FullRead {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', prettyErrors: false })
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1
  const errors = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    message,
  }))
  return {
    value: errors.length > 0 ? undefined : (document.toJS() as unknown),
    errors,
    keys: isMap(document.contents) ? document.contents.items.map((pair) => String(pair.key)) : [],
    lineOf: (path) => lineAt(offsetOf(document, path)),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const expectedNames: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a set of keys',
  record: 'a set of keys',
}

function valueAt(data: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(part)]
    return isRecord(value) ? value[String(part)] : undefined
  }, data)
}

function sentenceOf(issue: z.core.$ZodIssue, path: YamlPath, data: unknown): string {
  const where = path.length === 0 ? 'The file' : `"${path.join('.')}"`
  if (path.length > 0 && valueAt(data, path) === undefined) return `${where} is missing. Add it.`
  switch (issue.code) {
    case 'invalid_type':
      return `${where} must be ${expectedNames[issue.expected] ?? 'a text'}.`
    case 'invalid_value':
      return `${where} must be one of: ${issue.values.map(String).join(', ')}.`
    case 'too_small':
      return issue.origin === 'string'
        ? `${where} is empty. Write it.`
        : `${where} needs at least ${String(issue.minimum)}.`
    case 'too_big':
      return `${where} may have at most ${String(issue.maximum)}.`
    default:
      return `${where}: ${issue.message}`
  }
}

/** Where the value at `path` begins, as a character offset; a key's own place when the value is a map or a list. */
function offsetOf(document: Document, path: YamlPath): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
    const last = path[depth - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(last))
      const key: unknown = pair?.key
      if (isNode(key) && key.range) return key.range[0]
    } else {
      const node: unknown = document.getIn(path.slice(0, depth), true)
      if (isNode(node) && node.range) return node.range[0]
    }
  }
  return 0
}
