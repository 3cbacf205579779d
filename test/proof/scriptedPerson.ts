/** A person in a proof: the widget's own Direct Line client, asking for an adviser and writing without pause. Remembers all that was acknowledged. */
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import { createDirectLine } from '../../src/widget/directLine'

export interface ScriptedPerson {
  readonly name: string
  /** Words of acknowledged messages, in order. */
  readonly sent: string[]
  /** Ids as they arrived on the wire, repeats left out as the widget leaves them out. */
  readonly seen: string[]
  credentials(): { readonly id: string; readonly token: string } | undefined
  /** Milliseconds from `up` to the first socket that was opened after `down`; undefined when none was yet. */
  backAfter(down: number, up: number): number | undefined
  /** Lets what is on its way arrive, then stops. */
  finish(): Promise<void>
}

export function talkAsPerson(url: string, number: number, random: () => number): ScriptedPerson {
  const name = `p${number}`
  const sent: string[] = []
  const seen: string[] = []
  const known = new Set<string>()
  const opened: number[] = []
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
    fetch: (...of) => fetch(...of),
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

  return {
    name,
    sent,
    seen,
    credentials: () => line.credentials,
    backAfter(down, up) {
      const first = opened.find((at) => at >= down)
      return first === undefined ? undefined : Math.max(0, first - up)
    },
    async finish() {
      stopping = true
      await talking
      // A client in its longest pause still comes back and reads the rest.
      line.nudge()
      await wait(3_000)
      line.stop()
    },
  }
}
