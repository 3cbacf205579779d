/** What was masked, told by its kind in words, as the widget and the desk tell it. Knows no page. */
import { masks } from '../../privacy/mask'

const kinds = new Map<string, string>(Object.entries(masks).map(([kind, mask]) => [mask, `mask_${kind}`]))

export function tellMasks(text: string, say: (key: string, values?: Record<string, string>) => string): string {
  return text.replace(/⟦[A-Z-]+⟧/g, (mask) => say('mask_shown', { kind: say(kinds.get(mask) ?? 'mask_other') }))
}
