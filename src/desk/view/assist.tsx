/** Help for answering: what may answer the person's last message, and a search of all guides. Putting in is not sending. */
import { useEffect, useState } from 'react'
import { Button, IconLinkExternal, SearchInput } from 'suomifi-ui-components'
import type { Suggestion } from '../../channels/wire'
import { foundInView } from '../model/state'
import { ids, insert } from './commands'
import { Blocks } from './markdown'
import { useDesk, usePage, useSay } from './page'

export function Assist() {
  const { desk } = usePage()
  const say = useSay()
  const suggested = useDesk(({ open, talks }) => talks[open ?? '']?.suggestions)
  const handoff = useDesk(({ open, talks }) => talks[open ?? '']?.handoff)
  const gone = useDesk(({ open, talks }) => talks[open ?? '']?.gone)
  const open = useDesk(({ open }) => open)
  const knowledge = useDesk(({ knowledge }) => knowledge)
  const found = useDesk(foundInView)
  const isOwn = knowledge.of === open
  const words = isOwn ? knowledge.words : ''
  const searching = isOwn && knowledge.searching
  const [written, setWritten] = useState({ of: open, words })
  const typed = written.of === open ? written.words : words
  const mine = gone ? undefined : handoff
  const language = handoff?.language ?? 'fi'
  useEffect(() => {
    if (typed === '' && words !== '') void desk.search('', language)
  }, [typed, words, desk, language])
  return (
    <section className="assisting" aria-labelledby="assist-title">
      <h2 id="assist-title">{say('desk_assist')}</h2>
      <SearchInput
        id={ids.search}
        labelText={say('desk_search', { language: say(`desk_language_in_${language}`) })}
        searchButtonLabel={say('desk_search_button')}
        clearButtonLabel={say('desk_search_clear')}
        visualPlaceholder={say('desk_search_placeholder')}
        fullWidth
        value={typed}
        onChange={(value) => setWritten({ of: open, words: String(value ?? '') })}
        onSearch={(value) => void desk.search(String(value ?? '').trim(), language)}
      />
      <div role="status" className="assist-status">
        {searching && say('desk_searching')}
        {!searching && found && say('desk_found', { count: found.length })}
      </div>
      {found ? (
        <>
          <h3>{say('desk_search_results')}</h3>
          <Suggestions items={found} handoffId={mine?.id} language={knowledge.language ?? language} />
        </>
      ) : (
        <>
          <h3>{say('desk_suggestions')}</h3>
          {(suggested?.length ?? 0) === 0 && (
            <p className="empty">{say(handoff ? 'desk_suggestions_none' : 'desk_suggestions_empty')}</p>
          )}
          <Suggestions items={suggested ?? []} handoffId={mine?.id} language={language} isRated />
        </>
      )}
    </section>
  )
}

interface SuggestionsProps {
  readonly items: readonly Suggestion[]
  readonly handoffId: string | undefined
  readonly language: string
  /** Whether it is told how well each fits. */
  readonly isRated?: boolean
}

function Suggestions({ items, handoffId, language, isRated = false }: SuggestionsProps) {
  const page = usePage()
  const say = useSay()
  return (
    <ol className="suggestions">
      {items.map((item, at) => (
        <li key={item.passage}>
          <h4 lang={language}>
            {item.title}
            <span className="heading">{item.heading}</span>
          </h4>
          <Clipped text={item.text} language={language} />
          <p className="origin">
            {item.origin}
            {isRated &&
              ` · ${say(item.confidence >= 0.66 ? 'desk_sure' : item.confidence >= 0.33 ? 'desk_likely' : 'desk_maybe')}`}
          </p>
          <div className="suggestion-deeds">
            {handoffId !== undefined && (
              <Button variant="secondary" onClick={() => insert(handoffId, item.text, page)}>
                {say('desk_insert')}
                <span className="unseen">
                  : {item.title}: {item.heading}
                </span>
                {at < 3 && <kbd aria-hidden="true">{at + 1}</kbd>}
              </Button>
            )}
            <a href={item.path} target="_blank" rel="noreferrer">
              {say('desk_open_guide')}
              <IconLinkExternal aria-hidden="true" />
              <span className="unseen">
                {' '}
                {item.title} ({say('desk_new_tab')})
              </span>
            </a>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Characters of a passage shown before "more". */
const clippedLength = 220

function Clipped({ text, language }: { text: string; language: string }) {
  const say = useSay()
  const [whole, setWhole] = useState(false)
  const isLong = text.length > clippedLength
  return (
    <>
      <div className={`passage${isLong && !whole ? ' clipped' : ''}`} lang={language} inert={isLong && !whole}>
        <Blocks text={text} />
      </div>
      {isLong && (
        <button type="button" className="more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {say(whole ? 'desk_less' : 'desk_more')}
        </button>
      )}
    </>
  )
}
