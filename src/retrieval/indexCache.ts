/** Keeps indexes as files in one folder. A missing, damaged or outdated file is no fault: the index is built anew and kept. */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../language/languages'
import type { LanguageIndex } from './languageIndex'
import { packIndex, unpackIndex } from './saveIndex'

export interface IndexCache {
  load(language: Language, key: string): LanguageIndex | undefined
  /** Written beside and renamed, so that a reader never sees half a file. A folder that cannot be written is told to `onTrouble`. */
  save(index: LanguageIndex, key: string): void
}

/** `onTrouble` gets what went wrong (for the log); the search works without its cache. */
export function createIndexCache(folder: string, onTrouble: (trouble: unknown) => void = () => undefined): IndexCache {
  const file = (language: Language): string => join(folder, `${language}.index`)
  return {
    load(language, key) {
      try {
        return unpackIndex(readFileSync(file(language)), key)
      } catch (trouble) {
        if ((trouble as NodeJS.ErrnoException).code !== 'ENOENT') onTrouble(trouble)
        return undefined
      }
    },
    save(index, key) {
      const temporary = `${file(index.language)}.${randomUUID()}`
      try {
        mkdirSync(folder, { recursive: true })
        writeFileSync(temporary, packIndex(index, key))
        renameSync(temporary, file(index.language))
      } catch (trouble) {
        if (existsSync(temporary)) rmSync(temporary, { force: true })
        onTrouble(trouble)
      }
    },
  }
}

/** Names what an index was made from: another knowledge, analysis or set of numbers gives another key. */
export function indexKey(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}
