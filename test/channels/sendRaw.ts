/** A client that keeps to no protocol. */
import { connect } from 'node:net'

/** Sends bytes as they are; resolves with all that came back once the server has closed, or after `forMs`. */
export function sendRaw(url: string, bytes: string | Buffer, forMs = 3_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    let text = ''
    const end = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(text)
    }
    const timer = setTimeout(end, forMs)
    socket.on('data', (data) => (text += data.toString('latin1')))
    socket.on('close', end)
    socket.on('error', end)
  })
}
