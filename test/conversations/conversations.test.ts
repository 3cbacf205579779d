/** Whole conversations, written in YAML so that a designer can read them, through the real turn with the real content. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { inProcessEvents } from '../../src/backends/events'
import { openMemoryStore } from '../../src/backends/store/memoryStore'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import { needs } from '../../src/conversation/outcome'
import { languages } from '../../src/language/languages'
import { createTurns } from '../../src/turn/turns'

const texts = z.union([z.string(), z.array(z.string())]).transform((one) => (typeof one === 'string' ? [one] : one))
const lineSchema = z.strictObject({
  say: z.string(),
  /** One need, or any of several where people of good sense would differ. */
  need: z.union([z.enum(needs), z.array(z.enum(needs))]).optional(),
  /** The outcome, or its beginning: `answered`. */
  outcome: z.string().optional(),
  language: z.enum(languages).optional(),
  /** One of these is the first guide. */
  guide: texts.optional(),
  contains: texts.optional(),
  never: texts.optional(),
  choices: texts.optional(),
  municipality: z.string().optional(),
})
const fileSchema = z.array(
  z.strictObject({ name: z.string(), page: z.enum(languages), talk: z.array(lineSchema).min(1) }),
)

/** What stands in no reply whatever is asked: seed content of years ago, and what only a professional gets. */
const neverSaid = [
  'Apuomena',
  'Luokse',
  'Kotireppu',
  '18 maakuntaa',
  'maakunnan liitto',
  'vm.fi/auta',
  'kansalaisneuvonta.fi',
]
const forProfessionals = 'digituki@dvv.fi'

/** Written by others, with their own form and their own runner. */
const blind = [
  'triage-test.yml',
  'second-triage-test.yml',
  'third-triage-test.yml',
  'places-test.yml',
  'talks-tune.yml',
  'talks-test.yml',
]
const files = readdirSync(__dirname).filter((name) => name.endsWith('.yml') && !blind.includes(name))

const tools = composeTools(readConfig(), cachesOf(readConfig()))
const log = { info: () => undefined, error: () => undefined }
const store = openMemoryStore({ clock: { now: () => new Date('2026-11-22T12:00:00Z') } })
const turns = createTurns({ store, events: inProcessEvents(), tools, log })

describe.each(files)('%s', (file) => {
  const conversations = fileSchema.parse(parse(readFileSync(path.join(__dirname, file), 'utf8')))
  test.each(conversations.map((one) => [one.name, one] as const))('%s', async (name, { page, talk }) => {
    for (const [place, line] of talk.entries()) {
      const taken = await turns.take({
        conversationId: `${file} ${name}`,
        id: String(place + 1),
        channel: 'evaluation',
        person: 'tester',
        pageLanguage: page,
        text: line.say,
      })
      const last = (await taken.replies).at(-1)
      const reply = last?.reply
      if (!last || !reply) throw new Error(`There was no reply to "${line.say}".`)
      // The words said stand in what is compared, so that a failure names its line.
      const said = {
        say: line.say,
        need: reply.need,
        outcome: reply.outcome,
        language: reply.language,
        guide: reply.guides[0],
        text: last.text,
      }
      const fits = (text: string): unknown => expect.stringContaining(text)
      if (line.need) expect([said, [line.need].flat()]).toEqual([said, expect.arrayContaining([reply.need])])
      expect(said).toMatchObject({
        ...(line.outcome && { outcome: expect.stringMatching(new RegExp(`^${line.outcome}`)) as string }),
        ...(line.language && { language: line.language }),
      })
      if (line.guide) expect([said, line.guide]).toEqual([said, expect.arrayContaining([reply.guides[0]])])
      for (const text of line.contains ?? []) expect(said).toMatchObject({ text: fits(text) })
      for (const text of [
        ...neverSaid,
        ...(reply.need === 'professional' ? [] : [forProfessionals]),
        ...(line.never ?? []),
      ])
        expect(said).toMatchObject({ text: expect.not.stringContaining(text) as string })
      for (const choice of line.choices ?? [])
        expect([line.say, reply.choices.map(({ label }) => label)]).toEqual([
          line.say,
          expect.arrayContaining([choice]),
        ])
      if (line.municipality) expect([line.say, reply.municipality]).toEqual([line.say, line.municipality])
    }
  })
})
