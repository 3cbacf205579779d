/** Reads the environment once, checks every setting, and reports all faults together in sentences. The only place that reads process.env. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { list, webAddress, wholeNumber, yesOrNo } from './configForms'
import { modelConfigs, modelFaults, modelSettings, type EndpointConfig, type ModelConfig } from './configModel'
import { noticeConfig, noticeFaults, noticeSettings, type NoticeConfig } from './configNotice'
import { teamsConfig, teamsFaults, teamsSettings, type TeamsConfig } from './configTeams'

/** `trial`: drafts are served under a visible notice. `production`: only what people have approved and verified. */
export type Mode = 'trial' | 'production'

/** Every setting there is, with its default. `.env.example` lists the same names; a test holds the two together. */
const settings = z.object({
  PORT: wholeNumber(0, 65_535).default(3978),
  HOST: z.string().min(1, { error: 'must name an address to listen on' }).default('127.0.0.1'),
  PUBLIC_URL: webAddress.optional(),
  DATA_DIR: z.string().min(1, { error: 'must name a folder' }).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must start with postgres:// or postgresql://' })
    .optional(),
  KNOWLEDGE_DIR: z.string().min(1).default('knowledge'),
  DIALOGS_DIR: z.string().min(1).default('dialogs'),
  MODE: z.enum(['trial', 'production'], { error: 'must be "trial" or "production"' }).default('trial'),
  RESPONSIBLE_PERSON: z.string().min(5, { error: 'must name a role and a contact' }).optional(),
  ...noticeSettings,
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug' })
    .default('info'),
  TOKEN_SECRET: z.string().min(32, { error: 'must be at least 32 characters long' }).optional(),
  TOKEN_LIFE_SECONDS: wholeNumber(5, 86_400).default(1800),
  ALLOWED_ORIGINS: list.default([]),
  TRUST_PROXY: yesOrNo.default(false),
  MESSAGES_PER_MINUTE_PER_CONVERSATION: wholeNumber(1, 1_000_000).default(20),
  MESSAGES_PER_MINUTE_PER_ADDRESS: wholeNumber(1, 1_000_000).default(600),
  TOKENS_PER_MINUTE_PER_ADDRESS: wholeNumber(1, 1_000_000).default(30),
  VOIKKO_DICTIONARY: z.string().min(1).optional(),
  ...modelSettings,
  MICROSOFT_APP_ID: z.uuid({ error: 'must be the application id, a UUID' }).optional(),
  MICROSOFT_APP_TYPE: z
    .enum(['SingleTenant', 'UserAssignedMSI'], { error: 'must be "SingleTenant" or "UserAssignedMSI"' })
    .default('SingleTenant'),
  MICROSOFT_APP_TENANT_ID: z.uuid({ error: 'must be the tenant id, a UUID' }).optional(),
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional(),
  SERVICE_URL_HOSTS: list.default([
    'smba.trafficmanager.net',
    'directline.botframework.com',
    'webchat.botframework.com',
  ]),
  ALLOW_ANONYMOUS_MESSAGES: yesOrNo.default(false),
  ...teamsSettings,
  ALLOW_LOCAL_ACCOUNTS: yesOrNo.default(false),
  OIDC_ISSUER: webAddress.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  OIDC_ADVISER_GROUP: z.string().min(1).default('opastin-advisers'),
  OIDC_SUPERVISOR_GROUP: z.string().min(1).default('opastin-supervisors'),
  HANDOFF_WEBHOOK_URL: webAddress.optional(),
  HANDOFF_WEBHOOK_SECRET: z.string().min(32, { error: 'must be at least 32 characters long' }).optional(),
})
type Settings = z.infer<typeof settings>

export const settingNames: readonly string[] = Object.keys(settings.shape)

