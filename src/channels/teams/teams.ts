/** The door of Teams: who arrives with what, and whose it is – an adviser's, the staff's or the bot's. Does nothing itself. */
import type { LogEntry } from '../../conversation/conversation'
import type { Language } from '../../language/languages'
import type { OutActivity } from '../ports'
import { adviserVerbs, createAdviserDoor } from './adviserDoor'
import { createTeamsAdvisers, type TeamsAdviser } from './advisers'
import { answered, pressedIn, saying } from './deeds'
import { createTeamsDesk, type TeamsDesk } from './desk'
import type { TeamsNeeds } from './ports'
import { dressReply, staffVerbs } from './staffCards'
import { createStaffDoor } from './staffDoor'
import type { Arrived, Handled } from './types'
import { commandWords } from './words'

export interface Teams {
  take(arrived: Arrived): Promise<Handled>
  dress(reply: OutActivity, entry: LogEntry): OutActivity
  sent(entry: LogEntry, activityId: string): Promise<void>
  readonly desk: TeamsDesk
}

export function createTeams(needs: TeamsNeeds): Teams {
  const { tools, handoffs, store, log } = needs
  const { knowledge, phrases } = tools
  const queueCards = {
    knowledge,
    phrases,
    desks: handoffs.desks,
    deskUrl: () => needs.pageUrl('/desk'),
    pageUrl: needs.pageUrl,
    takes: needs.settings.retentionDecision !== undefined,
  }
  const staffCards = { knowledge, phrases, pageUrl: needs.pageUrl }
  const advisers = createTeamsAdvisers(needs)
  const desk = createTeamsDesk(needs, advisers, queueCards)
  const adviserDoor = createAdviserDoor(needs, advisers, desk, queueCards)
  const staffDoor = createStaffDoor(needs, staffCards)
  const words = commandWords(phrases)

  /** What the person has chosen in the conversation, else the language of their Teams. */
  async function languageOf({ conversationId, locale }: Arrived): Promise<Language> {
    const conversation = await log.find(conversationId)
    return conversation?.memory.language ?? locale ?? conversation?.pageLanguage ?? 'fi'
  }

  async function write(adviser: TeamsAdviser, arrived: Arrived, language: Language): Promise<Handled> {
    // In a team everybody reads along: only the commands count there, and a person is answered from the personal chat alone.
    const [held] = arrived.scope === 'personal' ? await store.heldBy(adviser.id) : []
    const commanded = words.read(arrived.text, held !== undefined)
    if (commanded === 'unknown')
      return { replies: [saying(phrases.say('teams_refused_command', language, { help: helpWord(language) }))] }
    if (commanded) return adviserDoor.command(adviser, arrived, commanded, language)
    return held ? adviserDoor.relay(adviser, arrived, held, language) : 'bot'
  }

  const helpWord = (language: Language): string =>
    `/${phrases.say('teams_command_help', language).split('|')[0] ?? 'help'}`

  return {
    desk,
    dress: (reply, entry) => dressReply(reply, entry, staffCards),
    async sent({ conversationId, id, reply }, activityId) {
      if (reply?.outcome.startsWith('answered')) await needs.addresses.keepReply(conversationId, activityId, id)
    },
    async take(arrived) {
      const pressed = pressedIn(arrived)
      const own = arrived.type === 'message' || pressed !== undefined
      if (!own && arrived.type !== 'invoke') return 'bot'
      const language = await languageOf(arrived)
      if (pressed && staffVerbs.includes(pressed.verb)) return staffDoor.press(arrived, pressed, language)
      if (!own) return staffDoor.invoke(arrived, language)
      const adviser = await advisers.of(arrived)
      if (!adviser)
        return pressed ? answered(arrived, { say: phrases.say('teams_refused_no_adviser', language) }) : 'bot'
      await advisers.seen(adviser, arrived, language)
      if (!pressed) return write(adviser, arrived, language)
      if (!adviserVerbs.includes(pressed.verb))
        return answered(arrived, { say: phrases.say('teams_refused_unknown', language) })
      return adviserDoor.press(adviser, arrived, pressed, language)
    },
  }
}
