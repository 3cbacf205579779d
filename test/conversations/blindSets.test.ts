/** Messages and questions that were labelled by someone who had not seen the rules: figures may rise, and these floors with them. Nobody tunes on these files. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import { needs, type Need } from '../../src/conversation/outcome'
import { guidesOfNeeds } from '../../src/dialogs/guidesOfNeeds'
import { languages, type Language } from '../../src/language/languages'
import { createTurns } from '../../src/turn/turns'
import { projectRoot } from '../startService'

const tools = composeTools(readConfig(), cachesOf(readConfig()))
const turns = createTurns({
  store: openMemoryStore({ clock: { now: () => new Date('2026-11-22T12:00:00Z') } }),
  events: inProcessEvents(),
  tools,
  log: { info: () => undefined, error: () => undefined },
})

const lang = z.enum(languages)
const needSchema = z.union([z.enum(needs).transform((need) => [need]), z.array(z.enum(needs))])
const triageSchema = z.array(z.object({ text: z.coerce.string(), lang, need: needSchema }))
const questionSchema = z.array(z.object({ text: z.coerce.string(), lang, guides: z.array(z.string()) }))

function read<T>(schema: z.ZodType<T>, ...file: string[]): T {
  return schema.parse(parse(readFileSync(path.join(projectRoot, 'test', ...file), 'utf8')))
}

async function needOf(conversationId: string, text: string, pageLanguage: Language): Promise<Need | undefined> {
  const taken = await turns.take({ conversationId, id: '1', channel: 'evaluation', person: 'p', pageLanguage, text })
  return (await taken.replies)[0]?.reply?.need
}

test.each([
  ['triage-test.yml', 0.89, 0.97],
  ['second-triage-test.yml', 0.92, 0.95],
  ['third-triage-test.yml', 0.92, 0.95],
])(
  'of the messages in %s a share of %d is understood, and of those in danger %d is met as danger',
  async (file, floor, dangerFloor) => {
    const items = read(triageSchema, 'conversations', file)
    let right = 0
    const danger = { all: 0, met: 0 }
    for (const [place, { text, lang, need }] of items.entries()) {
      const found = await needOf(`${file} ${place}`, text, lang)
      if (found && need.includes(found)) right++
      if (!need.every((one) => one === 'emergency' || one === 'crisis')) continue
      danger.all++
      if (found === 'emergency' || found === 'crisis') danger.met++
    }
    expect(right / items.length).toBeGreaterThan(floor)
    expect(danger.met / danger.all).toBeGreaterThan(dangerFloor)
  },
)

test.each([
  [['test-fi.yml', 'test-sv.yml', 'test-en.yml'], 0.915, 0.975],
  [['second-test.yml'], 0.94, 0.98],
  [['third-test.yml'], 0.93, 0.97],
])(
  'the right guide for the questions in %s comes first in a share of %d and among three in %d',
  (files, first, three) => {
    const items = files
      .flatMap((file) => read(questionSchema, 'retrieval', file))
      .filter(({ guides }) => guides.length > 0)
    const places = items.map(({ text, lang, guides }) =>
      tools.search.search(text, lang).guides.findIndex(({ guide }) => guides.includes(guide.id)),
    )
    const share = (upTo: number): number => places.filter((place) => place >= 0 && place < upTo).length / items.length
    expect(share(1)).toBeGreaterThan(first)
    expect(share(3)).toBeGreaterThan(three)
  },
)

test.each([
  [['test-fi.yml', 'test-sv.yml', 'test-en.yml'], 0.025],
  [['second-test.yml'], 0.025],
  [['third-test.yml'], 0.025],
])('of the plain questions in %s no more than a share of %d is taken for something else', async (files, most) => {
  const items = files
    .flatMap((file) => read(questionSchema, 'retrieval', file))
    .filter(({ guides }) => guides.length > 0 && !guides.some((guide) => guidesOfNeeds.has(guide)))
  let taken = 0
  for (const [place, { text, lang }] of items.entries()) {
    const need = await needOf(`${files.join()} ${place}`, text, lang)
    if (need !== 'question' && need !== 'term') taken++
  }
  expect(taken / items.length).toBeLessThan(most)
})
