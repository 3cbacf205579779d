/** The socket to the server: stays open, comes back after short pauses, shows signs of life. Knows what a frame is, not what it means. */
import type { Frame, PageFrame } from './wire'

export interface StreamNeeds {
  open(): WebSocket
  /** Frames in the order of the server. */
  onFrame(frame: Frame): void
  onOnline(online: boolean): void
  /** The server does not know us any more. */
  onSignedOut(): void
  heartbeatMs: number
  /** Whether someone has touched the page since this was asked last. */
  wasActive(): boolean
  /** The first pause before coming back; later ones are two and a half times it, and fifteen times after a long while. */
  readonly beatMs?: number
}

export interface Stream {
  start(): void
  stop(): void
  /** False when the socket is not open: nothing was sent. */
  send(frame: PageFrame): boolean
  /** The network is back or somebody looks: tries at once. */
  nudge(): void
}

const signedOutCode = 4401
/** WebSocket.OPEN, without needing the class at hand. */
const openState = 1

export function createStream(needs: StreamNeeds): Stream {
  const beat = needs.beatMs ?? 1000
  let running = false
  let socket: WebSocket | undefined
  let failures = 0
  let again: ReturnType<typeof setTimeout> | undefined
  let heartbeat: ReturnType<typeof setInterval> | undefined

  function connect(): void {
    clearTimeout(again)
    again = undefined
    const own = needs.open()
    socket = own
    own.onmessage = ({ data }) => {
      if (own !== socket) return
      const frame = parse(data)
      if (frame?.type === 'hello') {
        failures = 0
        send({ type: 'alive', active: needs.wasActive() })
        needs.onOnline(true)
      }
      if (frame) needs.onFrame(frame)
    }
    own.onclose = ({ code }) => {
      if (own !== socket) return
      socket = undefined
      needs.onOnline(false)
      if (!running) return
      if (code === signedOutCode) {
        stop()
        return needs.onSignedOut()
      }
      // A little chance in it, so that all desks do not come back in the same instant after a restart.
      const pause = beat * (failures < 60 ? Math.min(2.5, 2 ** failures) : 15) * (0.5 + Math.random() / 2)
      failures++
      again = setTimeout(connect, pause)
    }
  }

  function send(frame: PageFrame): boolean {
    if (socket?.readyState !== openState) return false
    socket.send(JSON.stringify(frame))
    return true
  }

  function stop(): void {
    running = false
    clearTimeout(again)
    clearInterval(heartbeat)
    socket?.close()
  }

  return {
    start() {
      if (running) return
      running = true
      failures = 0
      heartbeat = setInterval(() => send({ type: 'alive', active: needs.wasActive() }), needs.heartbeatMs)
      connect()
    },
    stop,
    send,
    nudge() {
      if (running && again !== undefined) connect()
    },
  }
}

function parse(data: unknown): Frame | undefined {
  try {
    return JSON.parse(String(data)) as Frame
  } catch {
    // Not ours; the next frame will be.
    return undefined
  }
}
