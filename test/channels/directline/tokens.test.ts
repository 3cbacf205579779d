import { randomBytes } from 'node:crypto'
import { clientIdOf, messageIdFor } from '../../../src/channels/directline/messageIds'
import { createTokens } from '../../../src/channels/directline/tokens'

const claims = { conv: 'c', user: 'dl_u', site: 'omavero', origin: 'https://kunta.test' }
const life = { chatSeconds: 60, streamSeconds: 5 }

test('a token says what it was made with until its time is over', () => {
  let now = 1_000_000
  const tokens = createTokens({ secrets: [randomBytes(32)], ...life }, () => now)
  const [chat, stream] = [tokens.issue('chat', claims), tokens.issue('stream', claims)]
  expect(tokens.verify('chat', chat)).toMatchObject({ claims })
  expect(tokens.verify('stream', chat)).toEqual({ refused: 'forged' })
  now += 5_000
  expect(tokens.verify('stream', stream)).toEqual({ refused: 'expired' })
  now += 55_000
  expect(tokens.verify('chat', chat)).toEqual({ refused: 'expired' })
})

test('a new secret signs, the old one is still believed, a third is not', () => {
  const [old, fresh, other] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const before = createTokens({ secrets: [old], ...life }).issue('chat', claims)
  const tokens = createTokens({ secrets: [fresh, old], ...life })
  expect(tokens.verify('chat', before)).toMatchObject({ claims })
  expect(createTokens({ secrets: [old], ...life }).verify('chat', tokens.issue('chat', claims))).toEqual({
    refused: 'forged',
  })
  expect(createTokens({ secrets: [other], ...life }).verify('chat', before)).toEqual({ refused: 'forged' })
})

test('whatever is changed in a token, it is forged', () => {
  const tokens = createTokens({ secrets: [randomBytes(32)], ...life })
  const token = tokens.issue('chat', claims)
  for (let at = 0; at < token.length - 1; at++) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    expect(tokens.verify('chat', changed)).toEqual({ refused: 'forged' })
  }
  for (const odd of ['', '.', '..', 'a.b.c', 'x'.repeat(100_000), token.slice(0, -1)])
    expect(tokens.verify('chat', odd)).toEqual({ refused: 'forged' })
})

test('a client’s id is found again in ours, and never looks like a reply’s', () => {
  for (const id of ['abc', 'a.1', '50%', '%2E', 'a.b%2E.1', 'x'.repeat(178)]) {
    const ours = messageIdFor(id, undefined) ?? ''
    expect(clientIdOf(ours)).toBe(id)
    expect(ours).not.toContain('.')
  }
  expect(messageIdFor('x'.repeat(256), undefined)?.length).toBeLessThan(180)
  expect(messageIdFor(undefined, 'abc')).toBe('a-abc')
  expect(messageIdFor(undefined, undefined)).not.toBe(messageIdFor(undefined, undefined))
  for (const odd of [5, {}, 'a b', 'ä', '\u0000', 'x'.repeat(257)]) expect(messageIdFor(odd, undefined)).toBeUndefined()
})
