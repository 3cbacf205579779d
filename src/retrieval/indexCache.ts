/** Keeps indexes as files in one folder. A missing, damaged or outdated file is no fault: the index is built anew and kept. */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../language/languages'
import type { Word } from '../language/word'
import type { LanguageIndex } from './languageIndex'
import { packIndex, unpackIndex } from './saveIndex'

export interface IndexCache {
  load(language: Language, key: string): LanguageIndex | undefined
  /** Written beside and renamed, so that a reader never sees half a file. A folder that cannot be written is told to `onTrouble`. */
  save(index: LanguageIndex, key: string): void
  /** Words as the analyzer of this version reads them. */
  loadWords(language: Language, version: string): readonly Word[] | undefined
  saveWords(language: Language, version: string, words: readonly Word[]): void
}

/** `onTrouble` gets what went wrong (for the log); the search works without its cache. */
export function createIndexCache(folder: string, onTrouble: (trouble: unknown) => void = () => undefined): IndexCache {
  const read = (name: string): Buffer | undefined => {
    try {
      return readFileSync(join(folder, name))
    } catch (trouble) {
      if ((trouble as NodeJS.ErrnoException).code !== 'ENOENT') onTrouble(trouble)
      return undefined
    }
  }
  const write = (name: string, bytes: Buffer | string): void => {
    const temporary = join(folder, `${name}.${randomUUID()}`)
    try {
      mkdirSync(folder, { recursive: true })
      writeFileSync(temporary, bytes)
      renameSync(temporary, join(folder, name))
    } catch (trouble) {
      if (existsSync(temporary)) rmSync(temporary, { force: true })
      onTrouble(trouble)
    }
  }
  return {
    load(language, key) {
      const bytes = read(`${language}.index`)
      return bytes && unpackIndex(bytes, key)
    },
    save(index, key) {
      write(`${index.language}.index`, packIndex(index, key))
    },
    loadWords(language, version) {
      const text = read(`${language}.words`)?.toString('utf8') ?? ''
      const end = text.indexOf('\n')
      // Version and words stand under one checksum: what holds is as it was written.
      if (text.slice(0, end) !== indexKey([version, text.slice(end + 1)])) return undefined
      return JSON.parse(text.slice(end + 1)) as Word[]
    },
    saveWords(language, version, words) {
      const text = JSON.stringify(words)
      write(`${language}.words`, `${indexKey([version, text])}\n${text}`)
    },
  }
}

/** Names what an index was made from: another knowledge, analysis or set of numbers gives another key. */
export function indexKey(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}
