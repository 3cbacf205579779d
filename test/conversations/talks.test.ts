/** What people say in the middle of a talk, labelled by others who had seen no rule: what the last message is met with, in the talk it stands in. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import { blankMemory, type Memory } from '../../src/conversation/conversation'
import { isDanger, needs, type Need } from '../../src/conversation/outcome'
import type { Reply } from '../../src/conversation/reply'
import { languages } from '../../src/language/languages'
import { handleTurn } from '../../src/turn/handleTurn'

const talkSchema = z.strictObject({
  lang: z.enum(languages),
  say: z.array(z.string()).min(2),
  guides: z.array(z.string()).optional(),
  needs: z.array(z.enum(needs)).optional(),
  because: z.string(),
})
type Talk = z.infer<typeof talkSchema>

const tools = composeTools(readConfig(), cachesOf(readConfig()))
const talksIn = (file: string): Talk[] =>
  z.array(talkSchema).parse(parse(readFileSync(path.join(__dirname, file), 'utf8'), { schema: 'failsafe' }))

function lastReply({ lang, say }: Talk): Reply {
  let memory: Memory = blankMemory
  let reply: Reply | undefined
  for (const text of say) {
    const conversation = { conversationId: 'c', channel: 'evaluation', person: 'p', holder: 'bot', epoch: 0 } as const
    const heard = { text, masked: [], attachments: 0 }
    const said = handleTurn(heard, { ...conversation, pageLanguage: lang, memory }, tools)
    memory = said.memory
    reply = said.reply
  }
  if (!reply) throw new Error('A talk has messages.')
  return reply
}

const isLifeDanger = (need: Need): boolean => isDanger(need) && need !== 'scam_happened'
const isRight = ({ guides, needs: wanted }: Talk, reply: Reply): boolean =>
  guides ? guides.includes(reply.guides[0] ?? '') : (wanted ?? []).includes(reply.need)

test.each([
  ['talks-tune.yml', 0.88],
  ['talks-test.yml', 0.76],
])('of the talks in %s a share of %d goes on as people of good sense would expect', (file, floor) => {
  const talks = talksIn(file)
  const right = talks.filter((talk) => isRight(talk, lastReply(talk))).length
  expect(right / talks.length).toBeGreaterThan(floor)
})

test('what is said in a danger stays in it, and what is said about a plain matter is hardly ever taken for one', () => {
  const judged = ['talks-tune.yml', 'talks-test.yml']
    .flatMap(talksIn)
    .map((talk) => ({ talk, need: lastReply(talk).need }))
  const inDanger = judged.filter(({ talk: { guides, needs: wanted } }) => !guides && wanted?.every(isDanger))
  const plain = judged.filter(({ talk: { needs: wanted } }) => !wanted?.some(isLifeDanger))
  const share = <T>(of: readonly T[], holds: (one: T) => boolean): number => of.filter(holds).length / of.length
  expect(share(inDanger, ({ need }) => isDanger(need))).toBeGreaterThan(0.9)
  expect(share(plain, ({ need }) => isLifeDanger(need))).toBeLessThan(0.04)
})
