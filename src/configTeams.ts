/** The settings of Microsoft Teams: whose Teams, who advises there, and what may stand there. Part of config.ts. */
import { z } from 'zod'
import { list } from './configForms'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const uuids = (what: string) =>
  list.refine((ids) => ids.every((id) => uuid.test(id)), { error: `must be a list of ${what}, UUIDs parted by commas` })

export const teamsSettings = {
  TEAMS_TENANTS: uuids('tenant ids').default([]),
  TEAMS_ADVISERS: uuids('object ids of users').default([]),
  TEAMS_RETENTION_DECISION: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} .{15,300}$/s, {
      error: 'must begin with the date of the decision (YYYY-MM-DD) and say who decided what',
    })
    .optional(),
  TEAMS_PUBLISHER: z.string().min(1).max(32, { error: 'may have 32 characters' }).default('Opastin'),
}
type Settings = z.infer<z.ZodObject<typeof teamsSettings>>

export interface TeamsConfig {
  /** Tenants whose people may use the bot in Teams; none: the bot's own tenant. */
  readonly tenants: readonly string[]
  /** Directory ids of those who take conversations in Teams. */
  readonly advisers: readonly string[]
  /** When, by whom and what was decided about how long Teams keeps messages; absent: people's words stay out of Teams. */
  readonly retentionDecision?: string
  /** Who publishes the app package. */
  readonly publisher: string
}

/** What is wrong only in combination. */
export function teamsFaults(s: Settings & { MICROSOFT_APP_ID?: string; ALLOW_ANONYMOUS_MESSAGES: boolean }): string[] {
  const used = s.TEAMS_TENANTS.length > 0 || s.TEAMS_ADVISERS.length > 0 || s.TEAMS_RETENTION_DECISION !== undefined
  return used && !s.MICROSOFT_APP_ID && !s.ALLOW_ANONYMOUS_MESSAGES
    ? ['TEAMS_TENANTS, TEAMS_ADVISERS and TEAMS_RETENTION_DECISION are of no use without MICROSOFT_APP_ID.']
    : []
}

export function teamsConfig(s: Settings): { teams: TeamsConfig } {
  return {
    teams: {
      tenants: s.TEAMS_TENANTS,
      advisers: s.TEAMS_ADVISERS,
      retentionDecision: s.TEAMS_RETENTION_DECISION,
      publisher: s.TEAMS_PUBLISHER,
    },
  }
}
