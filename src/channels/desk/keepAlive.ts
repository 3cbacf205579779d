/**
 * Asks a page's socket now and then whether it is there. A browser slows the timers of a page that nobody looks at to one a minute, which
 * is too seldom for a lease; to a ping it answers itself, at once. Knows no adviser.
 */
import type { WebSocket } from 'ws'

/** Pings in a row that may go unanswered. */
const patience = 2

/** `onAlive` is called at every answer; a socket that gives none is ended. */
export function keepAlive(
  socket: Pick<WebSocket, 'on' | 'ping' | 'terminate'>,
  beatMs: number,
  onAlive: () => void,
): void {
  let unanswered = 0
  const beat = setInterval(() => {
    if (unanswered > patience) return socket.terminate()
    unanswered += 1
    socket.ping()
  }, beatMs)
  beat.unref()
  socket.on('pong', () => {
    unanswered = 0
    onAlive()
  })
  socket.on('close', () => clearInterval(beat))
}
