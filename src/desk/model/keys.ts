/** Which deed a key press asks for. Pure; knows no page. */

export type Command =
  | {
      readonly do:
        | 'next'
        | 'previous'
        | 'reply'
        | 'note'
        | 'transfer'
        | 'end'
        | 'code'
        | 'help'
        | 'palette'
        | 'search'
        | 'leave'
        | 'send'
    }
  | { readonly do: 'open' | 'insert'; readonly at: number }

export interface Press {
  readonly key: string
  /** The key's place: with Alt, some systems make other letters out of the same key. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** AltGr writes characters on Nordic keyboards; it is never a command. */
  readonly altGraph: boolean
}

const letters: Readonly<Record<string, Command>> = {
  j: { do: 'next' },
  k: { do: 'previous' },
  r: { do: 'reply' },
  n: { do: 'note' },
  t: { do: 'transfer' },
  e: { do: 'end' },
  c: { do: 'code' },
  '/': { do: 'search' },
  '?': { do: 'help' },
}

/** With Alt: from anywhere, while writing too. */
const withAlt: Readonly<Record<string, Command>> = {
  KeyJ: { do: 'next' },
  KeyK: { do: 'previous' },
  KeyR: { do: 'reply' },
  KeyN: { do: 'note' },
  KeyT: { do: 'transfer' },
  KeyE: { do: 'end' },
  KeyC: { do: 'code' },
  KeyF: { do: 'search' },
  KeyH: { do: 'help' },
}

/**
 * @param place `text`: the focus is where one writes, and letters are letters. `dialog`: a sheet is open, which has its own keys.
 * @param lettersOn single-letter keys may be switched off (WCAG 2.1.4)
 */
export function commandOf(press: Press, place: 'page' | 'text' | 'dialog', lettersOn: boolean): Command | undefined {
  const { key, code, altKey, shiftKey, altGraph } = press
  const control = press.ctrlKey || press.metaKey
  if (altGraph) return undefined
  if (control && !altKey && !shiftKey && key.toLowerCase() === 'k') return { do: 'palette' }
  if (place === 'dialog') return undefined
  if (control && !altKey && key === 'Enter') return { do: 'send' }
  if (altKey && !control) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
    if (digit) return { do: shiftKey ? 'insert' : 'open', at: Number(digit) - 1 }
    return shiftKey ? undefined : withAlt[code]
  }
  if (key === 'Escape' && place === 'text') return { do: 'leave' }
  if (control || altKey || place === 'text' || !lettersOn) return undefined
  if (/^[1-3]$/.test(key)) return { do: 'insert', at: Number(key) - 1 }
  return letters[key.toLowerCase()]
}
