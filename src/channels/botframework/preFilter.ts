/**
 * What must hold before the SDK sees an activity: its shape, its channel, its address. The SDK takes anything, calls any address and answers
 * bad input with 500 and its own words. Knows no token; size, content type and JSON depth are the server's.
 */
import type { Activity } from 'botbuilder'
import { z } from 'zod'

export interface PreFilterSettings {
  /** Channels that may talk to us, e.g. `msteams`, `webchat`, `directline`, `emulator`. */
  readonly channels: readonly string[]
  /** Hosts we answer to: a name, or `.name` for everything below it. */
  readonly serviceHosts: readonly string[]
  /** Tenants whose Teams activities are taken; empty for any that the token vouches for. */
  readonly tenants: readonly string[]
  /** Asked for and bound to loopback: no token, and answers go to this machine only. */
  readonly anonymous: boolean
  readonly maxTextLength: number
}

export const preFilterDefaults = {
  channels: ['msteams', 'webchat', 'directline', 'emulator', 'test'],
  serviceHosts: ['smba.trafficmanager.net', '.botframework.com'],
  maxTextLength: 10_000,
} as const

/** `text_too_long` is told apart, because a person wrote it. */
export type Filtered = { readonly activity: Activity } | { readonly refused: 'activity' | 'tenant' | 'text_too_long' }

const printable = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u)
const account = z.looseObject({
  id: printable(512),
  name: z.string().max(512).nullish(),
  role: z.string().max(64).nullish(),
})
const moment = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(Date.parse(text)))

const shape = z.looseObject({
  type: printable(64),
  id: printable(256).optional(),
  channelId: printable(64),
  serviceUrl: z.string().max(2_048).nullish(),
  conversation: z.looseObject({ id: printable(512), tenantId: z.string().max(64).nullish() }),
  from: account,
  recipient: account.nullish(),
  text: z.string().nullish(),
  locale: z.string().max(64).nullish(),
  name: z.string().max(256).nullish(),
  deliveryMode: z.enum(['normal', 'notification', 'expectReplies', 'ephemeral', 'stream']).nullish(),
  timestamp: moment.nullish(),
  localTimestamp: moment.nullish(),
  expiration: moment.nullish(),
  replyToId: z.string().max(256).nullish(),
  membersAdded: z.array(account).max(1_000).nullish(),
  membersRemoved: z.array(account).max(1_000).nullish(),
  attachments: z
    .array(z.looseObject({ contentType: z.string().max(256).nullish() }))
    .max(50)
    .nullish(),
  entities: z
    .array(z.looseObject({ type: z.string().max(256).nullish() }))
    .max(100)
    .nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().max(64) }).nullish() }).nullish(),
})

/** A copy without nulls, so that the SDK meets only what it knows; dates stay strings, which the bot never reads. */
export function preFilter(body: unknown, settings: PreFilterSettings): Filtered {
  const parsed = shape.safeParse(body)
  if (!parsed.success) return { refused: 'activity' }
  const activity = parsed.data
  if ((activity.text?.length ?? 0) > settings.maxTextLength) return { refused: 'text_too_long' }
  if (!settings.channels.includes(activity.channelId)) return { refused: 'activity' }
  if (!isAddressAllowed(activity.serviceUrl ?? '', activity.deliveryMode === 'expectReplies', settings))
    return { refused: 'activity' }
  if (activity.channelId === 'msteams' && settings.tenants.length > 0) {
    const tenant = activity.channelData?.tenant?.id ?? activity.conversation.tenantId
    if (!tenant || !settings.tenants.includes(tenant)) return { refused: 'tenant' }
  }
  const given = Object.entries(activity).filter(([, value]) => value !== null)
  return { activity: Object.fromEntries(given) as unknown as Activity }
}

/** Whether we may write to the service at this address: again before every proactive message, because settings change. */
export function isAddressAllowed(
  serviceUrl: string,
  repliesExpected: boolean,
  { anonymous, serviceHosts }: Pick<PreFilterSettings, 'anonymous' | 'serviceHosts'>,
): boolean {
  if (anonymous && repliesExpected) return true
  let url: URL
  try {
    url = new URL(serviceUrl)
  } catch {
    return false
  }
  if (url.username || url.password) return false
  if (anonymous) return /^https?:$/.test(url.protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return (
    url.protocol === 'https:' &&
    serviceHosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host))
  )
}
