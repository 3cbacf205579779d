/** `npm run mark-translated -- GUIDE… [sv] [en]` or `-- --all`: says that these translations say what the Finnish text says today. */
import { languages } from '../language/languages'
import { markTranslated } from '../knowledge/markTranslated'

const args = process.argv.slice(2)
const translations = languages.filter((language) => language !== 'fi')
const chosen = translations.filter((language) => args.includes(language))
const ids = args.filter((arg) => arg !== '--all' && !chosen.some((language) => language === arg))

if (ids.length === 0 && !args.includes('--all')) {
  console.error(
    'Name the guides whose translations say the same as fi.md. Usage: npm run mark-translated -- GUIDE… [sv] [en], or -- --all',
  )
  process.exitCode = 2
} else {
  const { marked, problems } = markTranslated(
    'knowledge',
    ids.length > 0 ? ids : 'all',
    chosen.length > 0 ? chosen : translations,
  )
  for (const file of marked) console.log(`marked ${file}`)
  for (const problem of problems) console.error(problem)
  console.log(`${marked.length} file(s) marked.`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
