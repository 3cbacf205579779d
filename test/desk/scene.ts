/** A day at the fake desk, for tests and for looking at: people who wait, a conversation with sources and masks, suggestions, callbacks. */
import type { DeskServer, FakeLine, Row } from '../fakes/deskServer'

export const topicOf = {
  terveys: { id: 'terveys', title: { fi: 'Terveys', sv: 'Hälsa', en: 'Health' } },
  suomifi: {
    id: 'suomifi',
    title: { fi: 'Suomi.fi-valtuudet', sv: 'Suomi.fi-fullmakter', en: 'Suomi.fi e-Authorizations' },
  },
  tunnistautuminen: {
    id: 'tunnistautuminen',
    title: { fi: 'Tunnistautuminen', sv: 'Identifiering', en: 'Identification' },
  },
  raha: { id: 'raha', title: { fi: 'Raha-asiat ja Kela', sv: 'Pengar och FPA', en: 'Money and Kela' } },
}

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

export const prescription: readonly Partial<FakeLine>[] = [
  {
    speaker: 'bot',
    at: minutesAgo(9),
    language: 'fi',
    text: 'Hei! Olen Opastin, neuvontabotti – en ihminen. Kirjoita omin sanoin, mikä pulma sinulla on.',
  },
  {
    speaker: 'person',
    at: minutesAgo(8),
    language: 'fi',
    text: 'resepti on vanhentunut, miten saan uuden? hetuni on ⟦ID⟧',
  },
  {
    speaker: 'bot',
    at: minutesAgo(8),
    language: 'fi',
    text: 'Voit pyytää reseptin uusimista OmaKannassa:\n\n1. Kirjaudu OmaKantaan.\n2. Valitse **Reseptit**.\n3. Valitse lääke ja **Lähetä uusimispyyntö**.\n\nPyyntö käsitellään yleensä 8 päivässä.',
    citations: [
      {
        passage: 'omakanta-resepti#steps@fi',
        title: 'Reseptin uusiminen OmaKannassa',
        excerpt: 'Kirjaudu OmaKantaan.',
        path: '/guides/fi/omakanta-resepti#steps',
        origin: 'kanta.fi, 2026-02',
      },
    ],
  },
  {
    speaker: 'person',
    at: minutesAgo(7),
    language: 'sv',
    text: 'jag förstår inte, min mamma behöver medicinen\nhon har inga bankkoder',
  },
  {
    speaker: 'bot',
    at: minutesAgo(7),
    language: 'sv',
    text: 'En människa hjälper dig här. Vill du prata med en rådgivare?',
  },
  { speaker: 'person', at: minutesAgo(6), language: 'sv', text: 'ja tack' },
]

export const suggestions: readonly Row[] = [
  {
    passage: 'omakanta-puolesta#steps@sv',
    guide: 'omakanta-puolesta',
    title: 'Sköta ärenden för någon annan i MittKanta',
    heading: 'Gör så här',
    text: 'Din mamma kan ge dig en **Suomi.fi-fullmakt** för hälsovårdsärenden:\n\n1. Fullmakten kan ges med en pappersblankett, om hon inte har bankkoder.\n2. Skicka blanketten till servicestället.\n3. När fullmakten är registrerad loggar du in i MittKanta med dina egna koder och väljer att du sköter ärenden för henne.',
    path: '/guides/sv/omakanta-puolesta#steps',
    url: '/guides/sv/omakanta-puolesta#steps',
    origin: 'suomi.fi, 2026-03',
    confidence: 0.82,
  },
  {
    passage: 'omakanta-resepti#without-internet@sv',
    guide: 'omakanta-resepti',
    title: 'Förnya ett recept',
    heading: 'Utan internet',
    text: 'Ett apotek kan skicka begäran om förnyelse. Ta med läkemedelsförpackningen eller patientanvisningen.',
    path: '/guides/sv/omakanta-resepti#without-internet',
    url: '/guides/sv/omakanta-resepti#without-internet',
    origin: 'kanta.fi, 2026-02',
    confidence: 0.55,
  },
  {
    passage: 'omakanta-resepti#who-helps@sv',
    guide: 'omakanta-resepti',
    title: 'Förnya ett recept',
    heading: 'Vem hjälper',
    text: 'Hälsostationen som skrev ut receptet hjälper. Ring i första hand.',
    path: '/guides/sv/omakanta-resepti#who-helps',
    url: '/guides/sv/omakanta-resepti#who-helps',
    origin: 'kanta.fi, 2026-02',
    confidence: 0.3,
  },
]

