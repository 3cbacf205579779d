/** The line to a real PostgreSQL, which a test can cut, hold or close as bad networks do. Passes on bytes and knows no protocol. */
import { connect, createServer, type Socket } from 'node:net'

export interface PostgresLine {
  /** The database's address through this line. */
  readonly url: string
  /** Ends every connection now; new ones are let through. */
  cut(): void
  /** Ends every connection and refuses new ones until `mend`. */
  sever(): Promise<void>
  mend(): Promise<void>
  /** Takes connections and says nothing, as a stopped server does. */
  hold(): void
  /** Cuts once the client has sent this text: before it reaches the server, or as soon as the server has answered it. */
  cutAt(text: string, when: 'before' | 'after'): void
  /** Loses what the client sends with this text, once: the server never hears it, and the connection lives on. */
  loseOnce(text: string): void
  close(): Promise<void>
}

export async function postgresLine(url: string): Promise<PostgresLine> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let trap: { text: string; when: 'before' | 'after' } | undefined
  let held = false
  let swallowed: string | undefined

  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    let doomed = false
    client.on('data', (bytes) => {
      if (held) return
      if (swallowed !== undefined && bytes.includes(swallowed)) {
        swallowed = undefined
        return
      }
      if (trap && bytes.includes(trap.text)) {
        const { when } = trap
        trap = undefined
        if (when === 'before') return cut()
        doomed = true
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      if (doomed) return cut()
      if (!held) client.write(bytes)
    })
  })

  function cut(): void {
    for (const socket of sockets) socket.destroy()
  }
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      cut()
    })

  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return {
    url: through.href,
    cut,
    sever: stop,
    mend: () => listen(port),
    hold: () => void (held = true),
    cutAt: (text, when) => void (trap = { text, when }),
    loseOnce: (text) => void (swallowed = text),
    close: () => (server.listening ? stop() : Promise.resolve()),
  }
}
