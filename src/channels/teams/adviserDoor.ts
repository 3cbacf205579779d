/** The adviser's work in Teams: duty by a word, taking by a button, speaking by writing. The handoff machine decides; here is only asked. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fillContacts } from '../../dialogs/describeContact'
import type { Access } from '../../handoff/ports'
import { adviserReasons, type Handoff } from '../../handoff/types'
import type { Worked } from '../../handoff/handoffs'
import { guidePath } from '../../answering/cite'
import { languages, type Language } from '../../language/languages'
import { absoluteLinks } from '../botframework/toActivity'
import { lastMatter } from '../desk/lastMatter'
import { passagesFor } from '../desk/research'
import { maxTextLength } from '../desk/signIn'
import type { TeamsAdviser, TeamsAdvisers } from './advisers'
import { cardActivity } from './cardParts'
import { answered, type Outcome, type Pressed, saying } from './deeds'
import type { TeamsDesk } from './desk'
import type { TeamsNeeds } from './ports'
import { overCard, type QueueCardNeeds, takenCard } from './queueCards'
import { suggestionsCard, type TalkCardNeeds, toolsCard } from './talkCards'
import type { Arrived, Handled } from './types'
import type { Command, Commanded } from './words'

const suggested = 3
/** Newest lines among which the person's latest is looked for. */
const lately = 500
const common = z.object({ handoffId: z.string().max(64), epoch: z.int().min(0).optional() })
const text = z.string().trim().min(1)

/** Verbs of the cards that only an adviser may press. */
export const adviserVerbs: readonly string[] = ['take', 'suggest', 'send', 'sendText', 'note', 'transfer', 'end']

export interface AdviserDoor {
  press(adviser: TeamsAdviser, arrived: Arrived, pressed: Pressed, language: Language): Promise<Handled>
  command(adviser: TeamsAdviser, arrived: Arrived, commanded: Commanded, language: Language): Promise<Handled>
  /** What an adviser who holds a conversation writes goes to the person. */
  relay(adviser: TeamsAdviser, arrived: Arrived, handoff: Handoff, language: Language): Promise<Handled>
}

