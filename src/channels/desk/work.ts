/** The adviser's work over HTTP: queue, taking, reading, speaking, notes, sending on, ending. Knows no socket. */
import { z } from 'zod'
import { languages } from '../../language/languages'
import { storable } from '../storable'
import type { Access } from '../../handoff/ports'
import { adviserReasons, type Handoff } from '../../handoff/types'
import type { Worked } from '../../handoff/handoffs'
import type { Answer, HttpRequest } from '../http'
import { conflict, type DeskRoute, holds, linesOf, mayRead, refusals } from './guard'
import type { DeskNeeds } from './ports'
import { presenceOf } from './presence'
import type { SignedIn } from './sessions'
import { maxTextLength } from './signIn'
import { type HandoffView, handoffView, lineView } from './views'

const linesAPage = 200
const clientId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const words = z.string().transform((text) => storable(text).trim())
const epoch = z.int().min(0)

const bodies = {
  line: z.object({ clientId, epoch, text: words, language: z.enum(languages).optional() }),
  note: z.object({ clientId, text: words }),
  transfer: z.object({ epoch, desk: z.string().max(40), note: words.optional() }),
  end: z.object({ epoch, reason: z.enum(adviserReasons) }),
}

export function workRoutes(needs: DeskNeeds): DeskRoute[] {
  const { handoffs, store, desk, log, clock } = needs
  const view = (handoff: Handoff, who: SignedIn): HandoffView =>
    handoffView(handoff, who.account.id, clock.now(), needs.tools.knowledge)

  async function note(who: SignedIn, what: Access['what'], handoff: Handoff): Promise<void> {
    const { id: handoffId, conversationId } = handoff
    await desk.addAccess({ at: clock.now().toISOString(), adviserId: who.account.id, what, handoffId, conversationId })
  }

  /** A route about one conversation: found, allowed, and the body in its form. */
  function about<Body>(
    path: string,
    may: (who: SignedIn, handoff: Handoff) => boolean,
    schema: z.ZodType<Body> | undefined,
    handle: (handoff: Handoff, who: SignedIn, body: Body, request: HttpRequest) => Promise<Answer>,
  ): DeskRoute {
    return {
      method: schema ? 'POST' : 'GET',
      path: `/handoffs/:id${path}`,
      role: 'adviser',
      ...(schema ? { body: 'json' as const } : {}),
      async handle(request, who) {
        const handoff = await store.find(request.params['id'] ?? '')
        if (!handoff) return refusals.unknown
        if (!may(who, handoff))
          return handoff.state === 'waiting' || schema === undefined ? refusals.forbidden : conflict('not_holder')
        const parsed = schema?.safeParse(request.body)
        if (parsed && !parsed.success) return refusals.bad
        const text =
          (parsed?.data as { text?: string; note?: string } | undefined)?.text ??
          (parsed?.data as { note?: string } | undefined)?.note
        if (text !== undefined && text.length > maxTextLength) return refusals.tooLong
        return handle(handoff, who, parsed?.data as Body, request)
      },
    }
  }

  const anyone = (): boolean => true
  const read = (who: SignedIn, handoff: Handoff): boolean => mayRead(who, handoff, clock.now())
  /** Who held it may repeat what ended it; the store knows the difference. */
  const heldIt = (who: SignedIn, { adviser }: Handoff): boolean => adviser?.id === who.account.id
  const by = (who: SignedIn, at: number) => ({ adviserId: who.account.id, epoch: at })
  const answered = (result: Worked, body: (done: Extract<Worked, { handoff: Handoff }>) => object): Answer =>
    'refused' in result ? conflict(result.refused) : { status: 200, body: body(result) }

  return [
    {
      method: 'GET',
      path: '/queue',
      role: 'adviser',
      handle: async (_, who) => ({ status: 200, body: { items: await queueFor(who, needs) } }),
    },
    {
      method: 'GET',
      path: '/handoffs',
      role: 'adviser',
      handle: async (_, who) => ({ status: 200, body: { items: await holdingOf(who, needs) } }),
    },
    about('/take', anyone, z.object({}), async (handoff, who) => {
      const { id, name, capacity, desks } = { ...(await presenceOf(who.account, needs)), id: who.account.id }
      if (!desks.includes(handoff.desk) && who.account.role !== 'supervisor') return refusals.forbidden
      const result = await handoffs.take({ id, name, capacity }, handoff.id)
      if ('handoff' in result) await note(who, 'take', result.handoff)
      return answered(result, (done) => ({ handoff: view(done.handoff, who) }))
    }),
    about('/log', read, undefined, async (handoff, who, _, request) => {
      const after = Number(request.query.get('after') ?? 0)
      if (!Number.isSafeInteger(after) || after < 0) return refusals.bad
      const lines = await log.read(handoff.conversationId, after, linesAPage)
      await note(who, readAs(who, handoff), handoff)
      const notes = await desk.notes(handoff.id)
      const body = {
        handoff: view(handoff, who),
        lines: linesOf(handoff, lines).map(lineView),
        notes: notes.map(noteView),
        more: lines.length === linesAPage,
      }
      return { status: 200, body }
    }),
    about('/lines', heldIt, bodies.line, async (handoff, who, body) => {
      if (body.text === '') return refusals.bad
      const result = await handoffs.say({ ...body, handoffId: handoff.id, adviserId: who.account.id })
      return answered(result, ({ entries }) => ({ line: entries[0] && lineView(entries[0]) }))
    }),
    about('/typing', holds, z.object({}), ({ conversationId }, who) => {
      needs.typing(conversationId, who.account.name)
      return Promise.resolve({ status: 204 })
    }),
    about('/notes', read, bodies.note, async (handoff, who, { clientId: id, text }) => {
      if (text === '') return refusals.bad
      const adviser = { id: who.account.id, name: who.account.name }
      const kept = await desk.addNote({
        handoffId: handoff.id,
        id: `${adviser.id}.${id}`,
        at: clock.now().toISOString(),
        adviser,
        text,
      })
      needs.events.publish(noteTopic(handoff.id), clock.now().getTime())
      return { status: 200, body: { note: noteView(kept) } }
    }),
    about('/transfer', heldIt, bodies.transfer, async (handoff, who, { epoch: at, desk: aim, note: said }) => {
      const result = await handoffs.transfer(handoff, by(who, at), aim)
      if ('refused' in result) return conflict(result.refused)
      await note(who, 'transfer', handoff)
      const adviser = { id: who.account.id, name: who.account.name }
      if (said) {
        await desk.addNote({
          handoffId: handoff.id,
          id: `transfer.${at}`,
          at: clock.now().toISOString(),
          adviser,
          text: said,
        })
        // Whoever was fast and reads already sees it too.
        needs.events.publish(noteTopic(handoff.id), clock.now().getTime())
      }
      return { status: 200, body: { handoff: view(result.handoff, who) } }
    }),
    about('/end', heldIt, bodies.end, async (handoff, who, { epoch: at, reason }) => {
      const result = await handoffs.end(handoff, by(who, at), reason)
      if ('handoff' in result) await note(who, 'end', handoff)
      return answered(result, (done) => ({ handoff: view(done.handoff, who) }))
    }),
  ]
}

/** Reading what is not one's own is marked as such in the log of accesses. */
export function readAs({ account }: SignedIn, { adviser }: Handoff): 'read' | 'listen' {
  return adviser?.id === account.id ? 'read' : 'listen'
}

export const noteTopic = (handoffId: string): string => `note:${handoffId}`

export function noteView({ id, at, adviser, text }: { id: string; at: string; adviser: object; text: string }): object {
  return { id, at, adviser, text }
}

/** Who waits at the adviser's desks, in order. No words: a topic and a language are enough to choose by. */
export async function queueFor(who: SignedIn, needs: DeskNeeds): Promise<HandoffView[]> {
  const { desks } = await presenceOf(who.account, needs)
  const waiting = await Promise.all(desks.map((id) => needs.store.waiting(id)))
  const now = needs.clock.now()
  return waiting.flatMap((line) =>
    line.map((one, at) => handoffView(one, who.account.id, now, needs.tools.knowledge, at + 1)),
  )
}

export async function holdingOf(who: SignedIn, needs: DeskNeeds): Promise<HandoffView[]> {
  const now = needs.clock.now()
  return (await needs.store.heldBy(who.account.id)).map((one) =>
    handoffView(one, who.account.id, now, needs.tools.knowledge),
  )
}
