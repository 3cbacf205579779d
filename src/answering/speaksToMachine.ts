/**
 * Whether a text of the content speaks to a machine instead of a person: orders to a model, markup of prompts, hidden code. Such a passage
 * was not written for people, whoever approved it, and no model is given it. Words of three languages; knows no model.
 */

/** Enough alone: nobody says these to a reader of a guide. */
const unmistakable = words(
  'aiemmat (?:ohjeet|säännöt)|edelliset (?:ohjeet|säännöt)|(?:ohita|unohda|sivuuta|hylkää) (?:kaikki )?(?:\\p{L}+ )?(?:ohjee|sääntö|säännö|rajoitu)\\p{L}*|järjestelmäkehot\\p{L}*|järjestelmäviesti\\p{L}*|kehittäjätila\\p{L}*|kielimalli\\p{L}*|(?:bot|tekoäly)(?:ille|in on|in täytyy|in pitää|in tulee)|tekoälylle|botin (?:\\p{L}+ )?(?:täytyy|pitää|tulee|kuuluu)|avustaja(?:n)? (?:\\p{L}+ )?(?:ohittaa|sivuuttaa|täytyy|julistaa|vastaa)|(?:tästä eteenpäin|nyt) (?:sinä )?olet|olet nyt|tehtäväsi on nyt|odotettu (?:tuloste|vastaus)|jokai(?:sen|seen) vastau\\p{L}+|kaikkiin vastauksiin|ruudunlukijani|sana sanalta|perässäni|korvaa (?:\\p{L}+ )?(?:lause|virke|vastaus|teksti)|lähteen? \\d|numerolla \\d|(?:kun|jos) joku kysyy (?:tästä|tätä)',
  '(?:tidigare|föregående|ovanstående) (?:instruktion|regl|anvisning)\\p{L}*|(?:ignorera|glöm|bortse från|strunta i) (?:alla )?(?:\\p{L}+ )?(?:instruktion|regl|anvisning)\\p{L}*|systemprompt\\p{L}*|systemmeddeland\\p{L}*|utvecklarläge\\p{L}*|språkmodell\\p{L}*|till (?:ai|ai:n|boten|modellen)|boten (?:ska|måste|skall|bör)|assistenten (?:\\p{L}+ )?(?:kringgår|ska|måste|förklarar|svarar)|från och med nu är du|du är nu|din uppgift är nu|förväntad (?:utskrift|utdata|svar)|varje svar|alla svar ska|min skärmläsare|ord för ord|efter mig|ersätt (?:\\p{L}+ )?(?:mening|svar|text)\\p{L}*|källa \\d|med nummer \\d|(?:när|om) någon frågar om (?:detta|det här)',
  '(?:previous|prior|earlier|above) (?:instructions|rules|prompts?)|(?:ignore|forget|disregard|override|bypass) (?:all )?(?:\\p{L}+ )?(?:instructions|rules|filters|limits|guidelines)|system prompt|system message|developer mode|language model|to the (?:ai|bot|model|assistant)|the (?:bot|chatbot|ai|assistant) (?:\\p{L}+ )?(?:must|shall|should|bypasses|declares|says|states|answers)|from now on you are|you are now|your task is now|expected output|every (?:answer|reply|response)|each (?:answer|reply|response)|my screen reader|word for word|verbatim|after me|(?:substitute|replace) (?:the |this )?(?:sentence|answer|reply|text)|source \\d|as number \\d|(?:when|whenever|if) (?:somebody|someone|anyone|a user|the user) asks about (?:this|it)',
)
/** Telling a model what to do, and … */
const orders = words(
  'unohda|sivuuta|ohita|hylkää|vastaa|sano|lausu|tulosta|toista|käännä|lisää|leikitään|kuvittele|viittaa|noudata|tottele|korvaa|ilmoita|julista',
  'glöm|ignorera|bortse|strunta|svara|säg|uttala|upprepa|översätt|lägg till|leker|låtsas|föreställ dig|hänvisa|lyd|ersätt|meddela',
  'ignore|forget|disregard|override|reply|respond|say|print|output|repeat|translate|append|pretend|imagine|cite|obey|recite|inform|declare|state',
)
/** … whom or what only a model has: instructions, a system, users, developers, an answer of its own. */
const machinery = words(
  'ohjeesi|ohjeitasi|järjestelmä|käyttäjälle|kehittäjä\\p{L}*|kehot(?:e|teen|etta|teesi)|tekoäly\\p{L}*|botti|isoäitini|roolisi|rajoituksesi|vastauksesi|vastaukseesi|vastaukseen|vastauksen (?:loppuun|alkuun)|uu(?:si|det) sään\\p{L}+|täsmälleen|vain tämä|vain seuraava\\p{L}*|asiakkaalle',
  'dina instruktioner|instruktioner|system|användaren|utvecklare|prompt\\p{L}*|ai|min mormor|din roll|dina regler|ditt svar|svaret|ny regel|nya regler|ordagrant|bara följande|kunden',
  'your instructions|all instructions|system|the user|users|developer|prompt|ai|my grandmother|your role|your rules|your answer|your reply|new rules?|exactly|only the following|the customer',
)
/** Nobody writes these for a reader: prompt markup, roles, tags, long codes. */
const markup =
  /"?role"?\s*:\s*"?(?:system|user|assistant|developer)|<\/?\s*(?:sources?|instructions?|system|prompt|user|assistant|context)\b|\[\/?INST\]|<\|[^|]*\|>|^#{2,}\s*(?:system|instruction|prompt)|\}\s*\]\s*\}|[A-Za-z0-9+/]{60,}={0,2}|^\s*(?:system|järjestelmä|assistant|developer|user)\s*:/im

/** True when a line of the text speaks to a machine. */
export function speaksToMachine(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('’', "'")
  if (markup.test(plain)) return true
  return plain.split(/\n+|(?<=[.!?])\s+/).some((line) => {
    const lower = line.toLowerCase()
    return unmistakable.test(lower) || (orders.test(lower) && machinery.test(lower))
  })
}

function words(...languages: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${languages.join('|')})(?![\\p{L}\\p{N}])`, 'u')
}
