/** The commonest words of our three languages and of others that people in Finland write in Latin letters. Data only. */

/** Finnish, Swedish and English words that say the language at once, spoken and undotted forms too. */
export const ownWords = {
  fi:
    'ja tai mutta kun ku että et jos niin minä mä mää sinä sä hän me te he ne se tämä tää nää minun mun sun minulla mulla mul multa minulle mulle mua minua mitä mikä miten mite miksi miks missä mis mistä mist mihin milloin millon koska kuka kuinka joka jonka onko onks on oli ole oo oon olen en ei emme eivät eikä voi voin voiko voiks voinko pitää pitäisi pitäs saa saan saanko saako haluan haluaisin nyt vielä enää ilman kanssa kans myös vain vaan hei moi kiitos kyllä joo apua ' +
    'tarvitsen tarvin tarvii löydän löytyy teen tehdä tein pääse pääsen päästä paase toimi unohdin unohtu unohtui hukassa hukas kadonnut uusin uusi hakea haen hakemus tunnukset tunnarit salasana resepti puhelin kännykkä kone tietokone netti netissä asia asiat asioita äiti isä lapsi rahaa tulee tuli menee laittaa maksaa maksan lasku pankki pankin vero verokortti kela kelaan kelan kirjautua kirjaudu kirjautuu kirjautuminen auta auttaa neuvoa soittaa sivu sivulle virhe lukossa ma sa mita mika missa mista etta',
  sv:
    'och eller men om när jag du han hon den det dom vi ni de mig dig min mitt mina din ditt sin sitt vad vem var vart hur varför vilken vilket vilka som för till från på i av med utan att är har hade kan kunde ska skall måste vill får fick gör göra går gick kommer inte ej nån något någon här där nu också bara mycket ett en hej tack hjälp snälla glömt glömde minns tappat loggar logga lösenord losenord bankkoder recept blankett ansökan ansöka flyttanmälan skattekort fungerar funkar telefon telefonen mobil mobilen dator datorn pengar mamma pappa barn betala räkning hittar behöver nya ny ' +
    'varit vara blir bli ut in upp ner över under efter före hos sen igen redan ännu kanske fullmakt brev meddelande myndighet bank banken länk sidan myndigheter uppehållstillstånd ar ifran pa fran for nar',
  en:
    "the a an and or but if when i you he she we they it my your his her our their me him them what which who where how why that this these is are was were be been am do does did don't dont doesn't can't cant can could will would should must have has had not no to of for with without from in at by about there please help hello hi thanks thank need want get got forgot forgotten lost find apply renew pay password bank codes phone computer prescription address tax card login log sign account work working doesnt didn't when where new old change application form letter message money child mother father " +
    'am im anyone someone any some because also still after before online',
} as const

/** Words of other languages that none of ours shares. */
export const otherWords: Readonly<Record<string, string>> = {
  et: 'ma ei saa on ja ole ka kuidas kas kus mis minu mul sinu palun tere aitäh või aga siis pole olen oled saan sisse logida teha ei saa kuna veel ning seda mida miks soovin abi unustasin parooli telefoni pangakoodid elamisluba',
  no: 'har mitt min passord på er med til det jeg ikke hva hvordan hvor hvorfor meg deg noe også kun etter blir får hjelp passordet glemt',
  da: 'har mit min på er med til det jeg ikke hvad hvordan hvor hvorfor mig dig noget også kun efter bliver hjælp adgangskode glemt',
  de: 'ich und nicht wie wo was der die das ein eine mein meine habe bin ist kann für mit auf bitte hilfe wann warum brauche passwort vergessen wir sie zu',
  fr: "je ne pas le la les un une mon ma mes est suis comment où pourquoi avec pour dans s'il vous plaît bonjour merci j'ai oublié mot passe besoin aide quand que qui",
  es: 'yo el la los las un una mi mis es estoy cómo como dónde donde por qué para con ayuda hola gracias necesito olvidé contraseña cuando puedo tengo quiero no que',
  it: 'il lo gli un una mio mia sono come dove perché per con aiuto ciao grazie ho bisogno dimenticato quando posso non che',
  pt: 'eu não um uma meu minha estou como onde por que para com ajuda olá obrigado preciso esqueci senha quando posso tenho quero',
  pl: 'ja nie jak gdzie dlaczego mój moja jest czy się proszę pomoc dzień dobry potrzebuję zapomniałem hasło kiedy mogę mam chcę',
  so: 'waan waxaan ma ku iyo sidee halkee maxay aniga caawimaad fadlan mahadsanid salaan waa kuma goorma rabaa ilaaway lacag xaggee sidaan ugu u soo',
  tr: 'bir ben nasıl nerede neden için ile ve bu şifre unuttum yardım lütfen merhaba teşekkürler ne zaman istiyorum var yok benim',
  vi: 'tôi không làm thế nào ở đâu tại sao của cho với giúp xin chào cảm ơn cần quên mật khẩu khi được',
  sq: 'unë nuk si ku pse për me dhe ndihmë ju lutem faleminderit kam dua harruar fjalëkalimin kur mund',
  ku: 'ez tu çawa li ku çima ji bo bi alîkarî spas dixwazim nikarim min heye tune çi',
  ro: 'eu nu cum unde de ce pentru cu și ajutor vă rog bună mulțumesc am nevoie uitat parola când pot',
  lv: 'es nevaru kā kur kāpēc lūdzu palīdzība sveiki paldies man ir vajag aizmirsu parole kad un vai',
  lt: 'aš negaliu kaip kur kodėl prašau pagalba labas ačiū man reikia pamiršau slaptažodį kada ir ar',
  uk: 'ya ne yak de chomu meni dopomoga',
  tl: 'ako hindi paano saan bakit po tulong ko ang ng mga kailangan nakalimutan kailan pwede',
}

/** Scripts none of our languages is written in, with a language they most likely mean. */
export const otherScripts: readonly (readonly [script: string, pattern: RegExp, language: string])[] = [
  ['Cyrillic', /\p{Script=Cyrillic}/u, 'ru'],
  ['Arabic', /\p{Script=Arabic}/u, 'ar'],
  ['Han', /\p{Script=Han}/u, 'zh'],
  ['Hiragana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  ['Hangul', /\p{Script=Hangul}/u, 'ko'],
  ['Thai', /\p{Script=Thai}/u, 'th'],
  ['Greek', /\p{Script=Greek}/u, 'el'],
  ['Hebrew', /\p{Script=Hebrew}/u, 'he'],
  ['Devanagari', /\p{Script=Devanagari}/u, 'hi'],
  ['Bengali', /\p{Script=Bengali}/u, 'bn'],
  ['Tamil', /\p{Script=Tamil}/u, 'ta'],
  ['Ethiopic', /\p{Script=Ethiopic}/u, 'am'],
  ['Georgian', /\p{Script=Georgian}/u, 'ka'],
  ['Armenian', /\p{Script=Armenian}/u, 'hy'],
]
