/** The turn: pure, safe before all else, and never without a way on. */
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import { blankMemory, type Conversation, type Memory } from '../../src/conversation/conversation'
import { saidOf } from '../../src/dialogs/askedOfMatter'
import { withDevicesBroken } from '../../src/dialogs/saidOfDevices'
import { languages } from '../../src/language/languages'
import { handleTurn } from '../../src/turn/handleTurn'
import { answerToOpenQuestion } from '../../src/turn/openQuestion'
import { respond } from '../../src/turn/respond'
import type { Tools } from '../../src/turn/tools'

const tools = composeTools(readConfig(), cachesOf(readConfig()))
const heard = (text: string) => ({ text, masked: [], attachments: 0 })
const conversation = (
  memory: Partial<Memory> = {},
  pageLanguage: Conversation['pageLanguage'] = 'fi',
): Conversation => ({
  conversationId: 'c',
  channel: 'evaluation',
  person: 'p',
  pageLanguage,
  holder: 'bot',
  epoch: 0,
  memory: { ...blankMemory, ...memory },
})

test('the same words in the same state get the same reply', () => {
  for (const text of ['miten uusin reseptin', 'en osaa', 'milloin Kelan päätös tulee'])
    expect(handleTurn(heard(text), conversation(), tools)).toEqual(handleTurn(heard(text), conversation(), tools))
})

test('danger is seen in any language whatever the conversation’s language is', () => {
  for (const language of languages)
    for (const text of ['isä ei hengitä', 'mamma andas inte', 'he is not breathing'])
      expect(handleTurn(heard(text), conversation({ language }, language), tools).reply.outcome).toBe(
        'safety_emergency',
      )
})

test('a danger that may be none keeps the matter in reach; beside an adviser it is a warning and nothing more', () => {
  const text = 'miten kirjaudun omakelaan'
  const need = { need: 'crisis', language: 'fi', doubtful: true } as const
  const alone = respond(need, text, conversation(), tools)
  const beside = respond(need, text, { ...conversation(), holder: 'adviser' }, tools)
  expect(alone.reply.choices.map(({ label }) => label)).toContain(
    tools.knowledge.guide('omakela-kirjautuminen', 'fi')?.title,
  )
  expect(alone.memory.question).toMatchObject({ kind: 'guide' })
  expect(beside.reply.choices.length).toBe(1)
  expect(beside.memory.question).toBeUndefined()
})

test('what was masked is told before the reply', () => {
  const { reply } = handleTurn(
    { text: 'miten uusin reseptin', masked: ['phone'], attachments: 0 },
    conversation(),
    tools,
  )
  expect(reply.parts[0]).toMatchObject({ kind: 'phrase', key: 'masked_notice' })
})

test('a file is not opened, and the reply says so', () => {
  expect(handleTurn({ text: '', masked: [], attachments: 1 }, conversation(), tools).reply.outcome).toBe(
    'abstained_attachment',
  )
})

test('a short answer does not change the language', () => {
  const memory = { language: 'fi', guide: 'omakanta-resepti' } as const
  expect(handleTurn(heard('no'), conversation(memory), tools).reply.language).toBe('fi')
})

test('a question that the bot asked is forgotten after the next message', () => {
  const asked = handleTurn(heard('mistä saan digitukea'), conversation(), tools).memory
  expect(asked.question).toMatchObject({ kind: 'municipality' })
  expect(handleTurn(heard('miten uusin reseptin'), conversation(asked), tools).memory.question).toBeUndefined()
})

test('what was wished of a helper is kept from one message to the next, and where the person is never', () => {
  const asked = handleTurn(heard('voiko joku tulla kotiin neuvomaan tietokonetta ruotsiksi'), conversation(), tools)
  const found = handleTurn(heard('Turku'), conversation(asked.memory), tools)
  expect(found.reply.municipality).toBe('853')
  expect(found.memory.question).toEqual({ kind: 'helpers', wish: { language: 'sv', cannotLeaveHome: true } })
  expect(JSON.stringify(found.memory)).not.toMatch(/853|Turku/)
  const next = handleTurn(heard('entä Raisiossa'), conversation(found.memory), tools)
  expect(next.memory.question).toEqual(found.memory.question)
})

