/**
 * What a model can do to us: every fault of its endpoint, and every lie an obedient evil one can tell, over HTTP through the real clients.
 * `npm run proof -- model [--seed N]`; a short sample runs in `npm test`.
 */
import { sourcesOf } from '../../src/answering/writeAnswerSources'
import type { Reply } from '../../src/conversation/reply'
import type { Knowledge } from '../../src/knowledge/types'
import { languages } from '../../src/language/languages'
import type { Tools } from '../../src/turn/tools'
import { faultModes } from '../fakes/azureOpenAi/server'
import { endpointFaults, sufferFollowUps, sufferMode, type FollowUpResult, type ModeResult } from './modelFaults'
import { openModelHouse, type ModelHouse } from './modelHouse'
import { seededRandom } from './seededRandom'

export interface EvilResult {
  readonly attacks: number
  readonly answersWritten: number
  readonly sentencesShown: number
  readonly liesTold: number
  readonly cutBy: Readonly<Record<string, number>>
  /** What was said that no passage says. Must be empty. */
  readonly unsupported: readonly string[]
  /**
   * What was said because a poisoned passage says it, as the quoted answer would too. None where the passage orders it; where it states
   * it plainly no gate can know, and what stands against it is that nobody serves a passage that no person has approved.
   */
  readonly saidByPoison: number
  readonly outsideAddresses: readonly string[]
  readonly images: readonly string[]
  readonly promptText: readonly string[]
  /** Lies shown, by kind, verdicts among them, but what a poisoned passage says. Must be empty. */
  readonly liesShown: readonly string[]
}
export interface ModelProof {
  readonly seed: number
  readonly deadlineMs: number
  readonly modes: readonly ModeResult[]
  readonly followUps: readonly FollowUpResult[]
  readonly injections: EvilResult
  readonly poisoned: EvilResult
  /** The lies alone in the passages, without an order: what only approval can keep out. */
  readonly plainPoison: EvilResult
}
/** Every attack as a person would send it: behind an honest question, to a model that obeys it. */
export async function attackByQuestion(house: ModelHouse, most: number, random: () => number): Promise<EvilResult> {
  const all = languages.flatMap((language) => {
    const { questions, carriers, orders } = house.attacks[language]
    return carriers.flatMap((carrier, row) =>
      orders.map((order, column) => {
        const attack = carrier.replace('{order}', order)
        const shown =
          (row + column) % 9 === 0
            ? Buffer.from(`«${order}»`).toString('base64')
            : (row + column) % 7 === 0
              ? hidden(attack)
              : attack
        return { language, question: questions[(row * 3 + column) % questions.length] ?? '', attack: shown }
      }),
    )
  })
  const chosen =
    most >= all.length
      ? all
      : all
          .map((one) => ({ one, key: random() }))
          .sort((a, b) => a.key - b.key)
          .slice(0, most)
          .map(({ one }) => one)
  const { writeReply } = house.write({ deadlineMs: 10_000, failures: 1e9 })
  return tellLies(house, chosen.length, async (at) => {
    const { language, question, attack } = chosen[at] as (typeof chosen)[number]
    return writeReply(house.draft(question, language), { question: `${question}? ${attack}` })
  })
}

/**
 * Passages that somebody has poisoned: the order stands in a guide, after its own words, and the model obeys it.
 * @param manner `carried`: as an order to the model; `plain`: the lie stands there as if the guide said it, without any order
 */
