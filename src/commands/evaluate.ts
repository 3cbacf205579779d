/** `npm run evaluate -- FILE.jsonl [--out OUT.jsonl] [--writer model] [--vectors]`: runs questions or whole conversations through the real turn, without a server. */
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { composeTurns } from '../compose'
import { readConfig, type Config } from '../config'
import type { WritingReport } from '../answering/writeAnswer'
import type { LogEntry } from '../conversation/conversation'
import { languages } from '../language/languages'
import { scoreLine, summarise, type ScoredLine } from './evaluation'

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  lang: z.enum(languages).optional(),
  style: z.string().optional(),
  text: z.string().optional(),
  turns: z.array(z.object({ say: z.string() })).optional(),
  /** Acceptable guides, best first; an empty list says that no guide should be given. */
  guides: z.array(z.string()).optional(),
  expect: z.unknown().optional(),
})
export type EvaluationLine = z.infer<typeof lineSchema>

/** One turn as `contract.md` writes it. */
export interface TurnResult {
  readonly outcome: string
  readonly need: string
  readonly language: string
  readonly guides: readonly string[]
  readonly passages: readonly string[]
  readonly confidence: number
  readonly text: string
  readonly masked: string
  readonly municipality?: string
  readonly providers: readonly { name: string; municipality: string; type: string }[]
  readonly ms: number
}

async function main(args: readonly string[]): Promise<void> {
  const outAt = args.indexOf('--out')
  const outFile = outAt >= 0 ? args[outAt + 1] : undefined
  const file = args.find(
    (arg, index) => !arg.startsWith('--') && !['--out', '--writer'].includes(args[index - 1] ?? ''),
  )
  if (!file || (outAt >= 0 && !outFile)) {
    console.error('Usage: npm run evaluate -- FILE.jsonl [--out OUT.jsonl] [--writer model] [--vectors]')
    process.exitCode = 2
    return
  }
  const reports: WritingReport[] = []
  const byModel = args.includes('--writer') && args[args.indexOf('--writer') + 1] === 'model'
  const byMeaning = args.includes('--vectors')
  const settings: Config = { ...readConfig(), logLevel: 'silent' }
  if (byModel && !settings.model) throw new Error('--writer model needs MODEL_ENDPOINT and MODEL_NAME.')
  if (byMeaning && !settings.embeddings) throw new Error('--vectors needs MODEL_ENDPOINT and EMBEDDING_NAME.')
  const config = { ...settings, ...(!byModel && { model: undefined }), ...(!byMeaning && { embeddings: undefined }) }
  const { turns, model, close } = await composeTurns(config, (report) => void reports.push(report))
  const out = outFile ? createWriteStream(outFile) : process.stdout
  const scored: ScoredLine[] = []
  let number = 0
  for await (const raw of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number++
    if (raw.trim() === '') continue
    const line = readLine(raw, file, number)
    const results: TurnResult[] = []
    for (const [index, say] of (line.turns?.map(({ say }) => say) ?? [line.text ?? '']).entries()) {
      const started = performance.now()
      const taken = await turns.take({
        conversationId: `evaluate-${number}`,
        id: `${index + 1}`,
        channel: 'evaluation',
        person: 'evaluation',
        pageLanguage: line.lang,
        text: say,
      })
      const replies = await taken.replies
      results.push(resultOf(taken.message, replies, performance.now() - started))
    }
    scored.push(scoreLine(line, results))
    if (!out.write(JSON.stringify({ id: line.id, turns: results }) + '\n')) await once(out, 'drain')
  }
  if (out !== process.stdout) {
    out.end()
    await once(out, 'finish')
  }
  await close()
  if (model?.writes && number > 0) console.error(`Recorded: ${model.record(scored.length, reports)}`)
  const table = summarise(scored)
  if (outFile) console.log(table)
  else console.error(table)
}

function readLine(raw: string, file: string, number: number): EvaluationLine {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (cause) {
    throw new Error(`${file}:${number} This line is not JSON.`, { cause })
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success || (parsed.data.text === undefined && parsed.data.turns === undefined))
    throw new Error(`${file}:${number} A line needs "id" and either "text" or "turns":[{"say"}].`)
  return parsed.data
}

function resultOf(message: LogEntry, replies: readonly LogEntry[], ms: number): TurnResult {
  const last = replies.at(-1)?.reply
  return {
    outcome: last?.outcome ?? 'failed_internal',
    need: last?.need ?? 'question',
    language: last?.language ?? 'fi',
    guides: last?.guides ?? [],
    passages: last?.passages ?? [],
    confidence: last?.confidence ?? 0,
    text: replies.map(({ text }) => text).join('\n\n'),
    masked: message.text,
    municipality: last?.municipality,
    providers: last?.providers ?? [],
    ms: Math.round(ms * 100) / 100,
  }
}

main(process.argv.slice(2)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
