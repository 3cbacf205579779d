/**
 * Microsoft's CloudAdapter for Azure Bot Service channels and Teams, entered by a side door that speaks values instead of HTTP. Tokens have
 * been judged before; knows neither routes nor the bot's thoughts.
 */
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder'
import { ClaimsIdentity, type ConnectorClient, type ServiceClientCredentialsFactory } from 'botframework-connector'
import { type Address, type OutActivity, type Poster, PostFault } from '../ports'
import { addressed } from './address'
import { type Bot, turnKeys } from './bot'
import { keepEntityProperties } from './keepEntityProperties'

export interface CloudAdapterSettings {
  /** Without it only anonymous use is possible. */
  readonly appId?: string
  readonly appPassword?: string
  readonly appTenantId?: string
  /** New multi-tenant bots can no longer be made. */
  readonly appType: 'SingleTenant' | 'UserAssignedMSI'
}

export interface CloudAdapterNeeds {
  readonly settings: CloudAdapterSettings
  readonly bot: Bot
  /** A reply could not be sent, or a turn failed after its message was acknowledged. */
  onFault(error: unknown, channelId: string): void
  /** Signs what we send; tests hand one in. By default made from the settings. */
  readonly credentials?: ServiceClientCredentialsFactory
  /** Whether we may write to an address that was kept; absent: nowhere but in answer to an activity. */
  mayPost?(address: Address): boolean
  /** How the bot signs. */
  readonly botName?: string
}

/** The longest that writing to a channel may take, in milliseconds. */
const postTimeoutMs = 10_000

export class BotCloudAdapter extends CloudAdapter implements Poster {
  readonly #authentication: ConfigurationBotFrameworkAuthentication
  readonly #needs: CloudAdapterNeeds
  readonly #running = new Set<Promise<void>>()

  constructor(needs: CloudAdapterNeeds) {
    keepEntityProperties()
    const { appId = '', appPassword = '', appTenantId = '', appType } = needs.settings
    const app = {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: appPassword,
      MicrosoftAppTenantId: appTenantId,
      MicrosoftAppType: appId ? appType : 'MultiTenant',
    }
    const authentication = new ConfigurationBotFrameworkAuthentication(
      app,
      needs.credentials ?? new ConfigurationServiceClientCredentialFactory(app),
    )
    super(authentication)
    this.#authentication = authentication
    this.#needs = needs
  }

  /**
   * Runs one activity whose sender has been proved (`claims` empty for anonymous use). With `expectReplies` it resolves with the replies;
   * else as soon as the message and the address of its answers are durable, and the replies follow by themselves. Rejects when one of the
   * two could not be kept: the activity is to be sent again, and what was kept of it is not taken twice.
   */
  run(activity: Activity, claims: Readonly<Record<string, unknown>>): Promise<InvokeResponse | undefined> {
    const identity = new ClaimsIdentity(
      Object.entries(claims).map(([type, value]) => ({ type, value: String(value) })),
      true,
    )
    const connectorFactory = this.#authentication.createConnectorFactory(identity)
    // The SDK's type wants a caller id; its own code leaves it out for channels.
    const proved = {
      audience: 'https://api.botframework.com',
      claimsIdentity: identity,
      connectorFactory,
      callerId: '',
    }
    // Replies are signed with whom the activity was for: say that this is a bot.
    activity.recipient = {
      ...(activity.recipient ?? { id: this.#needs.settings.appId ?? 'opastin', name: 'Opastin' }),
      role: 'bot',
    }
    const waits = activity.deliveryMode === 'expectReplies'
    return new Promise((resolve, reject) => {
      let acknowledged = false
      const acknowledge = (): void => {
        acknowledged = true
        resolve(undefined)
      }
      const turn = this.processActivity(proved, activity, (context) => {
        if (!waits) context.turnState.set(turnKeys.acknowledge, acknowledge)
        return this.#needs.bot(context)
      }).then(
        (response) => resolve(response ?? undefined),
        (error: unknown) => {
          if (acknowledged) this.#needs.onFault(error, activity.channelId)
          else reject(error as Error)
        },
      )
      const running = turn.finally(() => this.#running.delete(running))
      this.#running.add(running)
    })
  }

  reaches(address: Address): boolean {
    return this.#needs.mayPost?.(address) ?? false
  }

  async send(address: Address, activity: OutActivity): Promise<string> {
    const whole = addressed(address, activity, this.#needs.botName ?? 'Opastin') as Activity
    const sent = await this.#post(address, 'sent', ({ conversations }) =>
      conversations.sendToConversation(address.conversation, whole, { timeout: postTimeoutMs }),
    )
    return sent.id ?? ''
  }

  async update(address: Address, activityId: string, activity: OutActivity): Promise<void> {
    const whole = { ...addressed(address, activity, this.#needs.botName ?? 'Opastin'), id: activityId } as Activity
    await this.#post(address, 'changed', ({ conversations }) =>
      conversations.updateActivity(address.conversation, activityId, whole, { timeout: postTimeoutMs }),
    )
  }

  async remove(address: Address, activityId: string): Promise<void> {
    await this.#post(address, 'removed', ({ conversations }) =>
      conversations.deleteActivity(address.conversation, activityId, { timeout: postTimeoutMs }),
    )
  }

  /** Outside a turn, in our own name: the SDK's turn context would answer an activity that never was. */
  async #post<Result>(
    address: Address,
    what: string,
    call: (client: ConnectorClient) => Promise<Result>,
  ): Promise<Result> {
    if (!this.reaches(address)) throw new PostFault(what, address.channelId, 403, 'The address is not allowed.')
    const appId = this.#needs.settings.appId ?? ''
    const identity = new ClaimsIdentity(
      ['aud', 'appid'].map((type) => ({ type, value: appId })),
      true,
    )
    try {
      const client = await this.#authentication
        .createConnectorFactory(identity)
        .create(address.serviceUrl, 'https://api.botframework.com')
      return await call(client)
    } catch (cause) {
      throw new PostFault(what, address.channelId, statusOf(cause), cause)
    }
  }

  /** Resolves when nothing is being sent any more: for a clean stop. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Teams refuses every event with 400: `handoff.initiate` and `handoff.status` are for channels that accept them. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    if (context.activity.channelId !== 'msteams') return super.sendActivities(context, activities)
    const accepted = activities.filter(({ type, name }) => !(type === 'event' && name?.startsWith('handoff.')))
    const sent = accepted.length > 0 ? await super.sendActivities(context, accepted) : []
    return activities.map((activity) => sent[accepted.indexOf(activity)] ?? { id: '' })
  }
}

function statusOf(fault: unknown): number | undefined {
  const status = (fault as { statusCode?: unknown } | undefined)?.statusCode
  return typeof status === 'number' ? status : undefined
}
