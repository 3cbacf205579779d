/** Passwords of local adviser accounts: scrypt with a salt of its own, written as one line. Knows no account. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's second choice where Argon2id is not at hand: N = 2^17, r = 8, p = 1 (128 MiB, about a third of a second). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 }
const keyBytes = 32

/** `scrypt$N$r$p$salt$key`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** False for a wrong password and for a line that is none. An unknown account costs as much as a known one: see `noAccount`. */
export async function isPassword(password: string, hashed: string): Promise<boolean> {
  const [kind, N, r, p, salt, key] = hashed.split('$')
  if (kind !== 'scrypt' || !salt || !key) return false
  const known = Buffer.from(key, 'base64url')
  const given = await derive(password, Buffer.from(salt, 'base64url'), {
    ...cost,
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return known.length === given.length && timingSafeEqual(known, given)
}

/** A line that no password fits, to be checked when there is no account, so that the time taken does not tell. */
export const noAccount = `scrypt$${cost.N}$${cost.r}$${cost.p}$AAAAAAAAAAAAAAAAAAAAAA$${Buffer.alloc(keyBytes).toString('base64url')}`

/** Sixteen letters and digits that are hard to mix up, in groups of four. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const picked = Array.from(randomBytes(64))
    .filter((byte) => byte < letters.length * 8)
    .slice(0, 16)
    .map((byte) => letters[byte % letters.length])
  return picked.length < 16 ? newPassword() : picked.join('').replace(/(.{4})(?=.)/g, '$1-')
}

function derive(password: string, salt: Buffer, options: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (fault, key) => (fault ? reject(fault) : resolve(key))),
  )
}
