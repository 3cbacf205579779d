/** Needs that are always met in the same way: which phrases, contacts, section of a guide and choices. The words stand in dialogs/phrases. */
import type { Need, Outcome } from '../conversation/outcome'
import type { Reply } from '../conversation/reply'
import type { ChoiceKey } from '../dialogs/choices'
import type { Language } from '../language/languages'
import { contact, offers, phrase, replyOf, withGuide } from './sayings'
import type { Tools } from './tools'

/** A need that is always met in the same way: phrases, then contacts, then a guide's section, then choices. */
export interface Standing {
  readonly outcome: Outcome
  /** What it is counted as, where the rule that hears it is of another kind. */
  readonly need?: Need
  readonly phrases: readonly string[]
  readonly contacts?: readonly string[]
  readonly guide?: string
  readonly section?: string
  readonly choices?: readonly ChoiceKey[]
}

/** By need, or by need and the shade that the rule named: `codes_offered/asked`. */
const standing: Readonly<Record<string, Standing>> = {
  emergency: {
    outcome: 'safety_emergency',
    phrases: ['emergency', 'emergency_urgent_health'],
    contacts: ['paivystysapu-116117'],
    choices: ['choice_person'],
  },
  crisis: {
    outcome: 'safety_crisis',
    phrases: ['crisis'],
    contacts: ['kriisipuhelin-fi', 'nollalinja'],
    choices: ['choice_person'],
  },
  'emergency/maybe': {
    outcome: 'safety_emergency',
    phrases: ['danger_maybe', 'emergency'],
    contacts: ['paivystysapu-116117'],
    choices: ['choice_person'],
  },
  'crisis/maybe': {
    outcome: 'safety_crisis',
    phrases: ['danger_maybe', 'crisis_maybe'],
    contacts: ['kriisipuhelin-fi', 'nollalinja'],
    choices: ['choice_person'],
  },
  'emergency/still_open': {
    outcome: 'safety_emergency',
    phrases: ['emergency_still_open'],
    contacts: ['paivystysapu-116117', 'nollalinja'],
    choices: ['choice_no_danger', 'choice_person'],
  },
  'crisis/still_open': {
    outcome: 'safety_crisis',
    phrases: ['crisis_still_open'],
    contacts: ['kriisipuhelin-fi', 'nollalinja'],
    choices: ['choice_no_danger', 'choice_person'],
  },
  'scam_happened/still_open': {
    outcome: 'safety_scam',
    phrases: ['scam_still_open'],
    guide: 'huijaus-tapahtui',
    section: 'urgent',
    choices: ['choice_one_step', 'choice_who_helps', 'choice_person'],
  },
  scam_happened: {
    outcome: 'safety_scam',
    phrases: ['scam', 'scam_not_your_fault'],
    contacts: ['korttisulku', 'poliisi-rikosilmoitus', 'riku'],
    guide: 'huijaus-tapahtui',
    section: 'steps',
    choices: ['choice_one_step', 'choice_who_helps', 'choice_person'],
  },
  codes_offered: {
    outcome: 'safety_codes',
    phrases: ['codes_offered', 'codes_offered_ask'],
    choices: ['choice_person'],
  },
  'codes_offered/asked': {
    outcome: 'safety_codes',
    phrases: ['codes_asked'],
    guide: 'huijaus-tunnista',
    section: 'steps',
    choices: ['choice_if_it_fails', 'choice_who_helps', 'choice_person'],
  },
  'choice/health': {
    outcome: 'safety_codes',
    need: 'codes_offered',
    phrases: ['health_offered', 'codes_offered_ask'],
    choices: ['choice_person'],
  },
  'question/suspicious': { outcome: 'answered_guide', phrases: [], guide: 'huijaus-tunnista' },
  'question/banking_help': {
    outcome: 'answered_guide',
    phrases: ['banking_help'],
    guide: 'digituki-mista',
    section: 'safety',
  },
  'followup/broken': {
    outcome: 'referred_without_internet',
    need: 'no_device',
    phrases: ['device_broken'],
    guide: 'ei-laitetta',
    section: 'steps',
    choices: ['choice_nearby', 'choice_without_internet', 'choice_person'],
  },
  no_device: {
    outcome: 'referred_without_internet',
    phrases: ['no_device'],
    guide: 'ei-laitetta',
    section: 'steps',
    choices: ['choice_nearby', 'choice_without_internet', 'choice_person'],
  },
  professional: { outcome: 'referred_professional', phrases: ['professional'], contacts: ['dvv-digituki'] },
  company: {
    outcome: 'referred_company',
    phrases: ['company'],
    contacts: ['suomifi-yritykselle'],
    choices: ['choice_person'],
  },
  other_language: {
    outcome: 'referred_other_language',
    phrases: ['other_language'],
    contacts: ['infopankki', 'kansalaisneuvonta'],
  },
  greeting: { outcome: 'smalltalk_greeting', phrases: ['hello_again'], choices: ['choice_nearby', 'choice_person'] },
  'greeting/about': {
    outcome: 'smalltalk_greeting',
    phrases: ['greeting', 'greeting_limits'],
    choices: ['choice_nearby', 'choice_person'],
  },
  thanks: { outcome: 'smalltalk_thanks', phrases: ['thanks'], choices: ['choice_person'] },
  goodbye: { outcome: 'smalltalk_goodbye', phrases: ['goodbye'] },
  abuse: { outcome: 'smalltalk_abuse', phrases: ['abuse'], choices: ['choice_person'] },
}

/** Phrases first, then contacts, then a guide's section, then choices; undefined for a need that is met by what stands around it. */
export function standingFor(need: Need, shade: string | undefined): Standing | undefined {
  return standing[`${need}/${shade ?? ''}`] ?? standing[need]
}

export function standingReply(need: Need, fixed: Standing, language: Language, tools: Tools): Reply {
  const lines =
    language === 'sv' && need === 'crisis'
      ? ['kriisipuhelin-sv', 'kriisipuhelin-fi', 'nollalinja']
      : (fixed.contacts ?? [])
  const reply = replyOf({
    outcome: fixed.outcome,
    need: fixed.need ?? need,
    language,
    parts: [...fixed.phrases.map((key) => phrase(key)), ...lines.map(contact)],
    choices: offers(fixed.choices ?? [], language, tools),
  })
  return withGuide(reply, fixed.guide, fixed.section, tools, 'section')
}
