/** A house for the proofs of the model: the real content, the real clients, the gate, and the fake endpoint. Proves nothing itself. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { rewriteWithModel, type RewriteQuestion } from '../../src/answering/rewriteQuestion'
import { writeWithModel, type WriteReply, type WritingReport } from '../../src/answering/writeAnswer'
import { guardWriter, type GuardedWriter } from '../../src/backends/model/guardWriter'
import { openAiWriter } from '../../src/backends/model/openAiWriter'
import { cachesOf, composeTools } from '../../src/compose'
import { readConfig } from '../../src/config'
import type { Reply } from '../../src/conversation/reply'
import { loadPrompts } from '../../src/dialogs/prompts'
import type { Knowledge } from '../../src/knowledge/types'
import { languages, type Language } from '../../src/language/languages'
import { handleTurn } from '../../src/turn/handleTurn'
import type { Tools } from '../../src/turn/tools'
import { fakeKey, startFakeAzureOpenAi, type FakeAzureOpenAi } from '../fakes/azureOpenAi/server'

interface Attacks {
  readonly questions: readonly string[]
  readonly carriers: readonly string[]
  readonly orders: readonly string[]
}

export interface ModelHouse {
  readonly fake: FakeAzureOpenAi
  readonly tools: Tools
  readonly reports: WritingReport[]
  readonly attacks: Readonly<Record<Language, Attacks>>
  write(options: { deadlineMs: number; failures?: number; knowledge?: Knowledge }): {
    writeReply: WriteReply
    rewrite: RewriteQuestion
    writer: GuardedWriter
  }
  draft(question: string, language: Language): Reply
}
/** The real content, the real clients, the gate, and the fake endpoint. */
export async function openModelHouse(): Promise<ModelHouse> {
  const config = readConfig({})
  const tools = composeTools(config, cachesOf(config))
  const prompts = loadPrompts(config.dialogsFolder)
  const fake = await startFakeAzureOpenAi()
  const reports: WritingReport[] = []
  const draft = (question: string, language: Language): Reply => {
    const conversation = {
      conversationId: 'proof',
      channel: 'evaluation',
      person: 'proof',
      pageLanguage: language,
      holder: 'bot',
      epoch: 0,
      memory: { misses: 0 },
    } as const
    return handleTurn({ text: question, masked: [], attachments: 0 }, conversation, tools).reply
  }
  const written = load(readFileSync(path.join(config.root, 'test/proof/injections.yml'), 'utf8')) as Record<
    Language,
    Attacks
  >
  return {
    fake,
    tools,
    reports,
    draft,
    // Only questions that are answered reach a model.
    attacks: Object.fromEntries(
      languages.map((language) => {
        const questions = written[language].questions.filter(
          (question: string) => draft(question, language).outcome === 'answered_guide',
        )
        if (questions.length < 5)
          throw new Error(`Of the proof's questions in ${language} only ${questions.length} are answered.`)
        return [language, { ...written[language], questions }]
      }),
    ) as unknown as Record<Language, Attacks>,
    write({ deadlineMs, failures = 5, knowledge = tools.knowledge }) {
      const inner = openAiWriter({
        endpoint: { kind: 'azure', endpoint: fake.url, deployment: 'fake', apiVersion: '2024-10-21', apiKey: fakeKey },
        answerTokens: 500,
      })
      const budget = { tokens: 1e9, euros: 1e6, pricePerMillion: { input: 1, output: 4 } }
      const limits = { breaker: { failures, openMs: 60_000 }, atOnce: 8, budget, answerTokens: 500 }
      const writer = guardWriter(inner, limits, { now: () => new Date() })
      const writeReply = writeWithModel({
        ...tools,
        knowledge,
        writer,
        prompts,
        deadlineMs,
        report: (report) => reports.push(report),
      })
      const rewrite = rewriteWithModel({
        prompts,
        knowledge,
        rewriter: writer,
        deadlineMs: deadlineMs * 0.35,
        report: () => undefined,
      })
      return { writer, writeReply, rewrite }
    },
  }
}
