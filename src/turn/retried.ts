/** Tries a write of the store again after a passing fault. Knows no store: faults are told apart by their `code`. */

/** Waits before the second, third and fourth try, in ms. */
const retryDelaysMs = [200, 1000, 3000]

/** What no second try mends: the conversation was erased, or the house is closing. Every other fault may pass. */
const lasting: ReadonlySet<unknown> = new Set(['ConversationUnknown', 'TurnUnknown', 'IdTooLong', 'StoreClosed'])

/** Runs `write` up to four times. It must write all or nothing, so that trying again is safe. Rejects with the last fault. */
export async function retried<T>(write: () => Promise<T>): Promise<T> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await write()
    } catch (fault) {
      if (lasting.has(codeOf(fault))) throw fault
      // The next try reports the fault if it stays.
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
  return write()
}

/** Whether the fault says that the conversation was erased: the person's own doing, and nobody's fault. */
export function saysErased(fault: unknown): boolean {
  const code = codeOf(fault)
  return code === 'ConversationUnknown' || code === 'TurnUnknown'
}

function codeOf(fault: unknown): unknown {
  return fault instanceof Error && 'code' in fault ? fault.code : undefined
}
