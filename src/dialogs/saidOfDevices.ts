/** A named check: a device that "dies". Said of devices it means that they are broken, and says nothing of anybody's death. Knows no guide. */

/** What may stand between the device and its death; "the phone when he died" is about somebody. */
const between =
  '(?:\\s+(?:on|oli|se|nyt|ihan|aivan|just|juuri|taas|sitten|multa|minulta|is|was|has|just|completely|totally|suddenly|finally|went|har|är|var|helt|nu|plötsligt|igen)){0,3}'
const devices =
  'puhelin|puhelimeni|puhelimemme|kännykkä|kännykkäni|känny|luuri|älypuhelin|tabletti|läppäri|tietokone|tietokoneeni|kone|koneeni|laite|akku|telefon(?:en)?|mobil(?:en)?|luren|dator(?:n)?|plattan|surfplattan|paddan|apparaten|batteriet|phone|smartphone|mobile|computer|laptop|tablet|ipad|device|battery'
const dead = new RegExp(
  `(?<!\\p{L})(${devices})(${between})\\s+(kuoli|kuollut|kuolee|dog|dött|död|died|dead|dies)(?!\\p{L})`,
  'giu',
)

/** In whichever language the device is named. */
const broken: Readonly<Record<string, string>> = { k: 'rikki', d: 'trasig' }
const english = /^(?:died|dead|dies)$/iu

/** The text with "is broken" for the death of a device. */
export function withDevicesBroken(text: string): string {
  return text.replace(dead, (_all, device: string, middle: string, word: string) => {
    const plain = english.test(word) ? 'broken' : (broken[word.charAt(0).toLowerCase()] ?? word)
    return `${device}${middle} ${plain}`
  })
}