test('helpers stay in reach for three messages about something else, with what was wished and without a place', () => {
  let { memory } = handleTurn(heard('voiko joku tulla kotiin neuvomaan tietokonetta Turussa'), conversation(), tools)
  for (const text of ['kiitos', 'moi', 'kiitos taas'])
    memory = handleTurn(heard(text), conversation(memory), tools).memory
  expect(JSON.stringify(memory)).not.toMatch(/853|Turku|Turussa/)
  const { reply } = handleTurn(heard('entä Raisiossa'), conversation(memory), tools)
  expect(reply).toMatchObject({ need: 'choice', municipality: '680' })
  expect(reply.parts[0]).toMatchObject({ key: 'provider_found_home' })
  memory = handleTurn(heard('kiitos'), conversation(memory), tools).memory
  expect(handleTurn(heard('entä Raisiossa'), conversation(memory), tools).reply.need).toBe('nearby_help')
})

test('no verdict is given on anybody’s own case', () => {
  const asked = [
    'saanko asumistukea',
    'onko minulla oikeus toimeentulotukeen',
    'miksi hakemukseni hylättiin',
    'har jag rätt till bostadsbidrag',
    'varför fick jag avslag',
    'am I entitled to social assistance',
    'will my application be approved',
  ]
  for (const text of asked)
    expect([text, handleTurn(heard(text), conversation(), tools).reply.outcome]).toEqual([text, 'abstained_own_case'])
})

test.each([
  ['Kelan kirjeessä lukee oikaisuvaatimus, mitä sillä tarkoitetaan?', 'answered_term'],
  ['App says it sent a verification code. tell me what is verification code', 'answered_term'],
  ['Är MittKanta samma sak som Kanta?', 'answered_term'],
  ['mikä on Kelan puhelinnumero', 'answered_guide'],
])('a word that is asked about in ways nobody wrote down is explained, and nothing else: "%s"', (text, outcome) => {
  expect(handleTurn(heard(text), conversation(), tools).reply.outcome).toBe(outcome)
})

test('a rule is not believed where the model denies what it says, unless a danger is open', () => {
  const text = 'miten uusin reseptin'
  const triage: Tools['triage'] = () => ({ need: 'own_case' })
  const judge = (denies: boolean): Tools => ({ ...tools, triage, judge: { ...tools.judge, denies: () => denies } })
  const said = (denies: boolean, memory = {}) => handleTurn(heard(text), conversation(memory), judge(denies)).reply
  expect(said(true)).toMatchObject({ need: 'question', outcome: 'answered_guide' })
  // Who may have meant their own case is told at once that we do not see it.
  expect(said(true).parts[0]).toMatchObject({ key: 'own_case_beside' })
  expect(said(false)).toMatchObject({ need: 'own_case' })
  expect(said(true, { danger: 'scam_happened' })).toMatchObject({ need: 'own_case' })
})

test('a cry for help beside a plain matter comes first, with the matter and “there is no danger” in reach', () => {
  for (const [text, language] of [
    ['haluan kuolla, miten suljen tilini', 'fi'],
    ['lapsi ei hengitä, missä on 112 sovellus', 'fi'],
    ['jag vill dö, hur förnyar jag mitt recept', 'sv'],
    ['I have taken too many pills, how do I see my prescriptions in omakanta', 'en'],
  ] as const) {
    const { reply } = handleTurn(heard(text), conversation({}, language), tools)
    expect([text, reply.outcome.startsWith('safety_')]).toEqual([text, true])
  }
  const { reply } = handleTurn(heard('olen itsetuhoinen, miten uusin reseptin'), conversation(), tools)
  const said = reply.choices.map(({ say }) => say)
  expect(said).toContain(tools.phrases.say('choice_no_danger', 'fi'))
  expect(said).toContain(tools.knowledge.guide('omakanta-resepti', 'fi')?.title)
})

test('what may be danger is mentioned beside the answer to a question, in the middle of a talk and alone', () => {
  for (const [danger, key, pressed] of [
    ['crisis', 'if_in_danger', 'choice_in_danger'],
    ['scam_happened', 'if_scammed', 'choice_scammed'],
  ] as const) {
    const judge = { ...tools.judge, danger: () => undefined, dangerMentioned: () => danger }
    const { reply, memory } = handleTurn(heard('miten uusin reseptin'), conversation(), { ...tools, judge })
    expect(reply.outcome).toBe('answered_guide')
    expect(reply.parts.at(-1)).toMatchObject({ key })
    const say = tools.phrases.say(pressed, 'fi')
    expect(reply.choices.map((choice) => choice.say)).toContain(say)
    expect(handleTurn(heard(say), conversation(memory), tools).reply.need).toBe(danger)
  }
})

