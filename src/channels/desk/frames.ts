/** What the desk's page may send over its socket. Knows no socket. */
import { z } from 'zod'
import { languages } from '../../language/languages'
import { maxTextLength } from './signIn'

const handoffId = z.string().max(64)
const frames = z.discriminatedUnion('type', [
  // `active`: whether somebody has touched the page since the last one. Clients that cannot tell count as busy.
  z.object({ type: z.literal('alive'), active: z.boolean().default(true) }),
  z.object({ type: z.literal('follow'), handoffId, after: z.int().min(0).default(0) }),
  z.object({ type: z.literal('unfollow'), handoffId }),
  z.object({ type: z.literal('typing'), handoffId }),
  z.object({
    type: z.literal('say'),
    handoffId,
    clientId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    epoch: z.int().min(0),
    text: z.string().max(maxTextLength),
    language: z.enum(languages).optional(),
  }),
])
export type Frame = z.infer<typeof frames>

/** Undefined for what is no JSON, or none of these. */
export function frameIn(text: string): Frame | undefined {
  return frames.safeParse(parse(text)).data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
