/** Opens dialogs/prompts/: what a model is told, in each language, and which version of it. Knows no model. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { languages, type Language } from '../language/languages'

export interface Prompts {
  /** How to put an answer into words. */
  readonly answer: Readonly<Record<Language, string>>
  /** How to make a follow-up question stand alone. */
  readonly rewrite: Readonly<Record<Language, string>>
  /** Changes with any letter of any prompt: first twelve digits of a SHA-256. An evaluation holds for one version. */
  readonly version: string
}

/** A prompt is missing or empty: a model must not be run without its instructions. */
export class PromptError extends Error {
  readonly code = 'PROMPT'
}

/**
 * Reads `prompts/answer.<language>.md` and `prompts/rewrite.<language>.md` of the folder; lines of an HTML comment at the beginning are for people and are left out.
 * @throws PromptError naming the file
 */
export function loadPrompts(folder: string): Prompts {
  const read = (name: string): Record<Language, string> =>
    Object.fromEntries(
      languages.map((language) => [language, readPrompt(folder, `prompts/${name}.${language}.md`)]),
    ) as Record<Language, string>
  const prompts = { answer: read('answer'), rewrite: read('rewrite') }
  const version = createHash('sha256').update(JSON.stringify(prompts)).digest('hex').slice(0, 12)
  return { ...prompts, version }
}

function readPrompt(folder: string, name: string): string {
  let text: string
  try {
    text = readFileSync(path.join(folder, name), 'utf8')
  } catch (cause) {
    throw new PromptError(`dialogs/${name}:1 This prompt cannot be read. A model is not used without it.`, { cause })
  }
  const prompt = text.replace(/^<!--[\s\S]*?-->\s*/, '').trim()
  if (prompt === '') throw new PromptError(`dialogs/${name}:1 This prompt is empty. Write what the model is to do.`)
  return prompt
}
