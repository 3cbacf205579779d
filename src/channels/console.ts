/** The way in from a terminal: a line typed is a message, a reply is printed with what it rests on. Knows no answer. */
import { createInterface } from 'node:readline'
import type { LogEntry } from '../conversation/conversation'
import type { Turns } from '../turn/turns'

const conversationId = 'console'

/** Talks until the input ends. */
export async function talkInTerminal(
  turns: Turns,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<void> {
  const print = (entry: LogEntry): void => void output.write(`\n${describe(entry)}\n\n`)
  print(await turns.greet({ conversationId, channel: 'console', person: 'console' }))
  const lines = createInterface({ input, output, prompt: '> ' })
  let number = 0
  lines.prompt()
  for await (const text of lines) {
    number++
    const taken = await turns.take({ conversationId, id: String(number), channel: 'console', person: 'console', text })
    for (const reply of await taken.replies) print(reply)
    lines.prompt()
  }
}

function describe({ text, reply }: LogEntry): string {
  if (!reply) return text
  const rests = reply.citations.map(({ passage, origin }, index) => `[${index + 1}] ${passage} – ${origin}`)
  const choices = reply.choices.map(({ label }) => `(${label})`).join(' ')
  const how = `${reply.need} → ${reply.outcome}, ${reply.confidence.toFixed(2)}`
  return [text, '', choices, ...rests, how].filter((line, index) => line !== '' || index === 1).join('\n')
}
