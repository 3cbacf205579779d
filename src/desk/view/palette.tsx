/** The list of commands: everything the desk can do, found by typing. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { DeskState } from '../model/state'
import type { Language } from '../wire'
import type { Say } from '../words'
import { openTalk, perform, signOut, takeNext } from './commands'
import { useDesk, usePage, useSay, useSettings, type Page } from './page'

interface Entry {
  readonly id: string
  readonly words: string
  readonly keys?: string
  deed(): void
}

export function Palette() {
  const page = usePage()
  const say = useSay()
  const { language } = useSettings()
  const state = useDesk((state) => state)
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = entries(state, page, say, language).filter(({ words }) =>
    words.toLowerCase().includes(typed.trim().toLowerCase()),
  )
  const chosen = Math.min(at, found.length - 1)

  useEffect(() => {
    const box = dialog.current
    box?.showModal()
    return () => box?.close()
  }, [])
  useEffect(() => {
    document.getElementById(`entry-${found[chosen]?.id}`)?.scrollIntoView({ block: 'nearest' })
  })

  const close = (): void => page.desk.openSheet(undefined)
  function choose(entry: Entry | undefined): void {
    close()
    // The dialog gives the focus back first; the deed may then move it on.
    setTimeout(() => entry?.deed())
  }
  function press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && found.length > 0) setAt((chosen + step + found.length) % found.length)
    else if (event.key === 'Enter') choose(found[chosen])
    else return
    event.preventDefault()
  }

  return (
    <dialog ref={dialog} className="palette" aria-label={say('desk_commands')} onClose={close} onKeyDown={press}>
      <input
        type="text"
        role="combobox"
        aria-label={say('desk_palette_label')}
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-autocomplete="list"
        aria-activedescendant={found[chosen] && `entry-${found[chosen].id}`}
        placeholder={say('desk_palette_label')}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setAt(0)
        }}
      />
      <ul id="palette-entries" role="listbox" aria-label={say('desk_commands')}>
        {found.map((entry, place) => (
          <li
            key={entry.id}
            id={`entry-${entry.id}`}
            role="option"
            aria-selected={place === chosen}
            onMouseMove={() => setAt(place)}
            onClick={() => choose(entry)}
          >
            {entry.words}
            {entry.keys && <kbd aria-hidden="true">{entry.keys}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="empty" role="status">
          {say('desk_palette_none')}
        </p>
      )}
    </dialog>
  )
}

/** What can be done now: only what makes sense with the conversation in view. */
function entries(
  { queue, order, talks, open, presence, me, view }: DeskState,
  page: Page,
  say: Say,
  language: Language,
): Entry[] {
  const { desk } = page
  const talk = open === undefined ? undefined : talks[open]
  const next = queue[0]
  const of = (on: boolean | undefined, ...list: Entry[]): Entry[] => (on ? list : [])
  const command = (name: 'reply' | 'note' | 'transfer' | 'end' | 'search' | 'code' | 'help', keys: string): Entry => ({
    id: name,
    words: say(`desk_key_${name}`),
    keys,
    deed: () => perform({ do: name }, page),
  })
  return [
    ...of(next !== undefined, {
      id: 'take',
      words: say('desk_take_next'),
      deed: () => next && void takeNext(next.id, page),
    }),
    ...order.map((id, at) => ({
      id: `talk-${id}`,
      words: say('desk_palette_talk', {
        number: at + 1,
        topic: talks[id]?.handoff.topic?.title[language] ?? say('desk_no_topic'),
      }),
      keys: `Alt ${at + 1}`,
      deed: () => openTalk(id, page),
    })),
    ...of(
      talk && !talk.gone,
      command('reply', 'R'),
      command('note', 'N'),
      command('transfer', 'T'),
      command('end', 'E'),
    ),
    command('search', 'Alt F'),
    command('code', 'C'),
    ...(['available', 'busy', 'away'] as const)
      .filter((status) => status !== presence?.status)
      .map((status) => ({
        id: status,
        words: say(`desk_be_${status}`),
        deed: () => void desk.setPresence({ status }),
      })),
    ...(['work', 'callbacks', 'overview'] as const)
      .filter((one) => one !== view && (one !== 'overview' || me?.adviser.role === 'supervisor'))
      .map((one) => ({
        id: `view-${one}`,
        words: say('desk_palette_view', { view: say(`desk_view_${one}`) }),
        deed: () => desk.show(one),
      })),
    { id: 'settings', words: say('desk_settings'), deed: () => desk.openSheet('settings') },
    command('help', '?'),
    { id: 'sign-out', words: say('desk_sign_out_short'), deed: () => signOut(page) },
  ]
}
