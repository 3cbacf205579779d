/** The pieces that our Adaptive Cards (schema 1.5) are made of. Knows no words of its own. */
import type { OutActivity } from '../ports'
import { type Card, type CardElement, cardType } from './types'

/** `fallbackText` is what a client shows that knows no cards of this version. */
export function cardOf(body: readonly CardElement[], actions: readonly CardElement[], fallbackText: string): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText,
    body,
    ...(actions.length > 0 ? { actions } : {}),
  }
}

/** A card as a message: `summary` is what notifications and lists say. */
export function cardActivity(card: Card, summary: string): OutActivity {
  return { type: 'message', summary, attachments: [{ contentType: cardType, content: card }] }
}

export const heading = (text: string): CardElement => ({
  type: 'TextBlock',
  text,
  weight: 'Bolder',
  size: 'Medium',
  wrap: true,
  style: 'heading',
})

export const paragraph = (text: string, more: CardElement = {}): CardElement => ({
  type: 'TextBlock',
  text,
  wrap: true,
  ...more,
})

/** Words of somebody else's, shown as they are: no link and no mark of theirs comes alive. */
export const verbatim = (said: string, who: string): CardElement => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: [
    { type: 'TextRun', text: `${who}: `, weight: 'Bolder' },
    { type: 'TextRun', text: said },
  ],
})

export const facts = (pairs: readonly (readonly [title: string, value: string])[]): CardElement => ({
  type: 'FactSet',
  facts: pairs.map(([title, value]) => ({ title, value })),
})

/** A button that the bot answers; clients that know no Action.Execute submit the same. */
export const execute = (title: string, verb: string, data: CardElement, more: CardElement = {}): CardElement => ({
  type: 'Action.Execute',
  title,
  verb,
  data,
  ...more,
  fallback: { type: 'Action.Submit', title, data: { ...data, verb } },
})

export const openUrl = (title: string, url: string): CardElement => ({ type: 'Action.OpenUrl', title, url })

/** A button that unfolds a small form inside the card. */
export const unfold = (title: string, body: readonly CardElement[], actions: readonly CardElement[]): CardElement => ({
  type: 'Action.ShowCard',
  title,
  card: { type: 'AdaptiveCard', version: '1.5', body, actions },
})

export const textInput = (id: string, label: string, more: CardElement = {}): CardElement => ({
  type: 'Input.Text',
  id,
  label,
  isMultiline: true,
  maxLength: 4000,
  ...more,
})

export const choiceInput = (
  id: string,
  label: string,
  choices: readonly { readonly title: string; readonly value: string }[],
): CardElement => ({ type: 'Input.ChoiceSet', id, label, style: 'compact', choices, value: choices[0]?.value ?? '' })
