/** How a button of a card arrives, whichever way the client sends it, and how it is answered. Knows no deed. */
import { z } from 'zod'
import type { OutActivity } from '../ports'
import { cardActivity } from './cardParts'
import type { SaidCard } from './queueCards'
import { type Arrived, cardType, type Handled } from './types'

export interface Pressed {
  readonly verb: string
  /** What we put into the card, and what the person filled in. Anybody could have written it. */
  readonly data: Readonly<Record<string, unknown>>
}

const invoked = z.object({
  action: z.looseObject({ verb: z.string(), data: z.record(z.string(), z.unknown()).nullish() }),
})
const submitted = z.looseObject({ verb: z.string() })

/** Undefined for what is no button of ours. */
export function pressedIn({ type, name, value }: Arrived): Pressed | undefined {
  if (type === 'invoke') {
    const parsed = name === 'adaptiveCard/action' ? invoked.safeParse(value) : undefined
    return parsed?.success ? { verb: parsed.data.action.verb, data: parsed.data.action.data ?? {} } : undefined
  }
  const parsed = type === 'message' ? submitted.safeParse(value) : undefined
  return parsed?.success ? { verb: parsed.data.verb, data: parsed.data } : undefined
}

/** What came of a button: a card in place of the pressed one, or a sentence; and what else is posted. */
export interface Outcome {
  readonly card?: SaidCard
  readonly say?: string
  readonly replies?: readonly OutActivity[]
}

/** An invoke is answered in place; a submit by a message of its own. */
export function answered({ type }: Arrived, { card, say, replies = [] }: Outcome): Handled {
  if (type === 'invoke') {
    const body = card
      ? { statusCode: 200, type: cardType, value: card.card }
      : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: say ?? 'OK' }
    return { invoke: { status: 200, body }, replies }
  }
  const words: OutActivity[] = card
    ? [cardActivity(card.card, card.summary)]
    : say === undefined
      ? []
      : [{ type: 'message', text: say }]
  return { replies: [...words, ...replies] }
}

export const saying = (text: string): OutActivity => ({ type: 'message', text })
