/** Where the adviser writes: a reply or a note, never to be mistaken for each other; ready replies by "/"; Ctrl+Enter sends. */
import { useState, type KeyboardEvent } from 'react'
import { Button, IconSend, Textarea } from 'suomifi-ui-components'
import { askedCanned, fillCanned, findCanned, putCanned } from '../model/canned'
import { languages } from '../model/settings'
import type { Talk } from '../model/talk'
import type { CannedReply, Language } from '../wire'
import { CannedMenu, cannedOptionId } from './cannedMenu'
import { ids, send, writeAs } from './commands'
import { useDesk, usePage, useSay } from './page'

export function Writing({ talk }: { talk: Talk }) {
  const page = usePage()
  const say = useSay()
  const canned = useDesk(({ canned }) => canned)
  const me = useDesk(({ me }) => me)
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState(0)
  const [closed, setClosed] = useState(false)
  const { draft, handoff } = talk
  const { mode } = draft
  const text = draft[mode]
  const language = draft.language ?? handoff.language
  const most = me?.maxTextLength ?? 4_000
  const asked = mode === 'reply' && !closed ? askedCanned(text, Math.min(caret, text.length)) : undefined
  const found = asked ? findCanned(canned, asked.words) : []
  const chosen = found[Math.min(at, found.length - 1)]

  function write(words: string): void {
    page.desk.write(handoff.id, { [mode]: words })
  }

  function use(reply: CannedReply): void {
    if (!asked) return
    const put = putCanned(text, caret, asked.from, fillCanned(reply, language, me?.adviser.name ?? ''))
    write(put.text)
    setCaret(put.caret)
    setAt(0)
    setTimeout(() => {
      const field = document.getElementById(ids.writing)
      if (field instanceof HTMLTextAreaElement) {
        field.focus()
        field.setSelectionRange(put.caret, put.caret)
      }
    })
  }

  function press(event: KeyboardEvent): void {
    if (!chosen || event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + found.length) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') use(chosen)
    else if (event.key === 'Escape') setClosed(true)
    else return
    event.preventDefault()
    event.nativeEvent.stopImmediatePropagation()
  }

  return (
    <form
      className={`composer ${mode}`}
      aria-label={say('desk_writing')}
      onSubmit={(event) => {
        event.preventDefault()
        send(handoff.id, page)
      }}
    >
      <div className="composer-top">
        <div className="segments" role="group" aria-label={say('desk_mode')}>
          {(['reply', 'note'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === mode} onClick={() => writeAs(one, handoff.id, page)}>
              {say(`desk_mode_${one}`)}
            </button>
          ))}
        </div>
        {mode === 'reply' ? (
          <label className="reply-language">
            {say('desk_reply_language')}
            <select
              value={language}
              onChange={({ target }) => page.desk.write(handoff.id, { language: target.value as Language })}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {say(`desk_language_${one}`)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span className="note-warning">{say('desk_note_only')}</span>
        )}
      </div>
      {chosen && (
        <CannedMenu
          found={found}
          at={found.indexOf(chosen)}
          language={language}
          adviser={me?.adviser.name ?? ''}
          onUse={use}
        />
      )}
      <Textarea
        id={ids.writing}
        labelText={say(`desk_write_${mode}`)}
        labelMode="hidden"
        visualPlaceholder={say(`desk_placeholder_${mode}`)}
        resize="none"
        fullWidth
        lang={mode === 'reply' ? language : undefined}
        value={text}
        aria-autocomplete={mode === 'reply' ? 'list' : undefined}
        aria-controls={chosen ? 'canned' : undefined}
        aria-activedescendant={chosen ? cannedOptionId(chosen) : undefined}
        onChange={({ target }: { target: HTMLTextAreaElement }) => {
          write(target.value)
          setCaret(target.selectionStart)
          setClosed(false)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div className="composer-end">
        <span className={`left${text.length > most ? ' over' : ''}`} role="status">
          {text.length > most * 0.9 && say('desk_characters', { count: text.length, most })}
        </span>
        <span className="hint">{say('desk_send_keys')}</span>
        <Button type="submit" icon={<IconSend />} disabled={text.trim() === '' || text.length > most}>
          {say(mode === 'reply' ? 'desk_send' : 'desk_save_note')}
        </Button>
      </div>
    </form>
  )
}
