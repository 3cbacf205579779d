/** Forms that settings have: yes or no, lists, numbers, addresses. Knows no setting. */
import { z } from 'zod'

export const yesOrNo = z.enum(['yes', 'no'], { error: 'must be "yes" or "no"' }).transform((value) => value === 'yes')
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: `must be a whole number from ${least} to ${most}` })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `must be a whole number from ${least} to ${most}` })
export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be an address that starts with http:// or https://',
})
