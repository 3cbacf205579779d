/** A Bot Framework channel's receiving end on loopback: keeps what bots post, change and remove there, and hands out ids. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly activity: Record<string, unknown>
  /** What it was answered with. */
  readonly status: number
  readonly id: string
}

export interface Connector {
  readonly url: string
  readonly received: Received[]
  /** How it answers. */
  status: number
  /** How it answers a single request; undefined: with `status`. */
  answer: ((request: { method: string; path: string }) => number | undefined) | undefined
  /** What stands in a conversation now, oldest first: later changes made, removed ones gone. */
  standing(conversation: string): Record<string, unknown>[]
  stop(): Promise<void>
}

export async function startConnector(): Promise<Connector> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const activity = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>
      const { method = '', url: path = '' } = request
      const status = connector.answer?.({ method, path }) ?? connector.status
      const id = `sent-${received.length + 1}`
      const { authorization } = request.headers
      received.push({ method, path, authorization, activity, status, id })
      response.statusCode = status
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ id }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const connector: Connector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    status: 200,
    answer: undefined,
    standing(conversation) {
      const root = `/v3/conversations/${encodeURIComponent(conversation)}/activities`
      const there = new Map<string, Record<string, unknown>>()
      for (const { method, path, activity, status, id } of received) {
        if (status >= 300 || !decodeURIComponent(path).startsWith(decodeURIComponent(root))) continue
        const named = decodeURIComponent(path).slice(decodeURIComponent(root).length + 1)
        if (method === 'POST') there.set(id, { ...activity, id })
        if (method === 'PUT' && there.has(named)) there.set(named, { ...activity, id: named })
        if (method === 'DELETE') there.delete(named)
      }
      return [...there.values()]
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return connector
}
