/** `/handoff/webhook`: an outside desk accepts, answers and ends, by signed requests in Bot Framework's form. Opens nothing without a signature. */
import { z } from 'zod'
import type { OutsideDesk, OutsideWish } from '../../handoff/outsideDesk'
import type { SignatureCheck } from '../../handoff/signature'
import { type HttpRequest, problem, type Route } from '../http'
import { storable } from '../storable'
import { conflict, whenAble } from './guard'

export interface WebhookRouteNeeds {
  readonly outside: Pick<OutsideDesk, 'receive'>
  readonly signatures: SignatureCheck
  /** Told of what failed; the other side is asked to try again. */
  onFault(fault: unknown, where: string): void
}

const longest = 64 * 1024
const refused = problem(401, 'signature_invalid', 'The request is not signed as agreed, too old, or was sent before.')
const bad = problem(400, 'bad_request', 'Send a handoff.status event, or a message with an id and a text.')
const conversation = z.object({ id: z.string().max(64) })
const activity = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('event'),
    name: z.literal('handoff.status'),
    conversation,
    value: z.object({ state: z.enum(['accepted', 'completed', 'failed']), name: z.string().max(80).optional() }),
  }),
  z.object({
    type: z.literal('message'),
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    conversation,
    text: z.string().min(1).max(4_000),
  }),
])

export function webhookRoute({ outside, signatures, onFault }: WebhookRouteNeeds): Route {
  return {
    method: 'POST',
    path: '/handoff/webhook',
    body: 'stream',
    maxBodyBytes: longest,
    async handle(request) {
      const body = await bodyOf(request)
      const header = (name: string): string => String(request.headers[name] ?? '')
      if (
        body === undefined ||
        signatures.check(header('x-opastin-timestamp'), header('x-opastin-signature'), body) !== 'sound'
      )
        return refused
      const wish = wishIn(body)
      if (!wish) return bad
      const result = await whenAble(() => outside.receive(wish), 'handoff webhook', onFault)
      if ('status' in result) return result
      return 'refused' in result ? conflict(result.refused) : { status: 200, body: { id: result.entries.at(-1)?.id } }
    },
  }
}

function wishIn(body: string): OutsideWish | undefined {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return undefined
  }
  const parsed = activity.safeParse(json)
  if (!parsed.success) return undefined
  const { data } = parsed
  const handoffId = data.conversation.id
  if (data.type === 'message') return { kind: 'line', handoffId, id: data.id, text: storable(data.text) }
  const { state, name } = data.value
  return state === 'accepted' ? { kind: state, handoffId, ...(name ? { name } : {}) } : { kind: state, handoffId }
}

/** The bytes as they were signed; undefined when there are too many. */
async function bodyOf({ stream }: HttpRequest): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > longest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
