/** To another desk, with a note that tells its adviser what has been done. */
import { useRef, useState } from 'react'
import { RadioButton, RadioButtonGroup, Textarea } from 'suomifi-ui-components'
import type { Talk } from '../model/talk'
import { focusWork } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'
import { Sheet } from './sheet'

export function TransferSheet({ talk }: { talk: Talk }) {
  const page = usePage()
  const say = useSay()
  const { language } = useSettings()
  const desks = useDesk(({ me }) => me?.desks ?? none).filter(({ id }) => id !== talk.handoff.desk)
  const best = desks.find(({ open, languages }) => open && languages.includes(talk.handoff.language)) ?? desks[0]
  const [desk, setDesk] = useState(best?.id ?? '')
  const [note, setNote] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  return (
    <Sheet
      title={say('desk_transfer_title')}
      deed={say('desk_transfer_do')}
      isReady={desk !== ''}
      focus={field}
      onDeed={() => void page.desk.transfer(talk.handoff.id, desk, note.trim()).then(() => focusWork(page))}
    >
      {desks.length === 0 ? (
        <p>{say('desk_transfer_none')}</p>
      ) : (
        <RadioButtonGroup labelText={say('desk_transfer_where')} name="desk" value={desk} onChange={setDesk}>
          {desks.map(({ id, name, languages, open }) => (
            <RadioButton
              key={id}
              value={id}
              hintText={`${languages.map((one) => say(`desk_language_${one}`)).join(', ')} · ${say(open ? 'desk_open' : 'desk_shut')}`}
            >
              {name[language]}
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
    </Sheet>
  )
}

const none: readonly never[] = []
