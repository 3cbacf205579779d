/** The forms that patterns are made of, numbered: which of them a word fits, exactly or with one slip of the finger. Knows no pattern. */

/** A form this long forgives one wrong, missing, extra or swapped letter, if the first letter is right. */
const shortestForgiving = 7

/** Words remembered with what they fit; people use few. Full, it starts afresh. */
const mostRemembered = 20_000

interface Loose {
  readonly text: string
  readonly beginning: boolean
  readonly number: number
}

export class Vocabulary {
  private readonly numbers = new Map<string, number>()
  private readonly whole = new Map<string, number>()
  private readonly beginnings = new Map<string, number>()
  private readonly parts: { readonly text: string; readonly atEnd: boolean; readonly number: number }[] = []
  private readonly forgiving = new Map<string, Loose[]>()
  private readonly remembered = new Map<string, readonly number[]>()
  private shortestBeginning = Infinity
  private longestBeginning = 0

  /** Takes a form in: `word`, `begin*`, `*end` or `*inside*`. Gives its number. */
  add(form: string): number {
    const there = this.numbers.get(form)
    if (there !== undefined) return there
    const number = this.numbers.size
    this.numbers.set(form, number)
    this.remembered.clear()
    const beginning = form.endsWith('*')
    const text = form.replaceAll('*', '')
    if (form.startsWith('*')) {
      this.parts.push({ text, atEnd: !beginning, number })
      return number
    }
    if (beginning) {
      this.beginnings.set(text, number)
      this.shortestBeginning = Math.min(this.shortestBeginning, text.length)
      this.longestBeginning = Math.max(this.longestBeginning, text.length)
    } else this.whole.set(text, number)
    if (text.length >= shortestForgiving) {
      const loose = { text, beginning, number }
      const list = this.forgiving.get(text.charAt(0))
      if (list) list.push(loose)
      else this.forgiving.set(text.charAt(0), [loose])
    }
    return number
  }

  /** The numbers of all forms that the word fits. */
  formsOf(word: string): readonly number[] {
    const there = this.remembered.get(word)
    if (there) return there
    const found = this.lookUp(word)
    if (this.remembered.size >= mostRemembered) this.remembered.clear()
    this.remembered.set(word, found)
    return found
  }

  private lookUp(word: string): readonly number[] {
    const found: number[] = []
    const whole = this.whole.get(word)
    if (whole !== undefined) found.push(whole)
    for (let length = this.shortestBeginning; length <= Math.min(word.length, this.longestBeginning); length++) {
      const number = this.beginnings.get(word.slice(0, length))
      if (number !== undefined) found.push(number)
    }
    // Only a word that is no known word is taken for a slip of one.
    if (found.length === 0 && word.length >= shortestForgiving - 1)
      for (const { text, beginning, number } of this.forgiving.get(word.charAt(0)) ?? [])
        if (isSlipOf(word, text, beginning)) found.push(number)
    for (const { text, atEnd, number } of this.parts)
      if (atEnd ? word.endsWith(text) : word.includes(text)) found.push(number)
    return found
  }
}

/** Whether the word (or its beginning) is the text with one letter wrong, missing, too many, or two neighbours swapped. */
function isSlipOf(word: string, text: string, beginning: boolean): boolean {
  let at = 0
  while (at < text.length && word[at] === text[at]) at++
  // A beginning that differs in its last letter alone is another word, not a slip.
  if (beginning && at >= text.length - 1) return false
  const rest = (from: number, textFrom: number): boolean =>
    beginning ? word.startsWith(text.slice(textFrom), from) : word.slice(from) === text.slice(textFrom)
  const swapped = word[at] === text[at + 1] && word[at + 1] === text[at] && rest(at + 2, at + 2)
  return swapped || rest(at + 1, at + 1) || rest(at + 1, at) || rest(at, at + 1)
}
