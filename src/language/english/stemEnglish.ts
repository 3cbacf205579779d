/** A light stemmer for English: plural, past, -ing, -ly, and the irregular verbs of everyday errands. Knows no dictionary. */

/** The stem of a lower-case word; words under four letters stay as they are, save irregular ones. */
export function stemEnglish(word: string): string {
  const irregular = irregularForms[word]
  if (irregular !== undefined) return irregular
  if (word.length < 4) return word
  let stem = word
  if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`
  else if (stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1)
  for (const ending of ['isations', 'isation', 'ization', 'ations', 'ation', 'ingly', 'edly', 'ments', 'ment', 'ness', 'ings', 'ing', 'ied', 'ed', 'ly', 'ion', 'er']) {
    if (!stem.endsWith(ending)) continue
    const rest = stem.slice(0, -ending.length)
    if (rest.length < (ending === 'er' || ending === 'ion' || ending === 'ment' ? 4 : 3) || !/[aeiouy]/.test(rest)) continue
    stem = ending === 'ied' ? `${rest}y` : rest
    break
  }
  stem = stem.replace(/([bdfgklmnprt])\1$/, '$1').replace(/i[sz]$/, 'is')
  return stem.replace(/(?<=...)e$/, '').replace(/(?<=..)y$/, 'i')
}

const irregularForms: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  forgot: 'forget', forgotten: 'forget', forgets: 'forget', forgetting: 'forget', lost: 'los', lose: 'los', losing: 'los', loses: 'los', loosing: 'los', loose: 'los', loosed: 'los',
  got: 'get', gotten: 'get', getting: 'get', gets: 'get', sent: 'send', sending: 'send', went: 'go', gone: 'go', goes: 'go', going: 'go',
  paid: 'pay', pays: 'pay', bought: 'buy', buying: 'buy', died: 'die', dead: 'die', dying: 'die', death: 'die', dies: 'die', stole: 'steal', stolen: 'steal',
  broke: 'break', broken: 'break', gave: 'give', given: 'give', giving: 'give', told: 'tell', saw: 'see', seen: 'see', sees: 'see', seeing: 'see',
  took: 'take', taken: 'take', taking: 'take', chose: 'choos', chosen: 'choos', wrote: 'writ', written: 'writ', knew: 'know', known: 'know',
  found: 'find', came: 'come', coming: 'come', froze: 'freez', frozen: 'freez', children: 'child', kids: 'kid', moved: 'mov', moving: 'mov', move: 'mov', moves: 'mov',
  using: 'us', use: 'us', used: 'us', uses: 'us', applied: 'appli', application: 'appli', applications: 'appli', applying: 'appli', applies: 'appli', apply: 'appli',
  identification: 'identifi', identify: 'identifi', identifying: 'identifi', identified: 'identifi', identity: 'identity', authentication: 'authentic', authenticate: 'authentic',
  authorisation: 'authoris', authorization: 'authoris', authorisations: 'authoris', authorizations: 'authoris', authorise: 'authoris', authorize: 'authoris', authorised: 'authoris',
  renewal: 'renew', renewed: 'renew', renewing: 'renew', refund: 'refund', signature: 'sign', payment: 'pay', payments: 'pay', licence: 'licens', license: 'licens', licences: 'licens', letters: 'letter', letter: 'letter',
  computer: 'computer', computers: 'computer', number: 'number', numbers: 'number', paper: 'paper', papers: 'paper', centre: 'center', center: 'center', doctor: 'doctor', water: 'water', user: 'user', daughter: 'daughter', mother: 'mother', father: 'father', printer: 'print', scanner: 'scan', scammer: 'scam', browser: 'brows', cellphone: 'phone', phones: 'phone', phone: 'phone', smartphone: 'phone', smartphones: 'phone',
  station: 'station', nation: 'nation', moment: 'moment', document: 'document', documents: 'document', apartment: 'apartment', pension: 'pension', permission: 'permission', session: 'session', version: 'version', decision: 'decision', decisions: 'decision', million: 'million', thing: 'thing', things: 'thing', something: 'something', nothing: 'nothing', evening: 'evening', morning: 'morning', wedding: 'wedding', string: 'string',
})
