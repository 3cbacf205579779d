/** What people hear before they have said anything: that it is a bot, and whether a model may word its answers. */
import { greeting } from '../../src/turn/greeting'
import type { Tools } from '../../src/turn/tools'

const tools = (of: Partial<Tools>): Tools =>
  ({ phrases: { say: (key: string) => key, keys: () => [] }, ...of }) as Tools
const keysOf = (of: Partial<Tools>): string[] =>
  greeting(
    { conversationId: 'c', channel: 'directline', person: 'p', pageLanguage: 'fi' },
    tools(of),
  ).reply.parts.flatMap((part) => (part.kind === 'phrase' ? [part.key] : []))

test('the greeting tells of a model where one may word answers, and only there', () => {
  expect(keysOf({ drafts: false, modelWrites: true })).toEqual(['greeting', 'greeting_limits', 'greeting_model'])
  expect(keysOf({ drafts: true })).toEqual(['greeting', 'greeting_limits', 'greeting_trial'])
})
