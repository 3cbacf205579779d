/** Writes answers, and makes follow-up questions stand alone, with a chat model. Knows what is asked and in which form; no gate, no limits. */
import { z } from 'zod'
import { WriterFault, type RewriteRequest, type WriteRequest } from '../../answering/ports'
import type { MeteredModel } from './guardWriter'
import { openAiChat, type ModelSettings } from './openAiChat'
import { readSentences, sentenceSchema } from './readSentences'

const answerSchema = z.strictObject({ sentences: z.array(sentenceSchema) })
const answerForm = { name: 'answer', schema: formOf(answerSchema) }
const questionSchema = z.strictObject({ question: z.string().describe('The question, able to stand alone.') })
const questionForm = { name: 'question', schema: formOf(questionSchema) }

export interface OpenAiWriter extends MeteredModel {
  /** Loads the packages and builds the client; for the start, so that a wrong setting is said then. Calls no network. */
  ready(): Promise<void>
}

export function openAiWriter(settings: ModelSettings): OpenAiWriter {
  const chat = openAiChat(settings)
  return {
    ready: () => chat.ready(),
    async write(request, signal, onSentence) {
      const { text, used } = await chat.ask(
        { instructions: request.instructions, material: materialOf(request), form: answerForm },
        signal,
        onSentence && readSentences(onSentence),
      )
      return { result: readAnswer(answerSchema, text).sentences, used }
    },
    async rewrite(request, signal) {
      const { text, used } = await chat.ask(
        { instructions: request.instructions, material: conversationOf(request), form: questionForm },
        signal,
      )
      return { result: readAnswer(questionSchema, text).question, used }
    },
  }
}

function materialOf({ question, about, sources }: WriteRequest): object {
  return {
    question,
    ...(about ? { before: about } : {}),
    sources: sources.map(({ number, title, text, marks }) => ({
      number,
      title,
      text,
      marks: Object.fromEntries(marks.map(({ mark, label }) => [mark, label])),
    })),
  }
}

function conversationOf({ question, before, about }: RewriteRequest): object {
  return { question, before, guide: about }
}

function readAnswer<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  let cause: unknown
  try {
    const { data, error } = schema.safeParse(JSON.parse(text))
    if (data !== undefined) return data
    cause = error
  } catch (fault) {
    cause = fault
  }
  throw new WriterFault('MALFORMED', 'The model did not answer in the form that was asked for.', { cause })
}

/** The form as the endpoint wants it. */
function formOf(schema: z.ZodType): Record<string, unknown> {
  const form: Record<string, unknown> = { ...z.toJSONSchema(schema) }
  delete form['$schema']
  return form
}