export const callbacks: readonly Row[] = [
  {
    id: 'c1',
    desk: 'yleinen',
    language: 'fi',
    askedAt: minutesAgo(95),
    contact: { kind: 'phone', value: '040 123 4567' },
    when: 'iltapäivällä',
    topic: 'Raha-asiat ja Kela',
  },
  {
    id: 'c2',
    desk: 'digituki',
    language: 'sv',
    askedAt: minutesAgo(40),
    contact: { kind: 'email', value: 'exempel@example.org' },
  },
]

export const overview: Row = {
  desks: [
    {
      id: 'yleinen',
      name: { fi: 'Yleisneuvonta', sv: 'Allmän rådgivning', en: 'General advice' },
      open: true,
      waiting: 4,
      longestWaitSeconds: 720,
      live: 7,
      wait: { kind: 'range', fromMinutes: 4, toMinutes: 9 },
    },
    {
      id: 'digituki',
      name: { fi: 'Digituki', sv: 'Digitalt stöd', en: 'Digital support' },
      open: true,
      waiting: 1,
      longestWaitSeconds: 250,
      live: 2,
      wait: { kind: 'over', minutes: 15 },
    },
    {
      id: 'vero',
      name: { fi: 'Veroneuvonta', sv: 'Skatterådgivning', en: 'Tax advice' },
      open: false,
      waiting: 0,
      longestWaitSeconds: 0,
      live: 0,
      wait: { kind: 'unknown' },
    },
  ],
  advisers: [
    { id: 'a1', name: 'Aino Neuvoja', status: 'available', holding: 2, capacity: 3, languages: ['fi', 'sv'] },
    { id: 'a2', name: 'Björn Rådgivare', status: 'busy', holding: 3, capacity: 3, languages: ['sv', 'en'] },
    { id: 'a3', name: 'Chen Li', status: 'away', holding: 0, capacity: 3, languages: ['fi', 'en'] },
  ],
  talks: [
    {
      id: 'h9',
      desk: 'yleinen',
      state: 'accepted',
      language: 'sv',
      topic: topicOf.terveys,
      askedAt: minutesAgo(12),
      waitSeconds: 180,
      lostAdviser: false,
      adviser: { id: 'a2', name: 'Björn Rådgivare' },
      mine: false,
      acceptedAt: minutesAgo(9),
      epoch: 2,
    },
  ],
  callbacks: 2,
  today: { asked: 41, accepted: 36, closed: 29, medianWaitSeconds: 190 },
}

/** Four who wait: new, long, very long, and one whose adviser was lost. */
export function fillQueue(server: DeskServer): void {
  server.arrive({ id: 'h0', topic: topicOf.raha, language: 'en', waitSeconds: 260, lostAdviser: true }, [
    { text: 'hello?', language: 'en' },
  ])
  server.arrive({ id: 'h1', topic: topicOf.terveys, language: 'sv', waitSeconds: 720 }, prescription)
  server.arrive({ id: 'h2', topic: topicOf.suomifi, language: 'fi', waitSeconds: 290 }, [
    { text: 'miten valtuutan tyttäreni' },
  ])
  server.arrive({ id: 'h3', topic: topicOf.tunnistautuminen, language: 'fi', waitSeconds: 20 }, [
    { text: 'pankkitunnukset ei toimi' },
  ])
  server.arrive({ id: 'h4', language: 'en', waitSeconds: 65 }, [{ text: 'I need help', language: 'en' }])
  server.suggestions = suggestions
  server.callbacks = [...callbacks]
  server.overview = overview
}
