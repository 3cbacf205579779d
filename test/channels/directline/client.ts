/** Small clients of the endpoint for tests: plain HTTP calls, and Microsoft's unmodified DirectLine with what it needs in Node. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Activity, DirectLine } from 'botframework-directlinejs'
import { WebSocket } from 'ws'
import type { WireActivity } from '../../../src/channels/wire'

export interface Token {
  readonly conversationId: string
  readonly token: string
  readonly expires_in: number
}

export interface Called<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export const endpoint = (url: string): string => `${url}/v3/directline`

/** One call; the body as JSON, or undefined where there is none. */
export async function call<T = unknown>(
  url: string,
  method: string,
  { token, body, headers }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Called<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body !== undefined ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as T }
}

export async function newToken(url: string, body: object = {}): Promise<Token> {
  return (await call<Token>(`${endpoint(url)}/tokens/generate`, 'POST', { body })).body
}

/** A conversation that is open and greeted. */
export async function openConversation(
  url: string,
  body: object = {},
): Promise<Token & { readonly streamUrl: string }> {
  const { token } = await newToken(url, body)
  return (await call<Token & { streamUrl: string }>(`${endpoint(url)}/conversations`, 'POST', { token, body: {} })).body
}

export function say(
  url: string,
  { conversationId, token }: Token,
  text: string,
  more: object = {},
): Promise<Called<{ id: string }>> {
  const body = { type: 'message', text, from: { id: 'whoever' }, ...more }
  return call(`${endpoint(url)}/conversations/${conversationId}/activities`, 'POST', { token, body })
}

export async function read(
  url: string,
  { conversationId, token }: Token,
  watermark = '',
): Promise<{ activities: WireActivity[]; watermark: string }> {
  const answer = await call<{ activities: WireActivity[]; watermark: string }>(
    `${endpoint(url)}/conversations/${conversationId}/activities?watermark=${watermark}`,
    'GET',
    { token },
  )
  return answer.body
}

export interface Listener {
  readonly socket: WebSocket
  readonly frames: { activities: WireActivity[]; watermark?: string }[]
  /** Every activity that came, in order. */
  all(): WireActivity[]
  /** Resolves with the close code. */
  readonly closed: Promise<number>
}

/** An open stream; rejects when the server refuses it. */
export async function listen(streamUrl: string, options: object = {}): Promise<Listener> {
  const socket = new WebSocket(streamUrl, options)
  const frames: Listener['frames'] = []
  socket.on('message', (data) => {
    const text = String(data)
    if (text !== '') frames.push(JSON.parse(text) as Listener['frames'][number])
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => undefined)
  return { socket, frames, closed, all: () => frames.flatMap(({ activities }) => activities) }
}

/** Waits until `found` gives something other than undefined or false. */
export async function until<T>(
  found: () => T | undefined | false | Promise<T | undefined | false>,
  forMs = 10_000,
): Promise<T> {
  const giveUpAt = Date.now() + forMs
  for (;;) {
    const result = await found()
    if (result !== undefined && result !== false) return result
    if (Date.now() > giveUpAt) throw new Error(`It did not happen within ${forMs} ms: ${found.toString()}`)
    await wait(10)
  }
}

export interface Chat {
  readonly directLine: DirectLine
  readonly heard: Activity[]
  /** Connection states, in order. */
  readonly states: number[]
  post(text: string, clientActivityID?: string): Promise<string>
  end(): void
}

/** The unmodified client, with the globals it expects of a browser. */
export async function directLineJs(options: {
  token: string
  domain: string
  webSocket: boolean
  pollingInterval?: number
  timeout?: number
}): Promise<Chat> {
  Object.assign(globalThis, { WebSocket, XMLHttpRequest: (await import('xhr2' as string)).default })
  const { DirectLine } = await import('botframework-directlinejs')
  const directLine = new DirectLine(options)
  const heard: Activity[] = []
  const states: number[] = []
  // Without an error handler rxjs throws outside everything when the conversation ends.
  directLine.activity$.subscribe(
    (activity) => heard.push(activity),
    () => undefined,
  )
  directLine.connectionStatus$.subscribe(
    (state) => states.push(state),
    () => undefined,
  )
  return {
    directLine,
    heard,
    states,
    post: (text, clientActivityID) =>
      new Promise((resolve, reject) =>
        directLine
          .postActivity({
            type: 'message',
            text,
            from: { id: 'dl_someone-else', name: 'Minister' },
            ...(clientActivityID ? { channelData: { clientActivityID } } : {}),
          })
          .subscribe(resolve, reject),
      ),
    end: () => directLine.end(),
  }
}
