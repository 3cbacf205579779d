/** What is sealed opens only with the same secret and under the same context, and passwords are checked without telling who exists. */
import { hashPassword, isPassword, newPassword, noAccount } from '../../src/handoff/password'
import { createSeal } from '../../src/handoff/seal'

const secret = Buffer.alloc(32, 7)

test('a sealed text opens under its own context alone, and not when a byte was changed', () => {
  const { seal, open } = createSeal(secret, 'callbacks')
  const sealed = seal('040 123 4567', 'id-1')
  expect(sealed).not.toBe(seal('040 123 4567', 'id-1'))
  expect(open(sealed, 'id-1')).toBe('040 123 4567')
  expect(open(sealed, 'id-2')).toBeUndefined()
  const changed = `${sealed.slice(0, 20)}${sealed[20] === 'A' ? 'B' : 'A'}${sealed.slice(21)}`
  expect(open(changed, 'id-1')).toBeUndefined()
  expect(open('', 'id-1')).toBeUndefined()
  expect(createSeal(secret, 'other purpose').open(sealed, 'id-1')).toBeUndefined()
  expect(createSeal(Buffer.alloc(32, 8), 'callbacks').open(sealed, 'id-1')).toBeUndefined()
})

test('a password fits its own line and no other', async () => {
  const password = newPassword()
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  const line = await hashPassword(password)
  expect(line).not.toContain(password)
  expect(await isPassword(password, line)).toBe(true)
  expect(await isPassword(`${password}x`, line)).toBe(false)
  expect(await isPassword(password, noAccount)).toBe(false)
  expect(await isPassword(password, 'nothing')).toBe(false)
}, 60_000)