export interface Config {
  /** Folder that holds package.json, knowledge/ and dialogs/. */
  readonly root: string
  readonly port: number
  readonly host: string
  /** How people reach us from outside, without a slash at the end; absent: the address we listen on. */
  readonly publicUrl?: string
  readonly dataFolder: string
  readonly databaseUrl?: string
  readonly knowledgeFolder: string
  readonly dialogsFolder: string
  readonly mode: Mode
  readonly responsiblePerson?: string
  /** What people are told of the service on /about. */
  readonly notice: NoticeConfig
  readonly logLevel: Settings['LOG_LEVEL']
  /** Signs Direct Line tokens; absent: one is made and kept in the data folder. */
  readonly tokenSecret?: string
  readonly tokenLifeSeconds: number
  /** Origins of service sites that may carry the widget, beside our own pages. */
  readonly allowedOrigins: readonly string[]
  readonly trustProxy: boolean
  /** How often somebody may knock, per minute. A library's or a school's people share an address. */
  readonly rates: {
    readonly messagesPerConversation: number
    readonly messagesPerAddress: number
    readonly tokensPerAddress: number
  }
  /** Voikko's mor.vfst; absent: the places where Debian puts it are tried. */
  readonly voikkoDictionary?: string
  /** A model that may put quoted answers into words; absent: answers are quoted, word for word. */
  readonly model?: ModelConfig
  /** A model that turns texts into vectors, for a ranking by meaning beside the one by words; absent: words alone. */
  readonly embeddings?: EndpointConfig
  readonly botFramework: {
    readonly appId?: string
    readonly appType: Settings['MICROSOFT_APP_TYPE']
    readonly tenantId?: string
    readonly password?: string
    readonly serviceUrlHosts: readonly string[]
    readonly allowAnonymous: boolean
  }
  readonly teams: TeamsConfig
  /** The advisers' desk. */
  readonly desk: {
    /** Accounts with a password of our own, made by `npm run adviser`. */
    readonly localAccounts: boolean
    /** The operator's OpenID Connect provider, and the groups whose members may work here. */
    readonly identity?: {
      readonly issuer: string
      readonly clientId: string
      readonly clientSecret: string
      readonly groupsClaim: string
      readonly adviserGroup: string
      readonly supervisorGroup: string
    }
    /** An outside contact centre that takes the conversations instead of our own desk. */
    readonly webhook?: { readonly url: string; readonly secret: string }
  }
}

/** One or more settings are wrong. The message names every one of them, a sentence each. */
export class ConfigError extends Error {
  readonly code = 'CONFIG'
  constructor(readonly faults: readonly string[]) {
    super(
      `${faults.length === 1 ? 'A setting is' : `${faults.length} settings are`} wrong; nothing was started.\n` +
        faults.map((fault) => `  - ${fault}`).join('\n') +
        '\nSettings come from the environment; .env.example explains each.',
    )
    this.name = 'ConfigError'
  }
}

/**
 * The configuration in `environment` (default: the process's own). Empty values count as absent.
 * @throws ConfigError naming every wrong setting
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(settingNames.map((name) => [name, environment[name]?.trim() || undefined]))
  const parsed = settings.safeParse(given)
  const faults = parsed.success
    ? jointFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return toConfig(parsed.data)
}

export const loopbackHosts: readonly string[] = ['127.0.0.1', '::1', 'localhost']

/** What is wrong only in combination. */
function jointFaults(s: Settings): string[] {
  const faults: string[] = []
  if (s.ALLOW_ANONYMOUS_MESSAGES && !loopbackHosts.includes(s.HOST))
    faults.push('ALLOW_ANONYMOUS_MESSAGES may be "yes" only when HOST is a loopback address such as 127.0.0.1.')
  if (s.ALLOW_ANONYMOUS_MESSAGES && s.MODE === 'production')
    faults.push('ALLOW_ANONYMOUS_MESSAGES may not be "yes" in production.')
  faults.push(...modelFaults(s), ...teamsFaults(s))
  if (s.MICROSOFT_APP_ID && !s.MICROSOFT_APP_TENANT_ID)
    faults.push('MICROSOFT_APP_TENANT_ID is needed when MICROSOFT_APP_ID is set.')
  if (s.MICROSOFT_APP_ID && s.MICROSOFT_APP_TYPE === 'SingleTenant' && !s.MICROSOFT_APP_PASSWORD)
    faults.push('MICROSOFT_APP_PASSWORD is needed when MICROSOFT_APP_ID is set and MICROSOFT_APP_TYPE is SingleTenant.')
  if (s.MODE === 'production' && !s.RESPONSIBLE_PERSON)
    faults.push(
      'RESPONSIBLE_PERSON is needed in production: the law asks for a named person who watches the quality of the advice (306/2019, section 6 a).',
    )
  faults.push(...noticeFaults(s))
  if (s.MODE === 'production' && !s.PUBLIC_URL)
    faults.push('PUBLIC_URL is needed in production: links to guides must work outside this machine.')
  if (s.MODE === 'production' && s.DATABASE_URL && !s.TOKEN_SECRET)
    faults.push(
      'TOKEN_SECRET is needed in production with DATABASE_URL: without it each replica makes one of its own, and refuses what the others have signed and sealed.',
    )
  if (new Set([s.OIDC_ISSUER, s.OIDC_CLIENT_ID, s.OIDC_CLIENT_SECRET].map((value) => value === undefined)).size > 1)
    faults.push(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed together: without one of them no adviser can sign in.',
    )
  if ((s.HANDOFF_WEBHOOK_URL === undefined) !== (s.HANDOFF_WEBHOOK_SECRET === undefined))
    faults.push(
      'HANDOFF_WEBHOOK_URL and HANDOFF_WEBHOOK_SECRET are needed together: requests to and from the contact centre are signed.',
    )
  if (s.VOIKKO_DICTIONARY && !existsSync(s.VOIKKO_DICTIONARY))
    faults.push(`VOIKKO_DICTIONARY names ${s.VOIKKO_DICTIONARY}, and there is no such file.`)
  return faults
}

