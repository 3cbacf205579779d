/** What arrives from Teams beside questions, and what is answered to it. Plain data; knows neither Microsoft's packages nor a store. */
import type { Language } from '../../language/languages'
import type { Address, OutActivity } from '../ports'

export interface Arrived {
  readonly type: 'message' | 'invoke' | 'other'
  /** An invoke's name, e.g. `adaptiveCard/action`. */
  readonly name: string
  readonly id: string
  /** Without the bot's own mention. */
  readonly text: string
  readonly value: unknown
  readonly scope: 'personal' | 'group' | 'channel'
  readonly person: { readonly id: string; readonly name: string; readonly directoryId?: string }
  /** Our id of the conversation. */
  readonly conversationId: string
  readonly address: Address
  /** Of the person's Teams. */
  readonly locale?: Language
  readonly replyToId?: string
}

/** `bot`: not ours, the bot answers. Else it is done: what is posted back, and what an invoke is told. */
export type Handled =
  'bot' | { readonly replies?: readonly OutActivity[]; readonly invoke?: { status: number; body: object } }

/** An Adaptive Card. */
export type Card = Readonly<Record<string, unknown>>
export type CardElement = Readonly<Record<string, unknown>>

export const cardType = 'application/vnd.microsoft.card.adaptive'
