/**
 * Reads the plain YAML that nearly every content file is written in, about ten times as fast as a full YAML parser: maps and lists by
 * indentation, one-line {…} and […], one-line scalars, ">-" paragraphs. Says "undefined" to everything else; then the full parser reads the file.
 * Knows no schema and reports no fault. Every scalar is a string. A test holds it equal to the full parser on all of knowledge/.
 */

export type SimpleYaml = string | readonly SimpleYaml[] | { readonly [key: string]: SimpleYaml }

interface Line {
  readonly indent: number
  readonly text: string
}

/** Thrown inside only: the text is not plain enough. */
class NotSimple extends Error {}

/** The value, or undefined when the text uses anything beyond the plain subset (which may well be valid YAML). */
export function readSimpleYaml(text: string): SimpleYaml | undefined {
  const lines = text
    .split('\n')
    .map((line): Line => ({ indent: line.length - line.trimStart().length, text: line.trim() }))
    .filter((line) => !line.text.startsWith('#'))
  if (/\t|\r/.test(text)) return undefined
  try {
    const reader = new Reader(lines)
    const value = reader.block(0)
    return reader.atEnd() ? value : undefined
  } catch (error) {
    if (error instanceof NotSimple) return undefined
    throw error
  }
}

class Reader {
  private at = 0

  constructor(private readonly lines: readonly Line[]) {}

  atEnd(): boolean {
    return this.next() === undefined
  }

  /** A map or a list whose lines stand at `indent`. */
  block(indent: number): SimpleYaml {
    const first = this.next()
    if (first?.indent !== indent) throw new NotSimple()
    return first.text.startsWith('- ') ? this.list(indent) : this.map(indent)
  }

  private next(): Line | undefined {
    while (this.lines[this.at]?.text === '') this.at++
    return this.lines[this.at]
  }

  private map(indent: number): SimpleYaml {
    const entries: Record<string, SimpleYaml> = {}
    for (let line = this.next(); line?.indent === indent; line = this.next()) {
      const match = /^([A-Za-z_][\w-]*|\d[\w-]*-[\w-]*):(?: +(.+))?$/.exec(line.text)
      const key = match?.[1]
      if (key === undefined || key in entries) throw new NotSimple()
      this.at++
      entries[key] = this.value(match?.[2], indent)
    }
    return entries
  }

  private list(indent: number): SimpleYaml {
    const items: SimpleYaml[] = []
    for (let line = this.next(); line?.indent === indent && line.text.startsWith('- '); line = this.next()) {
      this.at++
      items.push(this.oneLine(line.text.slice(2).trim(), indent))
    }
    return items
  }

  private value(written: string | undefined, indent: number): SimpleYaml {
    if (written === '>-') return this.folded(indent)
    if (written !== undefined) return this.oneLine(written, indent)
    const inside = this.next()
    if (inside && inside.indent > indent) return this.block(inside.indent)
    if (inside?.indent === indent && inside.text.startsWith('- ')) return this.list(indent)
    return ''
  }

  private oneLine(written: string, indent: number): SimpleYaml {
    const following = this.next()
    if (following && following.indent > indent) throw new NotSimple()
    return readFlow(written)
  }

  /** A paragraph of equally indented lines, joined by spaces. */
  private folded(indent: number): string {
    const inner = this.lines[this.at]?.indent ?? 0
    if (inner <= indent) throw new NotSimple()
    const texts: string[] = []
    for (
      let line = this.lines[this.at];
      line && line.text !== '' && line.indent > indent;
      line = this.lines[++this.at]
    ) {
      if (line.indent !== inner) throw new NotSimple()
      texts.push(line.text)
    }
    const after = this.next()
    if (after && after.indent > indent) throw new NotSimple()
    return texts.join(' ')
  }
}

const quoted = /"([^"\\]*)"|'((?:[^']|'')*)'/y
const flowPlain = /[\p{L}\p{N}/(+.][^,[\]{}"'#:&*!|>%@`]*/uy
const flowKey = /([A-Za-z_][\w-]*): +/y
const blockPlain = /^[\p{L}\p{N}/(+.€½](?!.*(?:: | #|:$)).*$/u

/** A scalar, {…} or […] that fills the whole of `written`. */
function readFlow(written: string): SimpleYaml {
  if (blockPlain.test(written)) return written
  const flow = new Flow(written)
  const value = flow.value()
  if (!flow.atEnd()) throw new NotSimple()
  return value
}

class Flow {
  private at = 0

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.at === this.text.length
  }

  value(): SimpleYaml {
    if (this.text[this.at] === '{') return this.map()
    if (this.text[this.at] === '[') return this.list()
    const string = this.take(quoted)
    if (string) return string[1] ?? (string[2] ?? '').replaceAll("''", "'")
    const plain = this.take(flowPlain)
    if (!plain) throw new NotSimple()
    return plain[0].trimEnd()
  }

  private map(): SimpleYaml {
    const entries: Record<string, SimpleYaml> = {}
    this.items('}', () => {
      const key = this.take(flowKey)?.[1]
      if (key === undefined || key in entries) throw new NotSimple()
      entries[key] = this.value()
    })
    return entries
  }

  private list(): SimpleYaml {
    const items: SimpleYaml[] = []
    this.items(']', () => items.push(this.value()))
    return items
  }

  private items(close: string, item: () => void): void {
    this.at++
    this.spaces()
    if (close === ']' && this.text[this.at] === close) {
      this.at++
      return
    }
    for (;;) {
      this.spaces()
      item()
      this.spaces()
      const mark = this.text[this.at++]
      if (mark === close) return
      if (mark !== ',') throw new NotSimple()
    }
  }

  private spaces(): void {
    while (this.text[this.at] === ' ') this.at++
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match) this.at = pattern.lastIndex
    return match ?? undefined
  }
}
