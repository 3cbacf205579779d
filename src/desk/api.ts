/** Calls of `/desk/api`, with the CSRF mark and with every outcome as a value. Knows no state and no page. */
import type { Suggestion } from '../channels/wire'
import type {
  Callback,
  CannedReply,
  CloseReason,
  Doors,
  Handoff,
  Language,
  Line,
  LogPage,
  Me,
  Note,
  Opened,
  Overview,
  Presence,
} from './wire'

/** `status` 0: nobody answered. `code` is the server's. */
export interface Refusal {
  readonly ok: false
  readonly status: number
  readonly code: string
  /** From Retry-After, else 0. */
  readonly retryMs: number
}

export type Called<T> = { readonly ok: true; readonly value: T } | Refusal

export interface DeskApi {
  doors(): Promise<Called<Doors>>
  me(): Promise<Called<Me>>
  signIn(name: string, password: string): Promise<Called<Me>>
  signOut(): Promise<Called<undefined>>
  setPresence(part: Partial<Presence>): Promise<Called<Presence>>
  take(id: string): Promise<Called<{ handoff: Handoff }>>
  log(id: string, after: number): Promise<Called<LogPage>>
  say(
    id: string,
    line: { clientId: string; epoch: number; text: string; language?: Language },
  ): Promise<Called<{ line: Line }>>
  note(id: string, note: { clientId: string; text: string }): Promise<Called<{ note: Note }>>
  suggestions(id: string): Promise<Called<{ forSeq?: number; items: readonly Suggestion[] }>>
  transfer(id: string, to: { epoch: number; desk: string; note: string }): Promise<Called<{ handoff: Handoff }>>
  end(id: string, how: { epoch: number; reason: CloseReason }): Promise<Called<{ handoff: Handoff }>>
  search(words: string, language: Language): Promise<Called<{ items: readonly Suggestion[] }>>
  canned(): Promise<Called<{ items: readonly CannedReply[] }>>
  callbacks(): Promise<Called<{ items: readonly Callback[] }>>
  callbackDone(id: string): Promise<Called<undefined>>
  overview(): Promise<Called<Overview>>
  /** With the person's consent: the server asks for it, and so does the page. */
  openByCode(code: string): Promise<Called<Opened>>
  openedLog(pass: string, after: number): Promise<Called<Pick<Opened, 'lines' | 'more'>>>
}

/** @param send the browser's `fetch`, or what stands in for it */
export function createApi(send: typeof fetch, base = '/desk/api/'): DeskApi {
  let csrf = ''
  const keep = (called: Called<Me>): Called<Me> => {
    if (called.ok) csrf = called.value.csrf
    return called
  }

  async function call<T>(method: string, path: string, body?: object): Promise<Called<T>> {
    let response: Response
    try {
      response = await send(base + path, {
        method,
        credentials: 'same-origin',
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(method === 'GET' ? {} : { 'x-desk-csrf': csrf }),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    } catch {
      return { ok: false, status: 0, code: 'unreachable', retryMs: 0 }
    }
    const value: unknown = await response.json().catch(() => undefined)
    if (response.ok) return { ok: true, value: value as T }
    const code = (value as { error?: { code?: string } } | undefined)?.error?.code ?? 'failed'
    return {
      ok: false,
      status: response.status,
      code,
      retryMs: Number(response.headers.get('retry-after') ?? 0) * 1000,
    }
  }

  const of = (id: string, deed: string): string => `handoffs/${encodeURIComponent(id)}/${deed}`
  return {
    doors: () => call('GET', 'sign-in'),
    me: async () => keep(await call('GET', 'me')),
    signIn: async (name, password) => keep(await call('POST', 'sign-in', { name, password })),
    signOut: () => call('POST', 'sign-out', {}),
    setPresence: (part) => call('PUT', 'presence', part),
    take: (id) => call('POST', of(id, 'take'), {}),
    log: (id, after) => call('GET', of(id, `log?after=${after}`)),
    say: (id, line) => call('POST', of(id, 'lines'), line),
    note: (id, note) => call('POST', of(id, 'notes'), note),
    suggestions: (id) => call('GET', of(id, 'suggestions')),
    transfer: (id, to) => call('POST', of(id, 'transfer'), to),
    end: (id, how) => call('POST', of(id, 'end'), how),
    search: (words, language) => call('GET', `search?${new URLSearchParams({ q: words, language })}`),
    canned: () => call('GET', 'canned'),
    callbacks: () => call('GET', 'callbacks'),
    callbackDone: (id) => call('POST', `callbacks/${encodeURIComponent(id)}/done`, {}),
    overview: () => call('GET', 'overview'),
    openByCode: (code) => call('POST', 'opened', { code, consent: true }),
    openedLog: (pass, after) => call('POST', 'opened/log', { pass, after }),
  }
}

/** Worth another try as it is: nobody answered, the server is busy or restarting, or we were too fast. */
export function isPassing({ status }: Refusal): boolean {
  return status === 0 || status === 429 || status >= 500
}