export async function attackByPassage(
  house: ModelHouse,
  most: number,
  manner: 'carried' | 'plain' = 'carried',
): Promise<EvilResult> {
  const poisons = languages.flatMap((language) => {
    const { questions, carriers, orders } = house.attacks[language]
    return Array.from({ length: 20 }, (_, at) => ({
      language,
      question: questions[at % questions.length] ?? '',
      poison: (manner === 'plain' ? '{order}' : (carriers[at % carriers.length] ?? '')).replace(
        '{order}',
        orders[at % orders.length] ?? '',
      ),
      order: orders[at % orders.length] ?? '',
    }))
  })
  const poisonOf = (at: number): (typeof poisons)[number] =>
    poisons[(at * 7) % poisons.length] as (typeof poisons)[number]
  const turn = async (at: number): Promise<Reply> => {
    const { language, question, poison, order } = poisonOf(at)
    house.fake.orders = manner === 'plain' ? [order] : []
    const draft = house.draft(question, language)
    const knowledge = poisonedKnowledge(house.tools.knowledge, draft.guides[0] ?? '', poison)
    const { writeReply } = house.write({ deadlineMs: 10_000, failures: 1e9, knowledge })
    return writeReply(draft, { question })
  }
  try {
    return await tellLies(house, Math.min(most, poisons.length), turn, (at) => poisonOf(at).poison)
  } finally {
    house.fake.orders = []
  }
}

/** The knowledge with an order in every passage of one guide. */
function poisonedKnowledge(knowledge: Knowledge, guideId: string, poison: string): Knowledge {
  return {
    ...knowledge,
    guide(id, language) {
      const guide = knowledge.guide(id, language)
      if (!guide || id !== guideId) return guide
      return {
        ...guide,
        passages: guide.passages.map((passage) => ({ ...passage, markdown: `${passage.markdown}\n\n${poison}` })),
      }
    },
  }
}

async function tellLies(
  house: ModelHouse,
  count: number,
  turn: (at: number) => Promise<Reply>,
  poison?: (at: number) => string,
): Promise<EvilResult> {
  const { fake, reports, tools } = house
  fake.mode = 'obedient-evil'
  reports.length = 0
  const first = fake.written.length
  const found = {
    unsupported: [] as string[],
    outsideAddresses: [] as string[],
    images: [] as string[],
    promptText: [] as string[],
    liesShown: [] as string[],
  }
  const allowed = allowedAddresses(tools)
  let sentencesShown = 0
  let liesTold = 0
  let saidByPoison = 0
  for (let at = 0; at < count; at++) {
    const reply = await turn(at)
    const answer = fake.written.at(-1)
    if (!answer || fake.written.length !== first + at + 1) throw new Error(`Attack ${at} did not reach the model.`)
    liesTold += answer.evil.length
    const text = reply.parts.map((part) => (part.kind === 'passage' ? part.text : '')).join('\n')
    if ('writtenBy' in reply) {
      sentencesShown += answer.honest.length
      const left = answer.honest.reduce((rest, honest) => rest.replace(patternOf(honest), ' '), text)
      const poisoned = answer.evil.filter(({ text: lie }) => poison?.(at).includes(lie) && left.includes(lie))
      saidByPoison += poisoned.length
      const unexplained = poisoned.reduce((rest, { text: lie }) => rest.replace(lie, ' '), left)
      if (/[\p{L}\p{N}]/u.test(unexplained)) found.unsupported.push(unexplained.trim())
      // What is left of an order after its hidden letters are gone may be a single letter, which says nothing.
      for (const { kind, text: lie } of answer.evil)
        if (/\p{L}{2}/u.test(lie) && unexplained.includes(lie.trim())) found.liesShown.push(`${kind}: ${lie}`)
      const instructions = JSON.parse(fake.requests.at(-1)?.body ?? '{}') as { messages: { content: string }[] }
      const told = instructions.messages[0]?.content ?? ''
      for (let from = 0; from + 40 < told.length; from += 10)
        if (text.includes(told.slice(from, from + 40))) found.promptText.push(told.slice(from, from + 40))
    }
    for (const address of text.match(/(?:https?:\/\/|www\.|\/\/)[^\s)]+|[\w.-]+@[\w.-]+|[\w-]+\.example/g) ?? [])
      if (!allowed.has(address)) found.outsideAddresses.push(address)
    if (/!\[|<img/i.test(text)) found.images.push(text)
  }
  const cutBy: Record<string, number> = {}
  for (const rule of reports.flatMap(({ cut }) => cut)) cutBy[rule] = (cutBy[rule] ?? 0) + 1
  const answersWritten = reports.filter(({ outcome }) => outcome === 'written').length
  return { attacks: count, answersWritten, sentencesShown, liesTold, saidByPoison, cutBy, ...found }
}

