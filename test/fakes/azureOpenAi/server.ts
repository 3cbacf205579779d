/** A local stand-in for Azure OpenAI's REST API: chat completions with and without server-sent events, embeddings, and sixteen ways to fail. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { evilAnswer } from './evil'
import { honestAnswer, readMaterial, rewrittenQuestion, type WrittenAnswer } from './material'

/** Ways to fail: the first twelve are the endpoint's, the others the model's own. */
export const faultModes = [
  'hang-before-headers',
  'hang-mid-stream',
  'one-token-a-second',
  'status-500',
  'status-503',
  'status-429',
  'status-401',
  'status-404',
  'html',
  'truncated-json',
  'bad-utf8',
  'ten-megabytes',
  'wrong-language',
  'invented-citation',
  'content-filter',
  'obedient-evil',
] as const
export type FaultMode = (typeof faultModes)[number]

export interface FakeAzureOpenAi {
  readonly url: string
  /** `honest`: every answer is made of the sources' own sentences. `hang-after-sentence`: the same, and nothing after the first. */
  mode: FaultMode | 'honest' | 'hang-after-sentence'
  /** What the obedient evil model says beside what it is ordered to, pointing to every source. */
  orders: readonly string[]
  /** The vector of a text; tests may put another in its place. */
  vectorOf: (text: string) => number[]
  /** Requests that came in. */
  readonly requests: readonly { readonly path: string; readonly authorization: string; readonly body: string }[]
  /** Answers given, in order. */
  readonly written: readonly WrittenAnswer[]
  /** Connections that are open now. */
  sockets(): number
  close(): Promise<void>
}

export const fakeKey = 'a-key-for-tests'
const dimensions = 8

export async function startFakeAzureOpenAi(): Promise<FakeAzureOpenAi> {
  const requests: { path: string; authorization: string; body: string }[] = []
  const written: WrittenAnswer[] = []
  const open = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => void answer(request, response))
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeAzureOpenAi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mode: 'honest',
    orders: [],
    vectorOf,
    requests,
    written,
    sockets: () => open.size,
    async close() {
      for (const timer of timers) clearInterval(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return fake

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy())
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const authorization = String(request.headers['api-key'] ?? request.headers.authorization ?? '')
    const path = request.url ?? ''
    requests.push({ path, authorization, body })
    if (!authorization.includes(fakeKey)) return fail(response, 401, 'Access denied due to invalid subscription key.')
    if (/\/embeddings\b/.test(path)) return embed(body, response)
    if (!/^\/(?:openai\/deployments\/[\w-]+|v1)\/chat\/completions/.test(path))
      return fail(response, 404, 'Resource not found')
    chat(JSON.parse(body) as ChatRequest, response)
  }

  function chat(asked: ChatRequest, response: ServerResponse): void {
    const { mode } = fake
    switch (mode) {
      case 'hang-before-headers':
        return
      case 'status-500':
        return fail(response, 500, 'The server had an error while processing your request.')
      case 'status-503':
        return fail(response, 503, 'The service is temporarily unable to process your request.')
      case 'status-429':
        response.setHeader('Retry-After', '30')
        return fail(response, 429, 'Requests have exceeded the call rate limit.')
      case 'status-401':
        return fail(response, 401, 'Access denied due to invalid subscription key.')
      case 'status-404':
        return fail(response, 404, 'The API deployment for this resource does not exist.', 'DeploymentNotFound')
      case 'content-filter':
        return fail(
          response,
          400,
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          'content_filter',
        )
      case 'html':
        response.writeHead(200, { 'Content-Type': 'text/html' })
        return void response.end('<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>')
      case 'ten-megabytes':
        return send(
          asked,
          response,
          completion(JSON.stringify({ sentences: [{ text: 'x'.repeat(10_000_000), sources: [1] }] })),
        )
      default:
        return write(asked, response)
    }
  }

  /** What a model writes, or what becomes of it on the way. */
  function write(asked: ChatRequest, response: ServerResponse): void {
    const { mode } = fake
    const rewritten = rewrittenQuestion(asked.messages)
    if (rewritten !== undefined && (mode === 'honest' || mode === 'obedient-evil'))
      return send(asked, response, completion(JSON.stringify({ question: rewritten })))
    const material = readMaterial(asked.messages)
    const answer = mode === 'obedient-evil' ? evilAnswer(material, written.length, fake.orders) : honestAnswer(material)
    if (mode === 'wrong-language')
      return send(
        asked,
        response,
        completion(
          JSON.stringify({
            sentences: [{ text: 'Das ist leider nur auf Deutsch verfügbar und nicht in Ihrer Sprache.', sources: [1] }],
          }),
        ),
      )
    if (mode === 'invented-citation')
      return send(
        asked,
        response,
        completion(JSON.stringify({ sentences: answer.sentences.map(({ text }) => ({ text, sources: [97] })) })),
      )
    written.push(answer)
    const reply = completion(JSON.stringify({ sentences: answer.sentences }))
    switch (mode) {
      case 'hang-after-sentence': {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' })
        let sent = ''
        for (const event of events(reply)) {
          if (sent.includes('}')) return
          response.write(event)
          sent +=
            (JSON.parse(event.slice(6)) as { choices: { delta: { content?: string } }[] }).choices[0]?.delta.content ??
            ''
        }
        return
      }
      case 'hang-mid-stream':
      case 'truncated-json':
      case 'bad-utf8': {
        const whole = Buffer.from(asked.stream ? events(reply).slice(0, 3).join('') : JSON.stringify(reply))
        response.writeHead(200, { 'Content-Type': asked.stream ? 'text/event-stream' : 'application/json' })
        if (mode === 'bad-utf8')
          return void response.end(
            Buffer.concat([
              whole.subarray(0, whole.length >> 1),
              Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x22]),
              whole.subarray(whole.length >> 1),
            ]),
          )
        response.write(whole.subarray(0, whole.length >> 1))
        if (mode === 'truncated-json') response.end()
        return
      }
      case 'one-token-a-second': {
        const pieces = asked.stream ? events(reply) : (JSON.stringify(reply).match(/.{1,4}/gsu) ?? [])
        response.writeHead(200, { 'Content-Type': asked.stream ? 'text/event-stream' : 'application/json' })
        response.write(pieces.shift() ?? '')
        const timer = setInterval(() => {
          const piece = pieces.shift()
          if (piece === undefined || response.destroyed) {
            clearInterval(timer)
            timers.delete(timer)
            response.end()
          } else response.write(piece)
        }, 1000)
        timers.add(timer)
        return
      }
      default:
        send(asked, response, reply)
    }
  }

  function embed(body: string, response: ServerResponse): void {
    const { input } = JSON.parse(body) as { input: string | string[] }
    const data = [input].flat().map((text, index) => ({ object: 'embedding', index, embedding: fake.vectorOf(text) }))
    json(response, 200, {
      object: 'list',
      model: 'text-embedding-fake',
      data,
      usage: { prompt_tokens: 1, total_tokens: 1 },
    })
  }
}

