/** Every triage rule proves itself by the examples written in its own file. */
import path from 'node:path'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { prepareTriage } from '../../src/dialogs/triage'
import { languages } from '../../src/language/languages'

const { rules } = loadDialogs(path.resolve(__dirname, '../../dialogs'))
const triage = prepareTriage(rules)

describe.each(rules.map((rule) => [rule.name, rule] as const))('the triage rule %s', (name, rule) => {
  const state = { guideAtHand: rule.when === 'guide', dangerOpen: rule.when === 'danger' }
  test.each(languages.flatMap((language) => rule.examples[language].map((text) => [language, text] as const)))(
    'takes %s: %s',
    (language, text) => {
      expect(triage(text, { language, ...state })).toMatchObject({ need: rule.need, section: rule.section })
    },
  )
  const others = languages.flatMap((language) => rule.not_examples[language].map((text) => [language, text] as const))
  if (others.length > 0)
    test.each(others)('leaves %s: %s', (language, text) => {
      expect(triage(text, { language, ...state }).rule).not.toBe(name)
    })
})
