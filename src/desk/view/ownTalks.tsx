/** One's own conversations, with what is unread, unsent and lost in each, and their Alt+number. */
import { memo } from 'react'
import type { Talk } from '../model/talk'
import { useClock } from './clock'
import { openTalk } from './commands'
import { useDesk, usePage, useSay, useSettings } from './page'

export function OwnTalks() {
  const say = useSay()
  const order = useDesk(({ order }) => order)
  const talks = useDesk(({ talks }) => talks)
  const open = useDesk(({ open }) => open)
  return (
    <section aria-labelledby="own-title" className="own">
      <h2 id="own-title">
        {say('desk_own')} <span className="count quiet">{order.length}</span>
      </h2>
      {order.length === 0 && <p className="empty">{say('desk_own_empty')}</p>}
      <ul>
        {order.map((id, at) => {
          const talk = talks[id]
          return talk && <OwnTalk key={id} id={id} at={at} talk={talk} isOpen={id === open} />
        })}
      </ul>
    </section>
  )
}

interface OwnTalkProps {
  readonly id: string
  readonly at: number
  readonly talk: Talk
  readonly isOpen: boolean
}

const OwnTalk = memo(function OwnTalk({ id, at, talk, isOpen }: OwnTalkProps) {
  const page = usePage()
  const say = useSay()
  const { language } = useSettings()
  const { handoff, unread, gone, draft, pending, typingUntil, lines } = talk
  const typing = useClock(1_000) < typingUntil
  const last = lines.findLast(({ speaker }) => speaker === 'person' || speaker === 'adviser')
  const refused = pending.some(({ state }) => state === 'refused')
  const state = gone
    ? say('desk_state_gone')
    : refused
      ? say('desk_state_refused')
      : typing
        ? say('desk_typing_short')
        : draft.reply || draft.note
          ? say('desk_state_draft')
          : undefined
  return (
    <li>
      <button
        type="button"
        data-row
        className={`row${isOpen ? ' current' : ''}${unread ? ' unread' : ''}${gone ? ' gone' : ''}`}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => openTalk(id, page)}
      >
        <span className="row-top">
          <span className="row-title">{handoff.topic?.title[language] ?? say('desk_no_topic')}</span>
          {unread > 0 ? (
            <span className="count">
              {unread} <span className="unseen">{say('desk_unread')}</span>
            </span>
          ) : (
            at < 9 && <kbd aria-hidden="true">Alt {at + 1}</kbd>
          )}
        </span>
        <span className="row-under">
          <span className="tongue">{say(`desk_language_${handoff.language}`)}</span>
          {state ? (
            <span className={`row-state${gone || refused ? ' warn' : ''}`}>{state}</span>
          ) : (
            <span className="row-last" lang={last?.language}>
              {last?.text.replaceAll(/⟦[A-Z-]+⟧/g, '…').slice(0, 80)}
            </span>
          )}
        </span>
      </button>
    </li>
  )
}, isSame)

/** Of a draft the row shows only that there is one: not every letter is a reason to draw it anew. */
function isSame(before: OwnTalkProps, after: OwnTalkProps): boolean {
  const { draft: old, ...one } = before.talk
  const { draft, ...other } = after.talk
  const isDrafted = (text: Talk['draft']): boolean => text.reply !== '' || text.note !== ''
  return (
    before.at === after.at &&
    before.isOpen === after.isOpen &&
    isDrafted(old) === isDrafted(draft) &&
    (Object.keys(other) as (keyof typeof other)[]).every((key) => one[key] === other[key])
  )
}
