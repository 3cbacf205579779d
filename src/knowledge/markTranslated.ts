/** Stamps translations with the hash of the Finnish file they say the same as. The editor says that they do; this only writes it down. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../language/languages'
import { contentHash } from './hash'

export interface MarkResult {
  /** Files whose stamp changed. */
  readonly marked: readonly string[]
  /** Sentences about what could not be stamped. */
  readonly problems: readonly string[]
}

/**
 * @param folder the knowledge folder
 * @param ids guides to stamp, or `all`
 */
export function markTranslated(
  folder: string,
  ids: readonly string[] | 'all',
  languages: readonly Exclude<Language, 'fi'>[],
): MarkResult {
  const marked: string[] = []
  const problems: string[] = []
  for (const id of ids === 'all' ? readdirSync(join(folder, 'guides')).sort() : ids) {
    const finnish = join(folder, 'guides', id, 'fi.md')
    if (!existsSync(finnish)) {
      problems.push(`knowledge/guides/${id}/fi.md is missing. Write the Finnish text first.`)
      continue
    }
    const hash = contentHash(readFileSync(finnish))
    for (const language of languages) {
      const file = `knowledge/guides/${id}/${language}.md`
      const path = join(folder, 'guides', id, `${language}.md`)
      const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined
      const stamped = text === undefined ? undefined : stamp(text, hash)
      if (stamped === undefined) problems.push(`${file} is missing or has no front matter. Write it first.`)
      else if (stamped !== text) {
        writeFileSync(path, stamped)
        marked.push(file)
      }
    }
  }
  return { marked, problems }
}

/** The text with its stamp, as the front matter's last line. */
function stamp(text: string, hash: string): string | undefined {
  const end = text.indexOf('\n---\n', 3)
  if (!text.startsWith('---\n') || end < 0) return undefined
  const head = text.slice(0, end).replace(/\ntranslated_from:.*$/m, '')
  return `${head}\ntranslated_from: ${hash}${text.slice(end)}`
}
