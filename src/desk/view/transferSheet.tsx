/** To another desk, with a note that tells its adviser what has been done. One that is closed is never a matter of a single press. */
import { useEffect, useRef, useState } from 'react'
import { InlineAlert, RadioButton, RadioButtonGroup, Textarea } from 'suomifi-ui-components'
import { unsentOf, type Talk } from '../model/talk'
import type { DeskInfo } from '../wire'
import { showOpening, type Say } from '../words'
import { focusWork } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'
import { Sheet } from './sheet'
import { Unsent } from './unsent'

export function TransferSheet({ talk }: { talk: Talk }) {
  const page = usePage()
  const say = useSay()
  const { language } = useSettings()
  const desks = useDesk(({ me }) => me?.desks ?? none).filter(({ id }) => id !== talk.handoff.desk)
  const open = desks.filter((one) => one.open)
  const best = open.find(({ languages }) => languages.includes(talk.handoff.language)) ?? open[0]
  const [chosen, setChosen] = useState<string>()
  const [asked, setAsked] = useState<string>()
  const [note, setNote] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const desk = desks.find(({ id }) => id === (chosen ?? best?.id))
  const isAsked = desk !== undefined && !desk.open && asked === desk.id
  const unsent = unsentOf(talk)
  // Only closed ones: none is chosen beforehand, and nothing happens until one is.
  const whyNot = desk ? undefined : desks.map((one) => warningOf(one, say, language)).join(' ')
  useEffect(() => void page.desk.lookAtDesks(), [page])

  function transfer(to: DeskInfo): void {
    if (!to.open && !isAsked) return setAsked(to.id)
    void page.desk.transfer(talk.handoff.id, to.id, note.trim()).then(() => focusWork(page))
  }

  return (
    <Sheet
      title={say('desk_transfer_title')}
      deed={say(isAsked ? 'desk_transfer_anyway' : 'desk_transfer_do')}
      isReady={desk !== undefined}
      whyNot={whyNot}
      focus={field}
      onDeed={() => desk && transfer(desk)}
    >
      {unsent.length > 0 && (
        <InlineAlert status="warning">
          <Unsent texts={unsent} />
        </InlineAlert>
      )}
      {desks.length === 0 ? (
        <p>{say('desk_transfer_none')}</p>
      ) : (
        <RadioButtonGroup
          labelText={say('desk_transfer_where')}
          name="desk"
          value={desk?.id ?? ''}
          onChange={(id) => {
            setChosen(id)
            setAsked(undefined)
          }}
        >
          {desks.map((one) => (
            <RadioButton
              key={one.id}
              value={one.id}
              hintText={`${one.languages.map((tongue) => say(`desk_language_${tongue}`)).join(', ')} · ${stateOf(one, say, language)}`}
            >
              {one.name[language]}
            </RadioButton>
          ))}
        </RadioButtonGroup>
      )}
      <Textarea
        forwardedRef={field}
        labelText={say('desk_transfer_note')}
        hintText={say('desk_transfer_note_hint')}
        fullWidth
        value={note}
        onChange={({ target }: { target: HTMLTextAreaElement }) => setNote(target.value)}
      />
      <div role="alert">{isAsked && <InlineAlert status="warning">{warningOf(desk, say, language)}</InlineAlert>}</div>
    </Sheet>
  )
}

function stateOf({ open, opensAt }: DeskInfo, say: Say, language: DeskLanguage): string {
  if (open) return say('desk_open')
  return opensAt ? say('desk_shut_until', { at: showOpening(opensAt, language) }) : say('desk_shut')
}

function warningOf({ name, opensAt }: DeskInfo, say: Say, language: DeskLanguage): string {
  const desk = name[language]
  return opensAt
    ? say('desk_transfer_closed_until', { desk, at: showOpening(opensAt, language) })
    : say('desk_transfer_closed', { desk })
}

type DeskLanguage = keyof DeskInfo['name']

const none: readonly never[] = []