export function createAdviserDoor(
  needs: TeamsNeeds,
  advisers: TeamsAdvisers,
  teamsDesk: TeamsDesk,
  cards: QueueCardNeeds & TalkCardNeeds,
): AdviserDoor {
  const { handoffs, store, desk, tools, clock, onFault } = needs
  const say = (key: string, language: Language, values?: Record<string, string | number>): string =>
    tools.phrases.say(key, language, values)
  const refusal = (result: Worked, language: Language): string | undefined =>
    'refused' in result ? say(`teams_refused_${result.refused}`, language) : undefined

  async function access(adviser: TeamsAdviser, what: Access['what'], handoff: Handoff): Promise<void> {
    const { id: handoffId, conversationId } = handoff
    await desk.addAccess({ at: clock.now().toISOString(), adviserId: adviser.id, what, handoffId, conversationId })
  }

  async function take(adviser: TeamsAdviser, arrived: Arrived, handoff: Handoff, language: Language): Promise<Outcome> {
    if (!cards.takes) return { say: say('teams_take_at_desk', language) }
    if (handoff.conversationId === arrived.conversationId) return { say: say('teams_refused_own', language) }
    // Without a personal chat there is nowhere to write to.
    if (!(await advisers.places()).some(({ id }) => id === adviser.id))
      return { say: say('teams_refused_no_chat', language) }
    const { name } = (await desk.adviser(adviser.id)) ?? adviser
    const result = await handoffs.take({ id: adviser.id, name, capacity: 1 }, handoff.id)
    if ('handoff' in result) {
      await access(adviser, 'take', result.handoff)
      soon(handoff.id)
      return { card: takenCard(result.handoff, name, language, cards) }
    }
    if (result.refused !== 'taken') return { say: refusal(result, language) }
    const now = await store.find(handoff.id)
    const holder = now?.state === 'accepted' ? now.adviser?.name : undefined
    return {
      card: holder === undefined ? overCard(now, language, cards) : takenCard(handoff, holder, language, cards),
    }
  }

  /** Posts follow by themselves: the button is answered at once. */
  function soon(handoffId: string): void {
    teamsDesk.syncOne(handoffId).catch((fault: unknown) => onFault(fault, 'teams'))
  }

  async function speak(
    adviser: TeamsAdviser,
    { handoff, epoch }: { handoff: Handoff; epoch: number },
    clientId: string,
    words: string,
    language: Language,
  ): Promise<string | undefined> {
    if (words.length > maxTextLength) return say('teams_refused_too_long', language, { most: maxTextLength })
    const line = { handoffId: handoff.id, adviserId: adviser.id, epoch, clientId, text: words }
    return refusal(await handoffs.say(line), language)
  }

  async function suggestions(handoff: Handoff, language: Language): Promise<Outcome> {
    const lines = await needs.log.readLast(handoff.conversationId, lately)
    const matter = lastMatter(lines, handoff, tools)
    const found = matter
      ? passagesFor(matter.text, matter.language, suggested, {
          tools,
          publicUrl: needs.pageUrl(''),
        })
      : []
    const { card, summary } = suggestionsCard(handoff, found, language, cards)
    return { say: summary, replies: [cardActivity(card, summary)] }
  }

  /** The words of a passage by its id: what a card carries is never sent on. */
  function passageWords(id: string): string | undefined {
    const passage = tools.knowledge.passage(id)
    const guide = passage && tools.knowledge.guide(passage.guide, passage.language)
    if (!passage || !guide) return undefined
    const words = fillContacts(passage.markdown, passage.language, tools.knowledge, tools.phrases)
    return `${absoluteLinks(words, needs.pageUrl)}\n\n[${guide.title}](${needs.pageUrl(guidePath(guide, passage.anchor))})`.slice(
      0,
      maxTextLength,
    )
  }

  async function deed(
    adviser: TeamsAdviser,
    arrived: Arrived,
    { verb, data }: Pressed,
    language: Language,
  ): Promise<Outcome> {
    const parsed = common.safeParse(data)
    const handoff = parsed.success ? await store.find(parsed.data.handoffId) : undefined
    if (!parsed.success || !handoff) return { say: say('teams_refused_unknown', language) }
    if (verb === 'take') return take(adviser, arrived, handoff, language)
    if (handoff.state !== 'accepted' || handoff.adviser?.id !== adviser.id)
      return { say: say('teams_refused_not_holder', language) }
    const epoch = parsed.data.epoch ?? handoff.epoch
    const by = { adviserId: adviser.id, epoch }
    const clientId = `card-${digest(arrived.id)}`
    const words = text.safeParse(data['text'])
    const empty = { say: say('teams_refused_empty', language) }
    switch (verb) {
      case 'suggest':
        return suggestions(handoff, language)
      case 'send': {
        const passage = typeof data['passage'] === 'string' ? passageWords(data['passage']) : undefined
        if (passage === undefined) return empty
        return {
          say: (await speak(adviser, { handoff, epoch }, clientId, passage, language)) ?? say('teams_sent', language),
        }
      }
      case 'sendText':
        if (!words.success) return empty
        return {
          say:
            (await speak(adviser, { handoff, epoch }, clientId, words.data, language)) ?? say('teams_sent', language),
        }
      case 'note':
        return words.success ? { say: await note(adviser, handoff, clientId, words.data, language) } : empty
      case 'transfer': {
        const aim = String(data['desk'] ?? '')
        const result = await handoffs.transfer(handoff, by, aim)
        if ('refused' in result) return { say: refusal(result, language) }
        await access(adviser, 'transfer', handoff)
        if (words.success) await note(adviser, handoff, `transfer.${epoch}`, words.data, language)
        return { say: say('teams_transferred', language) }
      }
      default: {
        const reason = z.enum(adviserReasons).safeParse(data['reason'])
        if (!reason.success) return empty
        const result = await handoffs.end(handoff, by, reason.data)
        if ('refused' in result) return { say: refusal(result, language) }
        await access(adviser, 'end', handoff)
        return { say: say('teams_ended', language) }
      }
    }
  }

  async function note(
    adviser: TeamsAdviser,
    handoff: Handoff,
    id: string,
    words: string,
    language: Language,
  ): Promise<string> {
    if (words.length > maxTextLength) return say('teams_refused_too_long', language, { most: maxTextLength })
    const at = clock.now().toISOString()
    const note = { handoffId: handoff.id, id: `${adviser.id}.${id}`, at, adviser, text: words }
    await desk.addNote(note)
    needs.events.publish(`note:${handoff.id}`, clock.now().getTime())
    return say('teams_note_kept', language)
  }

  async function queue(language: Language): Promise<string> {
    const lines = await Promise.all(
      handoffs.desks.map(async ({ id, name }) => {
        const waiting = await store.waiting(id)
        const count = (which: Language): number => waiting.filter((one) => one.language === which).length
        const spoken = languages.map((which) => `${which} ${count(which)}`).join(', ')
        return say('teams_queue_line', language, { desk: name[language], count: waiting.length, languages: spoken })
      }),
    )
    return lines.map((line) => `- ${line}`).join('\n')
  }

  async function ofHeld(
    command: Extract<Command, 'suggest' | 'tools' | 'note'>,
    rest: string,
    adviser: TeamsAdviser,
    arrived: Arrived,
    language: Language,
  ): Promise<Handled> {
    const [held] = await store.heldBy(adviser.id)
    if (!held) return { replies: [saying(say('teams_refused_holds_none', language))] }
    if (command === 'suggest') return { replies: (await suggestions(held, language)).replies ?? [] }
    if (command === 'tools') {
      const { card, summary } = toolsCard(held, language, cards)
      return { replies: [cardActivity(card, summary)] }
    }
    const words = rest === '' ? undefined : await note(adviser, held, digest(arrived.id), rest, language)
    return { replies: [saying(words ?? say('teams_refused_empty', language))] }
  }

  return {
    async press(adviser, arrived, pressed, language) {
      return answered(arrived, await deed(adviser, arrived, pressed, language))
    },
    async command(adviser, arrived, { command, rest }, language) {
      switch (command) {
        case 'available':
        case 'busy':
        case 'away':
          if (arrived.scope !== 'personal') return { replies: [saying(say('teams_only_personal', language))] }
          await advisers.setStatus(adviser.id, command)
          return { replies: [saying(say(`teams_now_${command}`, language))] }
        case 'queue':
          return { replies: [saying(await queue(language))] }
        case 'help':
          return { replies: [saying(say('teams_adviser_help', language))] }
        case 'desk_here':
        case 'desk_off': {
          if (arrived.scope !== 'channel') return { replies: [saying(say('teams_only_channel', language))] }
          // The channel itself, not the thread in which it was said.
          const address = {
            ...arrived.address,
            conversation: arrived.address.conversation.replace(/;messageid=.*$/, ''),
          }
          const id = `team-${digest(address.conversation)}`
          const seenAt = clock.now().toISOString()
          if (command === 'desk_off') await needs.teams.removePlace(id)
          else await needs.teams.keepPlace({ id, kind: 'desk', address, language, seenAt })
          if (command === 'desk_here') teamsDesk.sync().catch((fault: unknown) => onFault(fault, 'teams'))
          return { replies: [saying(say(`teams_${command}_done`, language))] }
        }
        default:
          return ofHeld(command, rest, adviser, arrived, language)
      }
    },
    async relay(adviser, arrived, handoff, language) {
      if (arrived.text === '') return { replies: [saying(say('teams_refused_empty', language))] }
      const why = await speak(adviser, { handoff, epoch: handoff.epoch }, digest(arrived.id), arrived.text, language)
      return { replies: why === undefined ? [] : [saying(why)] }
    },
  }
}

/** An id of the channel's as one of ours. */
function digest(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 32)
}
