/** A Bot Framework channel's receiving end on loopback: keeps what bots post to it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Connector {
  readonly url: string
  readonly received: { readonly path: string; readonly activity: Record<string, unknown> }[]
  /** How it answers. */
  status: number
  stop(): Promise<void>
}

export async function startConnector(): Promise<Connector> {
  const received: Connector['received'] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const activity = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>
      received.push({ path: request.url ?? '', activity })
      response.statusCode = connector.status
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ id: `sent-${received.length}` }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const connector: Connector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    status: 200,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return connector
}