test('what is lost in a danger to life is said inside it, not in its place', () => {
  const open = conversation({ danger: 'crisis' }, 'en')
  expect(handleTurn(heard('he took my phone and my bank codes too'), open, tools).reply.need).toBe('crisis')
})

test.each([
  ['itse', 'self'],
  ['teen sen itse', 'self'],
  ['yhdessä', 'together'],
  ['jonkun kanssa', 'together'],
  ['själv', 'self'],
  ['tillsammans med någon', 'together'],
  ['by myself', 'self'],
  ['utan nätet', 'offline'],
])('asked how they would like to go on, "%s" is an answer', (text, way) => {
  const asked = conversation({ question: { kind: 'way' }, guide: 'omakanta-resepti' })
  expect(answerToOpenQuestion(text, asked, tools)).toEqual({ need: 'choice', section: way })
})

test.each([
  'jag bor i Borgå',
  'kuntani on Salo',
  'my postcode is 00500',
  'olen Kuopion keskustassa',
  'hon bor i Närpes',
])('asked where they are, "%s" is an answer', (text) => {
  const asked = conversation({ question: { kind: 'municipality', need: 'nearby_help' } })
  expect(answerToOpenQuestion(text, asked, tools)).toMatchObject({ section: 'place', municipality: {} })
})

test.each(['en halua kertoa', 'en tiedä', 'vill inte säga', "I'd rather not say", 'en'])(
  'who would rather not say where they are ("%s") is helped without it',
  (text) => {
    const asked = conversation({ question: { kind: 'municipality', need: 'nearby_help' } })
    expect(answerToOpenQuestion(text, asked, tools)).toEqual({ need: 'choice', section: 'no_place' })
  },
)

test('an answer about something else is no answer to an open question', () => {
  const where = conversation({ question: { kind: 'municipality', need: 'nearby_help' } })
  expect(answerToOpenQuestion('miten uusin reseptin jos asun Salossa enkä pääse', where, tools)).toBeUndefined()
  const way = conversation({ question: { kind: 'way' } })
  expect(answerToOpenQuestion('itse asiassa mulla on toinen kysymys', way, tools)).toBeUndefined()
})

test.each([
  ['company', true],
  ['professional', true],
  ['own_case', true],
  ['wants_person', false],
] as const)('beside the reply to %s, the guide that answers the same words stands in reach: %s', (need, inReach) => {
  const text = 'miten uusin reseptin'
  const title = tools.knowledge.guide('omakanta-resepti', 'fi')?.title
  const believed = { ...tools, triage: () => ({ need }), judge: { ...tools.judge, denies: () => false } }
  const { reply, memory } = handleTurn(heard(text), conversation(), believed)
  expect(reply.need).toBe(need)
  expect(reply.choices.some(({ say }) => say === title)).toBe(inReach)
  expect(memory.question?.kind === 'guide').toBe(inReach)
})

test('a device that dies is broken, and a person who died is no device', () => {
  expect(withDevicesBroken('mun puhelin on ihan kuollut')).toBe('mun puhelin on ihan rikki')
  expect(withDevicesBroken('my phone just died')).toBe('my phone just broken')
  for (const text of ['isä kuoli ja puhelin jäi', 'mannens telefon när han dog', 'her phone after she died'])
    expect(withDevicesBroken(text)).toBe(text)
})

test('of a guide nothing but what speaks of the price is quoted', () => {
  const text = 'Ask first what it costs. Take your phone.\n\n- Prices vary.\n- There is free space.'
  expect(saidOf('costs', text, 'en')).toBe('Ask first what it costs.\n- Prices vary.')
  expect(saidOf('who_needs_it', text, 'en')).toBeUndefined()
})

test('the words that led to what was masked are not searched for', () => {
  const { reply } = handleTurn(heard('miten uusin reseptin, henkilötunnukseni on ⟦ID⟧'), conversation(), tools)
  expect(reply.guides[0]).toBe('omakanta-resepti')
  expect(reply.confidence).toBe(handleTurn(heard('miten uusin reseptin,'), conversation(), tools).reply.confidence)
})

test('letters that are no words, or a word that says nothing, do not change the language', () => {
  for (const text of ['asdfgh', 'sdfkj lkjh', 'qwerty'])
    expect(handleTurn(heard(text), conversation({}, 'sv'), tools).reply.language).toBe('sv')
  expect(handleTurn(heard('apua'), conversation({}, 'sv'), tools).reply.language).toBe('fi')
})
