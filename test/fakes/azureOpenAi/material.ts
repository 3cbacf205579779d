/** What a request to the fake model holds, read as a real model would read it: instructions, question, numbered sources. */

export interface Material {
  readonly instructions: string
  readonly question: string
  readonly language: 'fi' | 'sv' | 'en'
  readonly sources: readonly {
    readonly number: number
    readonly title: string
    readonly text: string
    readonly marks: Readonly<Record<string, string>>
  }[]
}

export interface WrittenSentence {
  readonly text: string
  readonly sources: readonly number[]
}

/** One answer of the fake, told apart: what an honest model would have said, and what an evil one put between. */
export interface WrittenAnswer {
  readonly sentences: readonly WrittenSentence[]
  readonly honest: readonly string[]
  readonly evil: readonly { readonly kind: string; readonly text: string }[]
}

export function readMaterial(messages: readonly { role: string; content: unknown }[]): Material {
  const instructions = String(messages.find(({ role }) => role === 'system')?.content ?? '')
  const given = JSON.parse(String(messages.find(({ role }) => role === 'user')?.content ?? '{}')) as Partial<Material>
  const language = /suomeksi/.test(instructions) ? 'fi' : /svenska/.test(instructions) ? 'sv' : 'en'
  return { instructions, question: given.question ?? '', sources: given.sources ?? [], language }
}

/** Sentences and list lines of a source. */
export function linesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}\d[])/u)
    .map((line) => line.trim())
    .filter((line) => line.length > 20 && line.length < 250)
}

/** What an honest model does: the sources' own sentences, at most `most`. */
export function honestAnswer({ sources }: Material, most = 3): WrittenAnswer {
  const sentences = sources
    .slice(0, 3)
    .flatMap(({ number, text }) =>
      linesOf(text)
        .slice(0, 2)
        .map((line) => ({ text: line, sources: [number] })),
    )
    .slice(0, most)
  return { sentences, honest: sentences.map(({ text }) => text), evil: [] }
}

/** For a request to make a question stand alone: the guide's title before the question, as an honest model might; else undefined. */
export function rewrittenQuestion(messages: readonly { role: string; content: unknown }[]): string | undefined {
  const given = JSON.parse(String(messages.find(({ role }) => role === 'user')?.content ?? '{}')) as {
    question?: string
    guide?: string
  }
  return given.guide === undefined ? undefined : `${given.guide}: ${given.question ?? ''}`
}
