// Makes src/language/identification/letterTriples.ts from the guides' own texts: `node test/language/trainTriples.mjs`. Deterministic.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const languages = ['fi', 'sv', 'en']
const kept = 2400
const counts = new Map()
const totals = { fi: 0, sv: 0, en: 0 }
for (const guide of readdirSync(join(root, 'knowledge/guides')).sort()) {
  for (const language of languages) {
    const text = readFileSync(join(root, 'knowledge/guides', guide, `${language}.md`), 'utf8').replace(
      /\{[^}]*\}+|\([^)]*:[^)]*\)|^(topics|sources|status|review.*|owner):.*$/gm,
      ' ',
    )
    for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
      const padded = ` ${word} `
      for (let at = 0; at + 3 <= padded.length; at++) {
        const triple = padded.slice(at, at + 3)
        const entry = counts.get(triple) ?? { fi: 0, sv: 0, en: 0 }
        entry[language]++
        totals[language]++
        counts.set(triple, entry)
      }
    }
  }
}
const scored = [...counts]
  .map(([triple, count]) => {
    const chances = languages.map((language) => (count[language] + 0.5) / (totals[language] + 5000))
    const mean = chances.reduce((sum, chance) => sum + Math.log(chance), 0) / 3
    const scores = chances.map((chance) => Math.log(chance) - mean)
    const seen = languages.reduce((sum, language) => sum + count[language], 0)
    return { triple, scores, worth: (Math.max(...scores) - Math.min(...scores)) * Math.sqrt(seen) }
  })
  .sort((one, two) => two.worth - one.worth || (one.triple < two.triple ? -1 : 1))
  .slice(0, kept)
  .sort((one, two) => (one.triple < two.triple ? -1 : 1))
const digit = (score) => Math.max(0, Math.min(35, Math.round((score + 4) * 4))).toString(36)
const data = scored.map(({ triple, scores }) => triple + scores.map(digit).join('')).join('|')
writeFileSync(
  join(root, 'src/language/identification/letterTriples.ts'),
  `/** Letter triples that tell Finnish, Swedish and English apart; made by test/language/trainTriples.mjs from the guides: do not edit. */

/** Entries joined by \`|\`: the triple, then a base-36 digit a language (fi, sv, en): quarter log-odds plus 16. */
export const letterTriples =
  '${data.replaceAll("'", "\\'")}'
`,
)
console.log(scored.length, 'triples,', data.length, 'characters')
