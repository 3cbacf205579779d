/** Seals what only the desk may read: AES-256-GCM under a key derived from the service's secret. Knows no callback and no store. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export interface Seal {
  /** `context` is bound to the text: a sealed text opens only under the same. */
  seal(text: string, context: string): string
  /** Undefined when it was sealed with another secret, under another context, or changed since. */
  open(sealed: string, context: string): string | undefined
}

const ivBytes = 12
const tagBytes = 16

/** The key is HKDF-SHA-256 (RFC 5869) of the secret: what signs tokens never encrypts itself. */
export function createSeal(secret: Buffer, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `opastin ${purpose}`, 32))
  return {
    seal(text, context) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < ivBytes + tagBytes) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
      } catch {
        // The tag does not fit: an expected outcome, told by undefined.
        return undefined
      }
    },
  }
}
