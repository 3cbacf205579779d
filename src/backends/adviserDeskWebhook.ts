/** An outside contact centre as an `AdviserDesk`: signed HTTP requests to one configured address, and to no other. Knows no queue. */
import { setTimeout as wait } from 'node:timers/promises'
import type { LogEntry } from '../conversation/conversation'
import { type AdviserDesk, DeskRefusal } from '../handoff/ports'
import type { Handoff } from '../handoff/types'

export interface WebhookSettings {
  /** https, or http on this machine. */
  readonly url: string
  /** As `signatureOf` of the handoff room does, with the secret shared with the other side. */
  sign(seconds: number, body: string): string
  readonly timeoutMs: number
  /** Pauses before the second try, the third …, in milliseconds. */
  readonly retryMs: readonly number[]
}

export const webhookDefaults = { timeoutMs: 10_000, retryMs: [500, 2_000, 8_000] } as const

/** A request that was understood and will never be taken. Others may be the fault of a moment, or of settings that somebody mends. */
const finalStatuses = [400, 409, 410, 413, 415, 422].map((status) => `status ${status}`)

/** The outside desk did not take a request in. The message names no word of the conversation. */
export class WebhookError extends Error {
  readonly code = 'HANDOFF_WEBHOOK'
}

/** @throws WebhookError at once when the address is neither https nor on this machine */
export function createWebhookDesk({ url, sign, timeoutMs, retryMs }: WebhookSettings): AdviserDesk {
  const address = new URL(url)
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname)
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && isHere))
    throw new WebhookError(`The handoff webhook ${address.origin} must be reached over https.`)

  async function post(name: string, handoff: Handoff, value: object): Promise<void> {
    const { id, desk, language, topic, state, askedAt } = handoff
    const body = JSON.stringify({
      type: 'event',
      name,
      channelId: 'opastin',
      conversation: { id },
      from: { id: 'opastin', role: 'bot' },
      locale: language,
      value: { handoff: { id, desk, language, topic, state, askedAt }, ...value },
    })
    for (let attempt = 0; ; attempt++) {
      const fault = await send(body)
      if (fault === undefined) return
      if (finalStatuses.includes(fault))
        throw new DeskRefusal(`The handoff webhook at ${address.origin} refused ${name} (${fault}).`)
      const pause = retryMs[attempt]
      if (pause === undefined)
        throw new WebhookError(`The handoff webhook at ${address.origin} did not take ${name} (${fault}).`)
      await wait(pause)
    }
  }

  /** What went wrong, or undefined. A redirect is refused: it could lead anywhere inside the network. */
  async function send(body: string): Promise<string | undefined> {
    const seconds = Math.floor(Date.now() / 1000)
    const headers = {
      'content-type': 'application/json',
      'x-opastin-timestamp': String(seconds),
      'x-opastin-signature': sign(seconds, body),
    }
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await answer.body?.cancel()
      return answer.ok ? undefined : `status ${answer.status}`
    } catch (fault) {
      return fault instanceof Error ? fault.name : 'unknown fault'
    }
  }

  return {
    initiate: (handoff, record) => post('handoff.initiate', handoff, { transcript: record.map(wireLine) }),
    tell: (handoff, lines) => post('handoff.lines', handoff, { lines: lines.map(wireLine) }),
    end: (handoff) => post('handoff.status', handoff, { state: 'completed', reason: handoff.closeReason ?? 'left' }),
  }
}

function wireLine({ id, seq, at, speaker, text, language, reply }: LogEntry): object {
  const citations = reply?.citations.map(({ title, path, origin }) => ({ title, path, origin }))
  return { id, seq, timestamp: at, speaker, text, locale: language, ...(citations?.length ? { citations } : {}) }
}
