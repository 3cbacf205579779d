/** The secret that signs conversation tokens when the operator has given none: made once, kept in the data folder for its owner alone. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const bytes = 32

/**
 * The folder's secret, made when there is none.
 * @throws Error that says what to do when the file cannot be read or written, or is not ours
 */
export async function tokenSecret(folder: string): Promise<Buffer> {
  const file = path.join(folder, 'token-secret')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // "wx" fails when the file is there: two starts at once cannot make two secrets.
    await writeFile(file, randomBytes(bytes).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Error(`${file} cannot be written. Make the folder writable, or set TOKEN_SECRET.`, { cause })
  }
  const secret = Buffer.from(await readFile(file, 'utf8'), 'base64url')
  if (secret.length < bytes)
    throw new Error(`${file} holds no usable secret. Remove the file, and a new one is made at the next start.`)
  return secret
}
