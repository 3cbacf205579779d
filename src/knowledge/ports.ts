/** What the rooms that fetch providers need of this one: the record's shape, and a way from a source's place names to today's municipality. */
export {
  providerSchema,
  type Delivery,
  type Provider,
  type ProviderPhone,
  type ProviderRange,
  type ProviderType,
  type ProviderWords,
  type SupportForm,
} from './providers'
export { weekdays, type Weekday } from './types'

/** Today's municipality of what a source says about a place; the first clue that is known decides. */
export interface PlaceLookup {
  municipalityOf(clues: {
    /** With or without leading zeros. */
    readonly code?: string
    /** In any language, also of a municipality that has merged into another. */
    readonly names?: readonly (string | undefined)[]
    readonly postalCode?: string
  }): string | undefined
}
