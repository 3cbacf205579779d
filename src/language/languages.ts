/** The three languages Opastin speaks, as equals. Knows nothing of messages or guides. */
export const languages = ['fi', 'sv', 'en'] as const

export type Language = (typeof languages)[number]

/** True when `value` is exactly one of our language codes. */
export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && (languages as readonly string[]).includes(value)
}

/** The language of a BCP 47 tag such as `sv-FI` or `en_US`, or undefined when it is none of ours. */
export function languageOfTag(tag: string | undefined | null): Language | undefined {
  const primary = tag?.toLowerCase().split(/[-_]/)[0]
  return isLanguage(primary) ? primary : undefined
}
