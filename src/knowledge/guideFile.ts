/** One guide file, text in and Guide out: front matter by a closed schema, one passage a heading. Knows no other file but the contacts' names. */
import { z } from 'zod'
import type { Language } from '../language/languages'
import type { Fault } from './faults'
import { contentHash } from './hash'
import { numberedItems, plainText } from './plainText'
import { topics, type Guide, type Passage } from './types'
import { readYaml, type YamlPath } from './yamlFile'

/** The front matter's keys in the order they are written; `translated_from` only in sv and en. */
export const frontMatterKeys = [
  'title',
  'summary',
  'questions',
  'topics',
  'audience',
  'status',
  'reviewed',
  'review_by',
  'owner',
  'sources',
  'translated_from',
] as const

/** Passages that every guide has, in every language. */
export const requiredAnchors = ['what-you-need', 'steps', 'if-it-fails', 'without-internet', 'who-helps'] as const

/** Passages whose numbered lines are steps, one after the other. */
const numberedAnchors = ['urgent', 'steps']

export interface GuideFile {
  readonly file: string
  readonly id: string
  readonly language: Language
  readonly text: string
  readonly hash: string
  /** Absent when the front matter or the headings are broken. */
  readonly guide?: Guide
  readonly faults: readonly Fault[]
  /** Front matter keys as written. */
  readonly keys: readonly string[]
  /** Line of the front matter's value. */
  lineOf(path: YamlPath): number
}

const text = z.string().min(1)
const key = z.string().regex(/^[a-z0-9-]+$/, 'use small letters a–z, digits and hyphens only.')
const date = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write the date as YYYY-MM-DD.')

const frontMatter = z.strictObject({
  title: text,
  summary: text,
  questions: z.array(text).min(1),
  topics: z.array(z.enum(topics)).min(1).max(2),
  audience: z.enum(['citizen', 'helper']),
  status: z.enum(['draft', 'ready']),
  reviewed: z.union([z.literal(''), date]),
  review_by: date,
  owner: text,
  sources: z.array(key),
  translated_from: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'this is not a content hash; run the translation stamp instead of writing it by hand.')
    .optional(),
})

/**
 * @param file path shown in faults, from the project root
 * @param bytes the file as it is on disk; the hash is over these
 * @param nameOf a contact's name by key, for the plain text
 */
export function readGuideFile(
  file: string,
  id: string,
  language: Language,
  bytes: Uint8Array,
  nameOf: (key: string) => string,
): GuideFile {
  const content = Buffer.from(bytes).toString('utf8').replace(/\r\n/g, '\n')
  const hash = contentHash(bytes)
  const lines = content.split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0) {
    const sentence = 'The file must begin with its front matter between two lines of "---". Add them.'
    return { file, id, language, text: content, hash, faults: [{ file, line: 1, sentence }], keys: [], lineOf: () => 1 }
  }

  const head = readYaml(lines.slice(1, end).join('\n'), file, frontMatter, 2)
  const body = readPassages(lines, end + 1, file, id, language, nameOf)
  const faults = [...head.faults, ...body.faults]
  const shared = { file, id, language, text: content, hash, faults, keys: head.keys, lineOf: head.lineOf }
  if (!head.value || faults.length > 0) return shared

  const guide: Guide = {
    id,
    language,
    title: head.value.title,
    summary: head.value.summary.trim(),
    questions: head.value.questions,
    topics: head.value.topics,
    audience: head.value.audience,
    status: head.value.status,
    reviewed: head.value.reviewed || undefined,
    reviewBy: head.value.review_by,
    owner: head.value.owner,
    sources: head.value.sources,
    translatedFrom: head.value.translated_from,
    passages: body.passages,
    file,
    hash,
  }
  return { ...shared, guide }
}

function readPassages(
  lines: readonly string[],
  start: number,
  file: string,
  id: string,
  language: Language,
  nameOf: (key: string) => string,
): { passages: Passage[]; faults: Fault[] } {
  const faults: Fault[] = []
  const passages: Passage[] = []
  const headings: { line: number; heading: string; anchor: string }[] = []
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const match = /^## +(.+?) *\{#([a-z0-9]+(?:-[a-z0-9]+)*)\} *$/.exec(line)
    if (match?.[1] && match[2]) headings.push({ line: index, heading: match[1], anchor: match[2] })
    else if (/^\s{0,3}#/.test(line))
      faults.push({
        file,
        line: index + 1,
        sentence: 'A heading is written "## Words {#anchor}", the anchor in small letters with hyphens. Correct it.',
      })
    else if (headings.length === 0 && line.trim() !== '' && faults.length === 0)
      faults.push({
        file,
        line: index + 1,
        sentence: 'There is text before the first heading. Move it under a heading.',
      })
  }

  headings.forEach(({ line, heading, anchor }, place) => {
    const markdown = lines
      .slice(line + 1, headings[place + 1]?.line)
      .join('\n')
      .trim()
    const at = { file, line: line + 1 }
    if (passages.some((passage) => passage.anchor === anchor))
      faults.push({ ...at, sentence: `The anchor {#${anchor}} stands twice in this file. Give each heading its own.` })
    if (markdown === '')
      faults.push({ ...at, sentence: `The passage {#${anchor}} is empty. Write it or remove the heading.` })
    passages.push({
      id: `${id}#${anchor}@${language}`,
      guide: id,
      language,
      anchor,
      heading,
      markdown,
      plainText: plainText(markdown, nameOf),
      steps: numberedAnchors.includes(anchor) ? numberedItems(markdown) : [],
      line: line + 1,
    })
  })
  for (const anchor of requiredAnchors)
    if (!passages.some((passage) => passage.anchor === anchor))
      faults.push({
        file,
        line: passages.at(-1)?.line ?? start,
        sentence: `The passage {#${anchor}} is missing. Every guide has it; add "## … {#${anchor}}".`,
      })
  return { passages, faults }
}
