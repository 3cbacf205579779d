/** The part of compose for Azure Bot Service and Teams: the adapter, its route, and how people there are reached. */
import { createBot } from './channels/botframework/bot'
import { channelTokenDefaults } from './channels/botframework/channelToken'
import type { BotCloudAdapter } from './channels/botframework/cloudAdapter'
import { createMessagesRoute } from './channels/botframework/messagesRoute'
import { isAddressAllowed, preFilterDefaults } from './channels/botframework/preFilter'
import { createSigningKeys, signingKeyDefaults } from './channels/botframework/signingKeys'
import { createActivityRenderer } from './channels/botframework/toActivity'
import type { Route } from './channels/http'
import type { ChannelsNeeds } from './composeChannels'
import { composeTeams, type Reach } from './composeTeams'

/** How the bot signs. */
export const botName = 'Opastin'
/** Where the Bot Connector publishes its signing keys (Microsoft: "Authenticate requests from the Bot Connector service"). */
const openIdMetadata = 'https://login.botframework.com/v1/.well-known/openidconfiguration'

type OnFault = (fault: unknown, where: string) => void

/** None where nobody can write over a Bot Framework channel. */
export function composeReach(
  { config, store, events, tools, advisers, address, log }: ChannelsNeeds,
  renderer: ReturnType<typeof createActivityRenderer>,
  cloud: () => BotCloudAdapter | undefined,
): Reach | undefined {
  if (!config.botFramework.appId && !config.botFramework.allowAnonymous) return undefined
  const poster = (): BotCloudAdapter => {
    const adapter = cloud()
    if (!adapter) throw new Error('Something was to be posted to a channel before the channel was made.')
    return adapter
  }
  const { handoffs } = advisers
  return composeTeams({ settings: config.teams, store, handoffs, events, tools, renderer, poster, address, log })
}

/** Azure Bot Service and Teams; none where neither an application id nor anonymous use is set: then Microsoft's SDK is not even loaded. */
export async function cloudAdapter(
  { config }: ChannelsNeeds,
  bot: ReturnType<typeof createBot>,
  onFault: OnFault,
): Promise<BotCloudAdapter | undefined> {
  const { appId, appType, password, tenantId, allowAnonymous, serviceUrlHosts: serviceHosts } = config.botFramework
  if (!appId && !allowAnonymous) return undefined
  const { BotCloudAdapter } = await import('./channels/botframework/cloudAdapter.js')
  return new BotCloudAdapter({
    settings: { appId, appPassword: password, appTenantId: tenantId, appType },
    bot,
    onFault,
    mayPost: ({ serviceUrl }) => isAddressAllowed(serviceUrl, false, { anonymous: !appId, serviceHosts }),
    botName,
  })
}

export function messagesRoute({ config }: ChannelsNeeds, adapter: BotCloudAdapter, onFault: OnFault): Route {
  const { appId, tenantId, serviceUrlHosts } = config.botFramework
  const own = tenantId ? [tenantId] : []
  const tenants = config.teams.tenants.length > 0 ? config.teams.tenants : own
  return createMessagesRoute({
    adapter,
    filter: { ...preFilterDefaults, serviceHosts: serviceUrlHosts, tenants, anonymous: !appId },
    channelToken: appId
      ? {
          settings: { ...channelTokenDefaults, appId, tenants: [...new Set([...own, ...tenants])] },
          keys: createSigningKeys({ ...signingKeyDefaults, metadataUrl: openIdMetadata }),
        }
      : undefined,
    host: config.host,
    onFault,
  })
}