function toConfig(s: Settings): Config {
  const root = projectRoot(__dirname)
  const inRoot = (folder: string): string => path.resolve(root, folder)
  return {
    root,
    port: s.PORT,
    host: s.HOST,
    publicUrl: s.PUBLIC_URL?.replace(/\/+$/, ''),
    dataFolder: inRoot(s.DATA_DIR),
    databaseUrl: s.DATABASE_URL,
    knowledgeFolder: inRoot(s.KNOWLEDGE_DIR),
    dialogsFolder: inRoot(s.DIALOGS_DIR),
    mode: s.MODE,
    responsiblePerson: s.RESPONSIBLE_PERSON,
    ...noticeConfig(s),
    logLevel: s.LOG_LEVEL,
    tokenSecret: s.TOKEN_SECRET,
    tokenLifeSeconds: s.TOKEN_LIFE_SECONDS,
    allowedOrigins: s.ALLOWED_ORIGINS,
    trustProxy: s.TRUST_PROXY,
    rates: {
      messagesPerConversation: s.MESSAGES_PER_MINUTE_PER_CONVERSATION,
      messagesPerAddress: s.MESSAGES_PER_MINUTE_PER_ADDRESS,
      tokensPerAddress: s.TOKENS_PER_MINUTE_PER_ADDRESS,
    },
    voikkoDictionary: s.VOIKKO_DICTIONARY,
    ...modelConfigs(s),
    botFramework: {
      appId: s.MICROSOFT_APP_ID,
      appType: s.MICROSOFT_APP_TYPE,
      tenantId: s.MICROSOFT_APP_TENANT_ID,
      password: s.MICROSOFT_APP_PASSWORD,
      serviceUrlHosts: s.SERVICE_URL_HOSTS,
      allowAnonymous: s.ALLOW_ANONYMOUS_MESSAGES,
    },
    ...teamsConfig(s),
    desk: {
      localAccounts: s.ALLOW_LOCAL_ACCOUNTS,
      ...(s.OIDC_ISSUER && s.OIDC_CLIENT_ID && s.OIDC_CLIENT_SECRET
        ? {
            identity: {
              issuer: s.OIDC_ISSUER,
              clientId: s.OIDC_CLIENT_ID,
              clientSecret: s.OIDC_CLIENT_SECRET,
              groupsClaim: s.OIDC_GROUPS_CLAIM,
              adviserGroup: s.OIDC_ADVISER_GROUP,
              supervisorGroup: s.OIDC_SUPERVISOR_GROUP,
            },
          }
        : {}),
      ...(s.HANDOFF_WEBHOOK_URL && s.HANDOFF_WEBHOOK_SECRET
        ? { webhook: { url: s.HANDOFF_WEBHOOK_URL, secret: s.HANDOFF_WEBHOOK_SECRET } }
        : {}),
    },
  }
}

/** The nearest folder upwards with a package.json: the same for sources and for the compiled tree in dist/. */
function projectRoot(from: string): string {
  let folder = from
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder)
    if (above === folder) throw new Error(`No package.json was found in ${from} or above it.`)
    folder = above
  }
  return folder
}
