/** What is suggested to an adviser goes by what the person said of the matter, not by a button, a courtesy or a mask. */
import path from 'node:path'
import type { LogEntry } from '../../../src/conversation/conversation'
import { lastMatter } from '../../../src/channels/desk/lastMatter'
import { prepareChoices } from '../../../src/dialogs/choices'
import { loadDialogs } from '../../../src/dialogs/loadDialogs'
import { prepareTriage } from '../../../src/dialogs/triage'
import type { Tools } from '../../../src/turn/tools'
import { projectRoot } from '../../startService'

const { phrases, rules } = loadDialogs(path.join(projectRoot, 'dialogs'))
const tools = {
  phrases,
  triage: prepareTriage(rules),
  choiceIn: prepareChoices(phrases),
  namesMatter: (text: string) => /passi|resepti/i.test(text),
  knowledge: { guide: (id: string) => (id === 'passi' ? { title: 'Passin hakeminen' } : undefined) },
} as unknown as Tools

const talk = (...texts: string[]): LogEntry[] =>
  texts.map((text, at) => ({ seq: at + 1, speaker: 'person', language: 'fi', text }) as unknown as LogEntry)
const handoff = { language: 'fi', topic: 'passi' } as const

test.each([
  'Odotan neuvojaa',
  phrases.say('handoff_choice_wait', 'sv'),
  'Haluan puhua ihmiselle',
  'Seuraava vaihe',
  'joo',
  'ei kiitos',
  'Kiitos!',
  'hei',
  '⟦ID⟧',
  '⟦TEL⟧.',
])('"%s" is passed over for what was said before it', (text) => {
  expect(lastMatter(talk('miten uusin reseptin', text), handoff, tools)).toEqual({
    text: 'miten uusin reseptin',
    language: 'fi',
    seq: 1,
  })
})

test('the latest words that say something count, also with a courtesy or a mask in them', () => {
  const said = talk('miten uusin reseptin', 'hei, passini on vanhentunut ⟦ID⟧', 'kiitos')
  expect(lastMatter(said, handoff, tools)).toMatchObject({ text: 'hei, passini on vanhentunut  ', seq: 2 })
})

test('what the bot and advisers say is none of the person’s matter', () => {
  const said = talk('miten uusin reseptin').concat({ ...talk('Oletko hakenut passia?')[0], speaker: 'bot' } as LogEntry)
  expect(lastMatter(said, handoff, tools)).toMatchObject({ seq: 1 })
})

test('where nothing was said of it, the handoff’s topic is the matter; without one there is none', () => {
  expect(lastMatter(talk('Haluan puhua ihmiselle', 'Odotan neuvojaa'), handoff, tools)).toEqual({
    text: 'Passin hakeminen',
    language: 'fi',
  })
  expect(lastMatter(talk('Odotan neuvojaa'), { language: 'fi', topic: 'wants_person' }, tools)).toBeUndefined()
})
