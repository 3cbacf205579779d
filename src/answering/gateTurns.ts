/** Small words that turn a sentence round: not, if, only, must. A sentence that lost or gained one says something else. Data and one function. */
import type { Language } from '../language/languages'

export type Turn = 'not' | 'if' | 'only' | 'must'

/** Turning words a language has, as whole words. */
const turningWords: Readonly<Record<Language, Readonly<Record<Turn, RegExp>>>> = {
  fi: {
    not: words(
      'ei|en|et|emme|ette|eivät|eikä|enkä|etkä|eivätkä|älä|älkää|äläkä|ilman|koskaan|kukaan|mitään|paitsi|ellei|jollei|ettei|ettet|mikään|ennenkuin|kielletty',
    ),
    if: words('jos|mikäli|ellei|jollei|kun|jolloin|ehkä|yleensä|usein|joskus|tarvittaessa'),
    only: words('vain|ainoastaan|pelkästään|enintään|vähintään|korkeintaan|viimeistään|ennen|jälkeen|aikaisintaan'),
    must: words(
      'täytyy|pitää|pakko|pakollinen|pakollista|velvollinen|velvollisuus|on maksettava|on tehtävä|on annettava',
    ),
  },
  sv: {
    not: words('inte|ej|aldrig|ingen|inget|inga|ingenting|utan|utom|icke|varken|förbjudet|förbjuden'),
    if: words('om|ifall|såvida|när|då|kanske|vanligen|vanligtvis|ofta|ibland|vid behov'),
    only: words('bara|endast|enbart|högst|minst|senast|före|efter|tidigast'),
    must: words('måste|obligatorisk|obligatoriskt|skyldig|tvungen'),
  },
  en: {
    not: words(
      "not|no|never|nobody|none|nothing|without|except|neither|nor|cannot|forbidden|don't|dont|doesn't|didn't|can't|won't|isn't|aren't|wasn't|mustn't|shouldn't",
    ),
    if: words('if|unless|when|whether|maybe|perhaps|usually|often|sometimes|may|might|if needed'),
    only: words('only|just|at most|at least|no later than|before|after|until|earliest|latest'),
    must: words('must|have to|has to|obliged|obligatory|mandatory|required'),
  },
}

/** How often each turn is made. Counted, because one of two may be lost. */
export type Turns = Readonly<Record<Turn, number>>

export const noTurns: Turns = { not: 0, if: 0, only: 0, must: 0 }

export function turnsIn(text: string, language: Language): Turns {
  const plain = text.toLowerCase().replaceAll('’', "'")
  const count = (turn: Turn): number => plain.match(turningWords[language][turn])?.length ?? 0
  return { not: count('not'), if: count('if'), only: count('only'), must: count('must') }
}

export function addTurns(one: Turns, two: Turns): Turns {
  return { not: one.not + two.not, if: one.if + two.if, only: one.only + two.only, must: one.must + two.must }
}

/** Whether two texts turn alike: what the one negates, conditions or limits, so does the other; an obligation may be left out, never added. */
export function turnAlike(said: Turns, source: Turns): boolean {
  return (['not', 'if', 'only'] as const).every((turn) => said[turn] === source[turn]) && said.must <= source.must
}

function words(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}'])(?:${list})(?![\\p{L}'])`, 'gu')
}
