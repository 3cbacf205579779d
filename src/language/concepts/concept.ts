/** One meaning and the words people use for it in three languages. Plain data; knows nothing of guides or indexes. */

/**
 * `[id, Finnish, Swedish, English]`: words or short phrases separated by commas, in any form; they are matched by their stems,
 * phrases with up to two other words in between.
 */
export type ConceptRow = readonly [id: string, fi: string, sv: string, en: string]
