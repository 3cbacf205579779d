/**
 * The WebSocket side: each socket reads the log by `seq` when news of growth come, so that nothing is lost and nothing doubled however the
 * news come. Knows no token and no HTTP.
 */
import type { WebSocket } from 'ws'
import type { WireActivity } from '../wire'
import type { DirectLineEvents, DirectLineLog, RenderLine } from './ports'

export interface StreamSettings {
  readonly socketsPerConversation: number
  /** Lines in one frame. */
  readonly batch: number
  /** How long news may wait for more, in milliseconds. */
  readonly coalesceMs: number
  /** A frame that the other side has not taken in this time ends the connection; the client resumes from its watermark. */
  readonly slowSocketMs: number
  /** Between our pings. A side that says nothing for three of them is gone. */
  readonly pingEveryMs: number
  /** Frames a client may send in ten seconds: it has nothing to say but "" every 20 s. */
  readonly framesPerTenSeconds: number
}

export const streamDefaults: StreamSettings = {
  socketsPerConversation: 3,
  batch: 100,
  coalesceMs: 4,
  slowSocketMs: 15_000,
  pingEveryMs: 30_000,
  framesPerTenSeconds: 50,
}

export interface StreamNeeds {
  readonly log: DirectLineLog
  readonly events: DirectLineEvents
  readonly render: RenderLine
  readonly settings: StreamSettings
  /** A client has connected; returns what is to be done when it is gone. */
  onConnect?(conversationId: string): () => void
  /** A read of the log failed; the socket is closed, and the client comes back by itself. */
  onFault(error: unknown, conversationId: string): void
}

export interface Streams {
  /** Whether one more socket fits. */
  hasRoom(conversationId: string): boolean
  /** Sends what stands after `watermark`, then whatever comes. */
  connect(socket: WebSocket, conversationId: string, person: string, watermark: number): void
  /**
   * Shows something that passes to all who are connected now; it stands in no log and moves no watermark. False when somebody was busy
   * with a frame and has not seen it.
   */
  push(conversationId: string, activity: WireActivity): boolean
  readonly size: number
  /** Stops the pings. Sockets are the server's to close. */
  stop(): void
}

interface Stream {
  readonly socket: WebSocket
  readonly conversationId: string
  readonly person: string
  /** The last line that was handed to the socket. */
  sent: number
  /** The last line that was heard of. */
  newest: number
  /** News may have been missed: the log is to be looked at, whatever was heard of. */
  look: boolean
  reading: boolean
  waiting: boolean
  /** When the frame on its way was handed over; 0 when none is. */
  sendingSince: number
  heardAt: number
  frames: number
}

export function createStreams({ log, events, render, settings, onConnect, onFault }: StreamNeeds): Streams {
  const byConversation = new Map<string, Set<Stream>>()
  const sweepMs = Math.min(5_000, settings.slowSocketMs, settings.pingEveryMs)
  let pingedAt = Date.now()
  let framesCountedAt = Date.now()
  const sweep = setInterval(sweepAll, sweepMs)
  sweep.unref()

  async function drain(stream: Stream): Promise<void> {
    if (stream.reading) return
    stream.reading = true
    try {
      for (let more = true; more && stream.socket.readyState === 1;) {
        const known = stream.newest
        stream.look = false
        const entries = await log.read(stream.conversationId, stream.sent, settings.batch)
        const last = entries.at(-1)
        if (last) {
          stream.sent = last.seq
          const activities = entries.map((entry) => render(entry, stream.person))
          await sendFrame(stream, { activities, watermark: String(last.seq) })
        }
        more = entries.length === settings.batch || stream.look || stream.newest > Math.max(known, stream.sent)
      }
    } catch (error) {
      onFault(error, stream.conversationId)
      stream.socket.close(1011, 'try again')
    } finally {
      stream.reading = false
    }
  }

  /** A moment's wait lets a message and its quick answer go in one frame. */
  function drainSoon(stream: Stream): void {
    if (stream.reading || stream.waiting) return
    stream.waiting = true
    setTimeout(() => {
      stream.waiting = false
      void drain(stream)
    }, settings.coalesceMs)
  }

  function sweepAll(): void {
    const now = Date.now()
    const ping = now - pingedAt >= settings.pingEveryMs
    const newCount = now - framesCountedAt >= 10_000
    if (ping) pingedAt = now
    if (newCount) framesCountedAt = now
    for (const streams of byConversation.values())
      for (const stream of streams) {
        const stuck = stream.sendingSince > 0 && now - stream.sendingSince > settings.slowSocketMs
        if (stuck || now - stream.heardAt > settings.pingEveryMs * 3) stream.socket.terminate()
        else if (ping && stream.socket.readyState === 1) stream.socket.ping()
        if (stream.look || stream.newest > stream.sent) drainSoon(stream)
        if (newCount) stream.frames = 0
      }
  }

  function hear(stream: Stream): void {
    stream.heardAt = Date.now()
    stream.frames += 1
    if (stream.frames > settings.framesPerTenSeconds) {
      stream.socket.close(1008, 'too many frames')
      setTimeout(() => stream.socket.terminate(), 1_000).unref()
    }
  }

  return {
    hasRoom: (conversationId) => (byConversation.get(conversationId)?.size ?? 0) < settings.socketsPerConversation,
    connect(socket, conversationId, person, watermark) {
      const stream: Stream = {
        socket,
        conversationId,
        person,
        sent: watermark,
        newest: 0,
        look: false,
        reading: false,
        waiting: false,
        sendingSince: 0,
        heardAt: Date.now(),
        frames: 0,
      }
      const beside = byConversation.get(conversationId) ?? new Set<Stream>()
      byConversation.set(conversationId, beside.add(stream))
      // Watched before the first read: what is written between the two is read either way.
      const unwatch = events.watch(conversationId, (seq) => {
        if (seq > stream.newest) stream.newest = seq
        if (seq === 0) stream.look = true
        if (stream.look || seq > stream.sent) drainSoon(stream)
      })
      socket.on('message', () => hear(stream))
      socket.on('pong', () => (stream.heardAt = Date.now()))
      const disconnected = onConnect?.(conversationId)
      socket.on('close', () => {
        unwatch()
        disconnected?.()
        beside.delete(stream)
        if (beside.size === 0 && byConversation.get(conversationId) === beside) byConversation.delete(conversationId)
      })
      void drain(stream)
    },
    push(conversationId, activity) {
      const streams = byConversation.get(conversationId)
      if (!streams) return true
      const frame = JSON.stringify({ activities: [activity] })
      let all = true
      for (const { socket, sendingSince } of streams)
        if (sendingSince === 0 && socket.readyState === 1) socket.send(frame)
        else all &&= socket.readyState !== 1
      return all
    },
    get size() {
      let size = 0
      for (const streams of byConversation.values()) size += streams.size
      return size
    },
    stop: () => clearInterval(sweep),
  }
}

/** Resolves when the frame has left us: a side that does not read holds its own stream up, and no memory of ours. */
function sendFrame(stream: Stream, frame: { activities: readonly WireActivity[]; watermark: string }): Promise<void> {
  return new Promise((resolve) => {
    stream.sendingSince = Date.now()
    stream.socket.send(JSON.stringify(frame), () => {
      stream.sendingSince = 0
      resolve()
    })
  })
}
