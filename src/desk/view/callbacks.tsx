/** Who has asked to be called or written to. Marking one done deletes its number or address for good, so it is asked twice. */
import { useEffect, useRef, useState } from 'react'
import { Button, LoadingSpinner } from 'suomifi-ui-components'
import type { Callback } from '../wire'
import { showMoment } from '../words'
import { focusMain, ids } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'

export function CallbacksView() {
  const { desk } = usePage()
  const say = useSay()
  const callbacks = useDesk(({ callbacks }) => callbacks)
  const count = useDesk(({ callbackCount }) => callbackCount)
  useEffect(() => void desk.loadCallbacks(), [desk, count])
  return (
    <main id={ids.main} tabIndex={-1} className="wide">
      <h1>{say('desk_view_callbacks')}</h1>
      <p className="intro">{say('desk_callbacks_intro')}</p>
      {!callbacks && <LoadingSpinner text={say('desk_loading')} textAlign="right" variant="small" />}
      {callbacks?.length === 0 && <p className="empty">{say('desk_callbacks_none')}</p>}
      <ul className="cards">
        {callbacks?.map((callback) => (
          <CallbackCard key={callback.id} callback={callback} />
        ))}
      </ul>
    </main>
  )
}

function CallbackCard({ callback }: { callback: Callback }) {
  const { desk } = usePage()
  const say = useSay()
  const { language } = useSettings()
  const desks = useDesk(({ me }) => me?.desks)
  const [sure, setSure] = useState(false)
  const card = useRef<HTMLLIElement>(null)
  const { id, contact, askedAt, when, topic } = callback
  // What had the focus is gone with each step: its place is the first button of the card, and of the next one when this is done.
  function ask(isSure: boolean): void {
    setSure(isSure)
    setTimeout(() => card.current?.querySelector<HTMLElement>('.card-deeds button')?.focus())
  }
  async function done(): Promise<void> {
    const next = card.current?.nextElementSibling ?? card.current?.previousElementSibling
    await desk.callbackDone(id)
    const button = next?.isConnected ? next.querySelector<HTMLElement>('.card-deeds button') : undefined
    if (button) button.focus()
    else focusMain()
  }
  return (
    <li className="card" ref={card}>
      <div>
        <p className="contact">
          <a
            href={`${contact.kind === 'phone' ? 'tel' : 'mailto'}:${contact.value.replace(contact.kind === 'phone' ? /[^\d+]/g : /\s/g, '')}`}
          >
            {contact.value}
          </a>
        </p>
        <p className="row-under">
          <span className="tongue">{say(`desk_language_${callback.language}`)}</span>
          <span>{desks?.find((one) => one.id === callback.desk)?.name[language] ?? callback.desk}</span>
          <span>{say('desk_callback_asked', { at: showMoment(askedAt, language) })}</span>
        </p>
        {when && <p>{say('desk_callback_when', { when })}</p>}
        {topic && <p>{say('desk_callback_topic', { topic })}</p>}
      </div>
      <div className="card-deeds">
        {sure ? (
          <>
            <p role="status">{say('desk_callback_sure')}</p>
            <Button onClick={() => void done()}>{say('desk_callback_delete')}</Button>
            <Button variant="secondary" onClick={() => ask(false)}>
              {say('desk_cancel')}
            </Button>
          </>
        ) : (
          <Button
            variant="secondary"
            aria-label={say('desk_callback_do_whom', { contact: contact.value })}
            onClick={() => ask(true)}
          >
            {say('desk_callback_do')}
          </Button>
        )}
      </div>
    </li>
  )
}
