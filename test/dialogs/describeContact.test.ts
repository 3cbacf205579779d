/** What no person has verified says so, once a contact, wherever people are told to call it, type it or open it. */
import path from 'node:path'
import { describeBlock, describeInline, fillContacts } from '../../src/dialogs/describeContact'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import type { Contact, Knowledge, Provenance } from '../../src/knowledge/types'
import { knowledgeOf, guideOf } from '../answering/sample'

const { phrases } = loadDialogs(path.resolve(__dirname, '../../dialogs'))
const unverified: Provenance = { source: 'kela.fi', sourceDate: '2025', confidence: 'H' }
const verified: Provenance = { ...unverified, verifiedBy: 'Editor', verifiedAt: '2026-11-22' }

function contactOf(of: { phone?: Provenance; number?: string; url?: Provenance; kind?: Contact['kind'] }): Contact {
  return {
    key: 'kela',
    kind: of.kind ?? 'authority',
    name: { fi: 'Kela', sv: 'FPA', en: 'Kela' },
    note: { fi: 'Neuvoo.', sv: 'Ger råd.', en: 'Advises.' },
    ...(of.phone && { phone: { number: of.number ?? '020 1', ...of.phone } }),
    ...(of.url && {
      url: { address: { fi: 'https://www.kela.fi', sv: 'https://fpa.fi', en: 'https://kela.fi' }, ...of.url },
    }),
    line: 1,
  }
}
const fill = (markdown: string, contact: Contact): string => {
  const knowledge: Knowledge = { ...knowledgeOf(guideOf({ steps: '' })), contacts: new Map([['kela', contact]]) }
  return fillContacts(markdown, 'fi', knowledge, phrases)
}

test('a number and an address that nobody has verified share one mark', () => {
  const kela = contactOf({ phone: unverified, url: unverified })
  expect(describeInline(kela, 'fi', phrases)).toBe(
    '**Kela**: puhelin 020 1 · aukioloaika ei ole tiedossa · [kela.fi](https://www.kela.fi) (tietoja ei ole vahvistettu)',
  )
  expect(describeBlock(kela, 'fi', phrases).split('\n').at(-1)).toBe('- tietoja ei ole vahvistettu')
})

test('an address alone says that it is not verified, in each language', () => {
  const kela = contactOf({ url: unverified })
  expect(describeInline(kela, 'fi', phrases)).toMatch(/kela\.fi\) \(osoitetta ei ole vahvistettu\)$/)
  expect(describeInline(kela, 'sv', phrases)).toMatch(/\(adressen är inte bekräftad\)$/)
  expect(describeInline(kela, 'en', phrases)).toMatch(/\(address not verified\)$/)
})

test('what has been verified carries no mark, and the rest its own', () => {
  expect(describeInline(contactOf({ phone: verified, url: unverified }), 'fi', phrases)).toMatch(
    /puhelin 020 1 · [^(]*\[kela\.fi\]\(https:\/\/www\.kela\.fi\) \(osoitetta ei ole vahvistettu\)$/,
  )
  expect(describeBlock(contactOf({ phone: verified, url: verified }), 'fi', phrases)).not.toMatch(/vahvistettu/)
})

test('112 never looks doubtful, whatever stands beside it', () => {
  const emergency = contactOf({ phone: unverified, number: '112', url: unverified, kind: 'emergency' })
  expect(describeInline(emergency, 'fi', phrases)).toMatch(/puhelin 112 · .*\(osoitetta ei ole vahvistettu\)$/)
})

test('an address to type is marked where a text first names it, and only there', () => {
  const kela = contactOf({ url: unverified })
  const text = fill('1. Kirjoita osoite itse: {{kela.url}}\n2. Avaa taas {{kela.url}}', kela)
  expect(text.split('\n')).toEqual([
    '1. Kirjoita osoite itse: [kela.fi](https://www.kela.fi) (osoitetta ei ole vahvistettu)',
    '2. Avaa taas [kela.fi](https://www.kela.fi)',
  ])
  expect(fill('{{kela}} {{kela.url}}', kela).match(/vahvistettu/g)).toHaveLength(1)
})