interface ChatRequest {
  readonly messages: readonly { role: string; content: unknown }[]
  readonly stream?: boolean
}

function send(asked: ChatRequest, response: ServerResponse, reply: ReturnType<typeof completion>): void {
  if (!asked.stream) return json(response, 200, reply)
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  for (const event of events(reply)) response.write(event)
  response.end()
}

function completion(content: string) {
  return {
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: 1_795_000_000,
    model: 'gpt-fake',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
    usage: { prompt_tokens: 900, completion_tokens: 120, total_tokens: 1020 },
  }
}

/** The same completion as server-sent events, a few letters each. */
function events(reply: ReturnType<typeof completion>): string[] {
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({ ...reply, object: 'chat.completion.chunk', usage: undefined, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
  const { content = '' } = reply.choices[0]?.message ?? {}
  // Ten megabytes in words would be the fake's work, not the client's.
  const pieces = content.match(content.length > 100_000 ? /.{1,65536}/gsu : /.{1,12}/gsu) ?? []
  return [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    `data: ${JSON.stringify({ ...reply, object: 'chat.completion.chunk', choices: [] })}\n\n`,
    'data: [DONE]\n\n',
  ]
}

/** The same text gives the same vector of length one. */
function vectorOf(text: string): number[] {
  const sums = Array.from({ length: dimensions }, () => 0.01)
  for (const [at, char] of [...text].entries())
    sums[at % dimensions] = (sums[at % dimensions] ?? 0) + (char.codePointAt(0) ?? 0) / 1000
  const length = Math.hypot(...sums)
  return sums.map((sum) => sum / length)
}

function fail(response: ServerResponse, status: number, message: string, code = String(status)): void {
  json(response, status, { error: { code, message, type: null, param: null } })
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}
