/**
 * Whoever waits for an adviser and seems to have changed their mind is asked, with one button: no word that may be misread costs a place in
 * the queue. Knows no queue.
 */
import type { Memory } from '../conversation/conversation'
import { wordsOf } from '../dialogs/matchPhrases'
import { saysYesOrNo } from '../dialogs/yesOrNo'
import type { Language } from '../language/languages'
import { phrase, replyOf, type Said } from './sayings'
import type { Tools } from './tools'

/** Said of the waiting and of nothing else, without dots; more words are about something that is waited for. */
const givingUp = [
  /^(?:(?:ma|mina|no|kyl|kylla|nyt) )*(?:en|ei|emma)(?: ma)? (?:jaksa|jaksais|halua|haluu|viitsi|ehdi|kerkea|voi|pysty|aio|meinaa) (?:(?:enaa|enempaa|kauempaa|pitempaan|pidempaan|nyt|kylla|tata|taalla|tassa) )*(?:odottaa|odotella|oottaa|jonottaa|olla jonossa|jonossa)(?: (?:enaa|enempaa|kauempaa|pitempaan|pidempaan|nyt|taalla|tassa))*$/,
  /^(?:ma |mina )?en(?: ma| mina)? odota(?: enaa| enempaa| kauempaa| nyt)*$/,
  /^(?:(?:haluan|haluun|paasenko|miten|kuinka|paasen|poistu|poistun|lahden|lahde|ota|poista|minut|mut|pois|voinko|lahtea|poistua) )+jonosta$/,
  /^(?:peru|perun|peruuta|lopeta|lopetan|haluan perua|haluan lopettaa) (?:jono|jonon|jonotus|jonotuksen|jonottaminen|jonottamisen|odotus|odotuksen|odottaminen|odottamisen)$/,
  /^(?:jag )?(?:orkar|vill|hinner|kan|tanker) (?:inte|int) (?:vanta|koa|sta i kon?)(?: (?:langre|mer|mera|nu|har|mer nu))*$/,
  /^(?:(?:jag|vill|kan|hur|ta|bort|mig|ut) )*(?:lamna|lamnar|ur|fran|avbryt|avsluta) (?:kon|koandet|vantan)$/,
  /^(?:i )?(?:dont|do not|cant|cannot|wont|will not)(?: want to| wish to)? (?:wait|queue|stay in the queue)(?: (?:any longer|anymore|any more|more|longer|here|now))*$/,
  /^(?:(?:i|please|want|to|how|do|can|get|take|remove|me|out|of|from|leave|quit|exit|cancel|stop) )+(?:(?:the|this) )?(?:queue|line|queueing|waiting)$/,
]

/** Whether a message says that its writer will not wait any longer, and nothing else. */
export function givesUpWaiting(text: string): boolean {
  const said = wordsOf(text).join(' ')
  return givingUp.some((pattern) => pattern.test(said))
}

/** The place is kept until the person says so. */
export function askWhetherToWait(language: Language, memory: Memory, tools: Tools): Said {
  const leave = tools.phrases.say('handoff_choice_cancel', language)
  return {
    reply: replyOf({
      outcome: 'clarified_way',
      need: 'choice',
      language,
      parts: [phrase('handoff_leave_ask')],
      choices: [{ label: leave, say: leave }],
    }),
    memory: { ...memory, language, question: { kind: 'person', waits: true } },
  }
}

/** Whether a message answers that question with no. */
export function declinesToWait(text: string, { question }: Memory): boolean {
  return question?.kind === 'person' && question.waits === true && saysYesOrNo(text) === 'no'
}
