/** An adviser in a proof: takes whom the service gives, answers in turns, ends or sends on. Remembers all that was acknowledged. */
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'

interface Held {
  readonly id: string
  readonly epoch: number
}

export interface ScriptedAdviser {
  readonly name: string
  /** Acknowledged lines, in order: the line's id and words. */
  readonly said: { readonly id: string; readonly text: string }[]
  readonly taken: Set<string>
  readonly ended: Set<string>
  finish(): Promise<void>
}

export async function talkAsAdviser(
  url: string,
  account: { name: string; password: string },
  random: () => number,
): Promise<ScriptedAdviser> {
  const { name } = account
  const signed = await fetch(`${url}/desk/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  if (signed.status !== 200) throw new Error(`${name} could not sign in: ${signed.status}`)
  const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf } = (await signed.json()) as { csrf: string }
  const said: { id: string; text: string }[] = []
  const taken = new Set<string>()
  const ended = new Set<string>()
  let holding: readonly Held[] = []
  let stopping = false
  let socket: WebSocket | undefined

  /** The answer's status and body; 0 when nobody answered. */
  async function call(
    method: string,
    path: string,
    body: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    try {
      const answer = await fetch(`${url}/desk/api${path}`, {
        method,
        headers: { 'content-type': 'application/json', cookie, 'x-desk-csrf': csrf },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      })
      return {
        status: answer.status,
        body: answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>),
      }
    } catch {
      return { status: 0, body: {} }
    }
  }

  /** Again until somebody answers: the same client id makes a repeat harmless. */
  async function surely(
    method: string,
    path: string,
    body: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    for (;;) {
      const answer = await call(method, path, body)
      if (answer.status !== 0 && answer.status < 500) return answer
      await wait(150 + 100 * random())
    }
  }

  async function listen(): Promise<void> {
    while (!stopping) {
      const own = new WebSocket(`${url.replace('http', 'ws')}/desk/api/stream`, { headers: { cookie, origin: url } })
      socket = own
      own.on('error', () => undefined)
      own.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { type: string; items?: Held[] }
        if (frame.type !== 'holding') return
        holding = frame.items ?? []
        for (const { id } of holding) taken.add(id)
      })
      const beat = setInterval(() => own.readyState === 1 && own.send('{"type":"alive"}'), 2_000)
      await new Promise((resolve) => own.once('close', resolve))
      clearInterval(beat)
      await wait(200 + 200 * random())
    }
  }

  async function work(): Promise<void> {
    await surely('PUT', '/presence', { status: 'available', capacity: 4, automatic: true })
    for (let count = 0; !stopping; count++) {
      await wait(100 + 150 * random())
      const one = holding[Math.floor(random() * holding.length)]
      if (!one) continue
      const { id, epoch } = one
      const chance = random()
      if (chance < 0.04) {
        const { status } = await surely('POST', `/handoffs/${id}/end`, {
          epoch,
          reason: chance < 0.02 ? 'helped' : 'handed_back',
        })
        if (status === 200) ended.add(id)
      } else if (chance < 0.06)
        await surely('POST', `/handoffs/${id}/transfer`, { epoch, desk: 'kokeilu-arkisin', note: `from ${name}` })
      else {
        const text = `${name}:${count}`
        const { status, body } = await surely('POST', `/handoffs/${id}/lines`, { clientId: `${count}`, epoch, text })
        const line = body['line'] as { id: string } | undefined
        if (status === 200 && line) said.push({ id: line.id, text })
      }
    }
  }

  const listening = listen()
  const working = work()
  return {
    name,
    said,
    taken,
    ended,
    async finish() {
      stopping = true
      await working
      socket?.close()
      await listening
    },
  }
}
