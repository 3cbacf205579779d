/** Ready replies that advisers pick by "/", in three languages (dialogs/canned.yml). Knows no adviser. */
import { z } from 'zod'

const words = z.strictObject({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) })

export const cannedSchema = z
  .array(z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]*$/), title: words, text: words }))
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'two replies have the same id' })

/** `{adviser}` in a text stands for the adviser's name. */
export type CannedReply = z.infer<typeof cannedSchema>[number]