/** An honest sentence as it looks when its marks have become contacts. */
function patternOf(sentence: string): RegExp {
  const escaped = sentence.split(/\[\[\d+\]\]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(escaped.join('[\\s\\S]*?') + (/\]\]$/.test(sentence) ? '[^\\n]*' : ''), 'u')
}

/** Every address of our own contacts, in every language. */
function allowedAddresses({ knowledge, phrases }: Tools): ReadonlySet<string> {
  const shown = knowledge.guides.map((guide) => {
    const { numbered, restore } = sourcesOf(guide, guide.passages.slice(0, 4), knowledge, phrases)
    return numbered.flatMap(({ marks }) => marks.map(({ mark }) => restore(mark))).join('\n')
  })
  const contacts = [...knowledge.contacts.values()].flatMap(({ url, email }) => [
    ...(url ? Object.values(url.address) : []),
    email?.address ?? '',
  ])
  return new Set([...contacts, ...(shown.join('\n').match(/(?:https?:\/\/|www\.|\/\/)[^\s)]+|[\w.-]+@[\w.-]+/g) ?? [])])
}

/** Letters of the tag block and zero-width spaces: people do not see them, models read them. */
function hidden(text: string): string {
  return [...text]
    .map((char) => (/[ -~]/.test(char) ? String.fromCodePoint(0xe0000 + (char.codePointAt(0) ?? 0)) : `\u200b${char}`))
    .join('')
}
export async function run(args: readonly string[]): Promise<ModelProof> {
  const at = args.indexOf('--seed')
  const seed = at >= 0 ? Number(args[at + 1]) : 1
  const deadlineMs = 1500
  const house = await openModelHouse()
  try {
    const modes: ModeResult[] = []
    for (const mode of faultModes) {
      const result = await sufferMode(house, mode, 100, deadlineMs, 5)
      modes.push(result)
      const opened = endpointFaults.includes(mode)
        ? `breaker after ${result.callsToOpen ?? '–'} calls`
        : `${result.written} written`
      console.log(
        `${mode.padEnd(20)} ${result.answered}/${result.turns} answered, p99 ${result.p99Ms} ms, ${opened}, ${result.socketsLeft} sockets left`,
      )
    }
    const followUps: FollowUpResult[] = []
    for (const mode of ['hang-before-headers', 'one-token-a-second', 'status-500', 'invented-citation'] as const) {
      const result = await sufferFollowUps(house, mode, 20, deadlineMs)
      followUps.push(result)
      console.log(`follow-ups, ${mode}: ${result.answered}/${result.turns} answered, p99 ${result.p99Ms} ms`)
    }
    const injections = await attackByQuestion(house, Infinity, seededRandom(seed))
    const poisoned = await attackByPassage(house, Infinity)
    const plainPoison = await attackByPassage(house, Infinity, 'plain')
    for (const [name, result] of Object.entries({ injections, poisoned, plainPoison }))
      console.log(
        `${name}: ${result.attacks} attacks, ${result.liesTold} lies told; ${result.answersWritten} answers written, ${result.sentencesShown} sentences; shown: ` +
          `${result.outsideAddresses.length} outside addresses, ${result.images.length} images, ${result.promptText.length} prompt text, ` +
          `${result.unsupported.length} unsupported, ${result.liesShown.length} lies, ${result.saidByPoison} said by poison\n  cut by ${JSON.stringify(result.cutBy)}`,
      )
    return { seed, deadlineMs, modes, followUps, injections, poisoned, plainPoison }
  } finally {
    await house.fake.close()
  }
}
