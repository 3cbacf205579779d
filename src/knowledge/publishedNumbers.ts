/** Numbers and addresses of public services: what we publish ourselves need not be hidden. Knows no masking. */
import type { Knowledge } from './types'

export function publishedNumbers({ contacts }: Pick<Knowledge, 'contacts'>): readonly string[] {
  return [...contacts.values()].flatMap(({ phone, sms, email }) =>
    [phone?.number, sms?.number, email?.address].filter((known) => known !== undefined),
  )
}
