/** Sentences that would judge a person's own case, or ask for what nobody should give. Patterns of three languages; knows no model. */

/** Words for money and rights that an authority decides on, by their beginnings. */
const benefit =
  '(?:\\S*(?:tukea|tuen|tuki|tukesi|etuu|etuus|eläke|eläkkee|elake|raha[an]?|avustu|korvau|lisä[än]|lupa|luvan|kansalaisuu|päätö)\\S*)'
const sv = '(?:\\S*(?:stöd|bidrag|pension|penning|ersättning|förmån|tillstånd|medborgarskap|avdrag)\\S*)'
const en =
  '(?:benefits?|allowances?|pensions?|compensation|assistance|subsid\\S+|permits?|citizenship|refunds?|social security)'
const own = {
  fi: '(?:hakemuk|päätök|tuke|tuki|tulo|valituk|eläkkee|lupa|oleskeluluvan|vero|velka|asia)\\S*si',
  sv: '(?:din|ditt|dina) (?:\\S*(?:ansökan|beslut|bidrag|stöd|pension|besvär|överklag|tillstånd|skatt|skuld|ärende)\\S*)',
  en: 'your (?:\\w+ )?(?:application|decision|claim|benefit|complaint|allowance|pension|appeal|permit|tax|debt|case)s?',
}

