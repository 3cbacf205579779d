/** A person in a proof: the widget's own Direct Line client, asking for an adviser and writing without pause. Remembers all that was acknowledged. */
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import { createDirectLine } from '../../src/widget/directLine'
import { readActivities } from '../startService'

/** What the time until a person is back is made of, in milliseconds. */
export interface WayBack {
  /** The client's own pause, before it asked the server that was there again. */
  readonly pauseMs: number
  /** The server's answer to that. */
  readonly callMs: number
  /** Until the socket was open. */
  readonly socketMs: number
}

export interface ScriptedPerson {
  readonly name: string
  /** Words of acknowledged messages, in order. */
  readonly sent: string[]
  /** Ids as they arrived on the wire, repeats left out as the widget leaves them out. */
  readonly seen: string[]
  credentials(): { readonly id: string; readonly token: string } | undefined
  /** From `up` to the first socket that was opened after `down`; undefined when none was yet. */
  backAfter(down: number, up: number): WayBack | undefined
  /** Lets what is on its way arrive, then stops. */
  finish(): Promise<void>
}

export function talkAsPerson(url: string, number: number, random: () => number): ScriptedPerson {
  const name = `p${number}`
  const sent: string[] = []
  const seen: string[] = []
  const known = new Set<string>()
  const opened: number[] = []
  /** Answered calls that open the stream anew: begun and ended. */
  const resumed: { readonly begun: number; readonly ended: number }[] = []
  let stopping = false
  class Watched extends WebSocket {
    constructor(address: string) {
      super(address)
      this.on('open', () => opened.push(Date.now()))
      this.on('error', () => undefined)
    }
  }
  const line = createDirectLine({
    base: url,
    WebSocket: Watched as unknown as NonNullable<Parameters<typeof createDirectLine>[0]['WebSocket']>,
    async fetch(...of) {
      const begun = Date.now()
      const answer = await fetch(...of)
      if (/conversations\/[^/?]+\?watermark/.test(String(of[0])) && answer.ok)
        resumed.push({ begun, ended: Date.now() })
      return answer
    },
    language: () => 'fi',
    onActivities(activities) {
      for (const { id, type } of activities) {
        if (type !== 'message' || !id || known.has(id)) continue
        known.add(id)
        seen.push(id)
      }
    },
    onLine: () => undefined,
    onCredentials: () => undefined,
    onGone: () => undefined,
  })
  line.start()

  async function deliver(activity: object): Promise<void> {
    while ((await line.send(activity)) !== 'sent') await wait(200)
  }

  async function talk(): Promise<void> {
    for (let count = 0; !stopping; count++) {
      // Asking again while waiting or talking keeps the place; after an end it asks anew.
      if (count % 8 === 0) await deliver({ type: 'event', name: 'handoff.request', from: { id: name } })
      const text = `${name}-${count} kiitos`
      await deliver({
        type: 'message',
        text,
        from: { id: name },
        channelData: { clientActivityID: `${name}-${count}` },
      })
      sent.push(text)
      await wait(300 + 400 * random())
    }
  }
  const talking = talk()

  async function isCaughtUp(): Promise<boolean> {
    const own = line.credentials
    if (!own) return false
    const recorded = await readActivities(url, { conversationId: own.id, token: own.token, streamUrl: '' }).catch(
      () => [],
    )
    return recorded.length > 0 && seen.length >= recorded.length
  }

  return {
    name,
    sent,
    seen,
    credentials: () => line.credentials,
    backAfter(down, up) {
      const at = opened.find((one) => one >= down)
      if (at === undefined) return undefined
      const call = resumed.findLast(({ ended }) => ended >= down && ended <= at)
      // A new conversation has no such call: then all of it counts as the answer's.
      const begun = Math.max(up, call?.begun ?? up)
      const ended = Math.max(begun, call?.ended ?? at)
      return { pauseMs: begun - up, callMs: ended - begun, socketMs: Math.max(0, at - ended) }
    },
    async finish() {
      stopping = true
      await talking
      // A client in its longest pause still comes back and reads the rest; on a slow machine that takes a while. What is lost never comes.
      for (const until = Date.now() + 60_000; Date.now() < until && !(await isCaughtUp()); await wait(500)) line.nudge()
      line.stop()
    },
  }
}
