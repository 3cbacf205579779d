/** Keeps what the need model learnt, for the next start. A file that is damaged, or was learnt from other examples, is learnt anew, never trusted. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { LearntNeeds } from '../dialogs/types'

export interface NeedKeeper {
  /** What was learnt under this key, or undefined. */
  load(key: string): LearntNeeds | undefined
  save(key: string, learnt: LearntNeeds): void
}

const hashBytes = 32

/** `onTrouble` gets what went wrong, for the log; without the file the model is learnt at each start. */
export function keepNeeds(folder: string, onTrouble: (trouble: unknown) => void = () => undefined): NeedKeeper {
  const file = path.join(folder, 'needs.model')
  return {
    load(key) {
      try {
        const bytes = readFileSync(file)
        const body = bytes.subarray(hashBytes)
        if (!createHash('sha256').update(body).digest().equals(bytes.subarray(0, hashBytes))) return undefined
        const kept = deserialize(body) as { key: string; learnt: LearntNeeds }
        return kept.key === key ? kept.learnt : undefined
      } catch (trouble) {
        if ((trouble as NodeJS.ErrnoException).code !== 'ENOENT') onTrouble(trouble)
        return undefined
      }
    },
    save(key, learnt) {
      const temporary = `${file}.${process.pid}`
      try {
        mkdirSync(folder, { recursive: true })
        const body = serialize({ key, learnt })
        writeFileSync(temporary, Buffer.concat([createHash('sha256').update(body).digest(), body]))
        renameSync(temporary, file)
      } catch (trouble) {
        rmSync(temporary, { force: true })
        onTrouble(trouble)
      }
    },
  }
}
