/** Finds what people write to be gone to or called: addresses of pages, numbers of Finnish phones. Pure; knows no view. */

const marks =
  /(?:https?:\/\/|\bwww\.)\S*[\w/]|(?:\+358 ?|\b0)[1-9]\d{0,2}[ -]?\d+(?: \d{2,})*\b(?!-)|\b116 ?1[12][137]\b/g

export type WrittenPiece = string | { readonly link: string; readonly words: string }

export function splitLinks(text: string): WrittenPiece[] {
  const pieces: WrittenPiece[] = []
  let from = 0
  for (const { 0: words, index } of text.matchAll(marks)) {
    const link = linkOf(words)
    if (!link) continue
    pieces.push(text.slice(from, index), { link, words })
    from = index + words.length
  }
  return [...pieces, text.slice(from)].filter((piece) => piece !== '')
}

/** Undefined for a number that only looks like one to call. */
function linkOf(written: string): string | undefined {
  if (written.startsWith('http')) return written
  if (written.startsWith('www.')) return `https://${written}`
  const number = written.replace(/[ -]/g, '')
  return /^(\+358|0)\d{6,9}$|^116/.test(number) ? `tel:${number}` : undefined
}
