/** The settings of what people must be told of the service: who answers for it, whom to write to, and how long words are kept. Part of config.ts. */
import { z } from 'zod'

const contact = z.string().min(5, { error: 'must name who or what, and how to reach them' }).max(300).optional()

export const noticeSettings = {
  SERVICE_OWNER: z
    .string()
    .min(3, { error: 'must name the organisation that answers for the service' })
    .max(300)
    .optional(),
  SERVICE_CONTACT: contact,
  ACCESSIBILITY_CONTACT: contact,
  DATA_PROTECTION_CONTACT: contact,
  DATA_PROCESSORS: contact,
  RETENTION_DECISION: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} .{15,300}$/s, {
      error: 'must begin with the date of the decision (YYYY-MM-DD) and say who decided what',
    })
    .optional(),
}
type Settings = z.infer<z.ZodObject<typeof noticeSettings>>

/** Each is shown as it is written; what is absent is said not to have been decided. */
export interface NoticeConfig {
  /** Who answers for the service, and is the controller of its data. */
  readonly owner?: string
  /** Where people get help with the service itself and give feedback. */
  readonly contact?: string
  /** Where they tell of accessibility; the one above where none of its own is set. */
  readonly accessibilityContact?: string
  readonly dataProtectionContact?: string
  /** Who keeps or handles data for the owner, and where. */
  readonly processors?: string
  /** When, by whom and what was decided about how long conversations are kept. */
  readonly retentionDecision?: string
}

/** Why each must be set before the service opens to the public. */
const needed: readonly [keyof Settings, string][] = [
  ['SERVICE_OWNER', 'people must be told who answers for the service and for their data (GDPR, article 13)'],
  ['SERVICE_CONTACT', 'the law asks for a published contact for help with the service (306/2019, section 5)'],
  ['DATA_PROTECTION_CONTACT', 'people must be told whom to ask about their data (GDPR, article 13)'],
  ['DATA_PROCESSORS', 'people must be told who handles their data and where (GDPR, article 13)'],
  ['RETENTION_DECISION', 'people must be told how long their words are kept (GDPR, article 13)'],
]

export function noticeFaults(s: Settings & { MODE: string }): string[] {
  if (s.MODE !== 'production') return []
  return needed.filter(([name]) => !s[name]).map(([name, why]) => `${name} is needed in production: ${why}.`)
}

export function noticeConfig(s: Settings): { readonly notice: NoticeConfig } {
  return {
    notice: {
      owner: s.SERVICE_OWNER,
      contact: s.SERVICE_CONTACT,
      accessibilityContact: s.ACCESSIBILITY_CONTACT ?? s.SERVICE_CONTACT,
      dataProtectionContact: s.DATA_PROTECTION_CONTACT,
      processors: s.DATA_PROCESSORS,
      retentionDecision: s.RETENTION_DECISION,
    },
  }
}