/** What is said in all three languages at once is judged by all three: a model may answer in the wrong one. */
const verdicts: readonly RegExp[] = [
  // You are entitled, you will get, it belongs to you.
  /(?<!\p{L})(?:olet|et ole|olette|hän on|olisit) (?:\S+ ){0,2}(?:oikeutettu|tukikelpoi|kelvollinen|velvollinen)/iu,
  /(?<!\p{L})(?:sinulla|teillä|hänellä|äidilläsi|isälläsi|lapsellasi)(?: \S+)? (?:on|ei ole|olisi) (?:\S+ ){0,2}oikeu/iu,
  new RegExp(
    `(?<!\\p{L})(?:saat|et saa|saatte|tulet saamaan|saisit|(?:sinun|hänen|heidän|teidän) (?:pitäisi|kuuluisi) saada|(?:sinulle|hänelle|heille|teille) (?:kuuluu|kuuluisi|myönnetään|maksetaan|tulee)|ansaitset) (?:\\S+ ){0,4}${benefit}`,
    'iu',
  ),
  new RegExp(
    `(?<!\\p{L})${own.fi} (?:\\S+ ){0,3}(?:hyväksy|hylä|myönne|on oikein|on väärin|on väärä|on oikea|on laiton|on lainvastainen|menestyy|menee läpi|on \\d)`,
    'iu',
  ),
  /(?<!\p{L})(?:sinun|teidän) (?:ei )?(?:tarvitse|kuulu|täydy|pidä|täytyy|pitää|kuuluu) (?:\S+ ){0,3}(?:maksaa|palauttaa|takaisin)/iu,
  /(?<!\p{L})(?:kela|migri|verottaja|viranomainen|dvv)\S* (?:\S+ ){0,3}(?:teki virheen|on tehnyt|väärän päätöksen|toimi väärin|päätti väärin|rikkoi lakia|hyväksyy|hylkää)/iu,
  /(?<!\p{L})(?:voitat|häviät) (?:\S+ ){0,2}(?:valituk|jutun|oikeude|asian)/iu,
  new RegExp(
    `(?<!\\p{L})(?:et voi|ette voi|voit varmasti|tulet|joudut) (?:saada|saamaan|palauttamaan|maksamaan)(?: \\S+){0,3} (?:${benefit}|takaisin)`,
    'iu',
  ),
  /(?<!\p{L})(?:täytät|et täytä|täytätte|ette täytä|hän täyttää) (?:\S+ ){0,3}(?:ehdo|ehto|vaatimu|edellyty)/iu,
  /(?<!\p{L})\S*päätö\S* (?:on|oli) (?:\S+ )?(?:lainvastai|lainmukai|laiton|laillinen|virheelli|väär|oikein|oikea|perusteeto|kohtuuto)/iu,
  /(?<!\p{L})(?:tulosi|varasi|säästösi|omaisuutesi) (?:ovat|on|eivät ole|riittä|ylittä|alittä)/iu,
  // Swedish.
  /(?<!\p{L})(?:du|ni|han|hon|(?:din|ditt) \p{L}+) (?:är|blir|är inte) (?:\S+ ){0,2}(?:berättigad|skyldig att betala)/iu,
  /(?<!\p{L})(?:du|ni|han|hon|(?:din|ditt) \p{L}+) har (?:\S+ ){0,2}rätt (?:till|att)/iu,
  /(?<!\p{L})(?:du|ni|han|hon) uppfyller (?:\S+ ){0,3}(?:villkor|krav|förutsättning)/iu,
  new RegExp(`(?<!\\p{L})(?:du|ni) kan inte (?:få|beviljas) (?:\\S+ ){0,3}${sv}`, 'iu'),
  /(?<!\p{L})\S*beslut\S* (?:är|var) (?:\S+ )?(?:felaktig|fel|rätt|riktig|lagstridig|olaglig|laglig|oskälig|orättvis)/iu,
  /(?<!\p{L})(?:dina|din|ditt) (?:inkomst|tillgång|besparing|förmögenhet)\S* (?:är|räcker|överstiger|understiger)/iu,
  new RegExp(
    `(?<!\\p{L})(?:du|ni|han|hon|de) (?:får|(?:borde|kommer att|ska|skulle) (?:få|beviljas)|beviljas|förtjänar|får inte) (?:\\S+ ){0,4}${sv}`,
    'iu',
  ),
  new RegExp(
    `(?<!\\p{L})${own.sv} (?:\\S+ ){0,3}(?:godkän|avslå|bevilja|är fel|är rätt|är olaglig|går igenom|vinner|lyckas|är \\d)`,
    'iu',
  ),
  /(?<!\p{L})du (?:måste|behöver|behöver inte|ska) (?:\S+ ){0,2}betala (?:\S+ ){0,2}(?:tillbaka|kvarskatt)/iu,
  /(?<!\p{L})(?:fpa|migri|skattemyndigheten|myndigheten) (?:\S+ ){0,3}(?:gjorde fel|har gjort fel|bröt mot lagen|godkänner|avslår)/iu,
  // English.
  /\b(?:you|he|she|your (?:mother|father|child|wife|husband))(?:'re| are| is|'ll be| will be| would be)(?: not)? (?:\w+ ){0,2}(?:entitled|eligible|qualified|liable)/iu,
  /\b(?:you|he|she|they) (?:do not |don't |would |will )?(?:ha(?:ve|s) (?:a |the |every )?right to|qualif(?:y|ies) for)/iu,
  new RegExp(
    `\\b(?:you|he|she|they)(?:'ll| will| would| should| do not| don't)? (?:get|receive|be granted|be paid|deserve) (?:[^ ]+ ){0,4}${en}`,
    'iu',
  ),
  new RegExp(
    `\\b${own.en} (?:\\S+ ){0,3}(?:approved|accepted|rejected|refused|granted|denied|wrong|right|correct|unlawful|illegal|succeed|win|is \\d)`,
    'iu',
  ),
  /\byou (?:must|do not have to|don't have to|need not|will have to) (?:\w+ ){0,2}(?:pay back|repay|pay)/iu,
  /\b(?:you|he|she)(?: do not| don't| does not)? (?:meet|meets|fulfil|fulfils|satisfy) (?:\w+ ){0,3}(?:condition|requirement|criteri)/iu,
  new RegExp(`\\byou (?:cannot|can't|can not) (?:get|receive|be granted) (?:[^ ]+ ){0,3}${en}`, 'iu'),
  /\b(?:decision|refusal|rejection) (?:is|was) (?:\w+ )?(?:unlawful|lawful|illegal|legal|wrong|right|correct|incorrect|unfair|unreasonable)/iu,
  /\byour (?:income|assets|savings|wealth)s? (?:is|are|exceeds?) /iu,
  /\byou (?:are|will be|have been) (?:\w+ )?(?:obliged|required|forced) to (?:\w+ ){0,3}(?:pay|repay|return)/iu,
  /\b(?:kela|migri|the tax administration|the authority|the office) (?:\w+ ){0,3}(?:made a mistake|decided wrong|was wrong|is wrong|acted unlawfully|broke the law|will approve|will reject)/iu,
  // What an authority will do to everybody's benefits is its own to announce.
  /(?<!\p{L})(?:kela|migri|verottaja|verohallinto|dvv|hallitus|eduskunta|valtio|kunta|hyvinvointialue)\S* (?:\S+ ){0,2}(?:lopettaa|lakkauttaa|poistaa|keskeyttää|evää|takavarikoi) (?:\S+ ){0,3}\S*(?:tuki|tuen|tukie|etu|eläk|maksa|maksu|raha|päivärah)/iu,
  /(?<!\p{L})(?:fpa|migri|skatteförvaltningen|skattemyndigheten|regeringen|riksdagen|staten|kommunen|välfärdsområdet) (?:\S+ ){0,2}(?:slutar|avskaffar|upphör|drar in|stoppar|beslagtar) (?:\S+ ){0,3}\S*(?:stöd|bidrag|pension|förmån|betal|penning)/iu,
  /\b(?:kela|migri|the tax administration|the government|parliament|the state|the municipality|the wellbeing services county) (?:\S+ ){0,2}(?:stops?|ends?|abolish(?:es)?|withdraws?|cancels?|seizes?) (?:\S+ ){0,3}(?:benefits?|allowances?|pensions?|paying|payments?|assistance)/iu,
]

/** True when the text says what the outcome of somebody's own case is or should be. */
export function givesVerdict(text: string): boolean {
  const plain = text.replaceAll('’', "'").replace(/\s+/g, ' ')
  return verdicts.some((pattern) => pattern.test(plain))
}

const secret =
  '(?:\\S*(?:tunnuks|tunnukset|salasana|henkilötunnu|pin-koodi|pin|avainluku|tunnuslu|turvaluku|kortin numero|korttinumero|tilinumero|vahvistuskoodi|bankkod|lösenord|personbeteckning|kortnummer|kontonummer|pinkod|pin-kod|säkerhetskod|bank code|banking code|password|identity code|card number|account number|security code|key code)\\S*)'
const give =
  '(?:anna|antakaa|kerro|lähetä|kirjoita|syötä|ilmoita|luovuta|paljasta|ge|skicka|skriv|uppge|berätta|lämna|ange|avslöja|give|send|tell|type|enter|write|share|reveal|provide)'
const asking = new RegExp(`(?<!\\p{L})${give}(?!\\p{L}) (?:\\S+ ){0,6}${secret}`, 'iu')
const warning =
  /(?<!\p{L})(?:älä|älkää|ei|et|eivät|ettei|etteivät|koskaan|inte|aldrig|ingen|never|not|don't|nobody)(?!\p{L})/iu

/** True when the text tells somebody to give a code, a password or a number of theirs; a warning not to is fine. */
export function asksForSecrets(text: string): boolean {
  const plain = text.replaceAll('’', "'").replace(/\s+/g, ' ')
  return asking.test(plain) && !warning.test(plain)
}

const scamOrders: readonly RegExp[] = [
  /(?<!\p{L})(?:siirrä|siirtäkää|lähetä|lähettäkää|talleta|maksa|vie) (?:\S+ ){0,3}(?:\S*(?:raha(?:t|a|si|asi)?|säästö\S*|varat|varasi|turvatili\S*|suojatili\S*|lunnaat|bitcoin\S*))(?!\p{L})/iu,
  /(?<!\p{L})(?:flytta|överför|skicka|sätt in|betala) (?:\S+ ){0,3}(?:\S*(?:pengar(?:na)?|besparingar(?:na)?|säkerhetskonto\S*|bitcoin\S*))(?!\p{L})/iu,
  /\b(?:move|transfer|send|wire|deposit) (?:\S+ ){0,3}(?:money|savings|funds|safe account|bitcoins?)\b/iu,
  /(?<!\p{L})(?:asenna|lataa|avaa|installera|ladda (?:ner|ned)|öppna|install|download|open) (?:\S+ ){0,6}\S*(?:etähallin|etäkäyttö|etätuki|etäohjau|kauko-ohjau|fjärrstyr|fjärrhjälp|fjärråtkomst|remote control|remote access|remote support|anydesk|teamviewer)/iu,
]

/** True when the text tells somebody to move money or to let another person steer their device, as swindlers do; a warning not to is fine. */
export function ordersLikeSwindler(text: string): boolean {
  const plain = text.replaceAll('’', "'").replace(/\s+/g, ' ')
  return scamOrders.some((order) => order.test(plain)) && !warning.test(plain)
}
