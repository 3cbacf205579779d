/** The ready replies that fit what was typed after "/", over the field; the field keeps the focus. */
import { useEffect, useRef } from 'react'
import type { CannedReply, Language } from '../wire'
import { useSay, useSettings } from './page'

interface CannedMenuProps {
  readonly found: readonly CannedReply[]
  readonly at: number
  /** Of the reply. */
  readonly language: Language
  onUse(reply: CannedReply): void
}

export function cannedOptionId({ id }: CannedReply): string {
  return `canned-${id}`
}

export function CannedMenu({ found, at, language, onUse }: CannedMenuProps) {
  const say = useSay()
  const settings = useSettings()
  const current = useRef<HTMLLIElement>(null)
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [at])
  return (
    <ul id="canned" className="canned" role="listbox" aria-label={say('desk_canned')}>
      {found.map((reply, place) => (
        <li
          key={reply.id}
          id={cannedOptionId(reply)}
          ref={place === at ? current : undefined}
          role="option"
          aria-selected={place === at}
          onMouseDown={(event) => {
            event.preventDefault()
            onUse(reply)
          }}
        >
          <strong>{reply.title[settings.language]}</strong>
          <span lang={language}>{reply.text[language]}</span>
        </li>
      ))}
    </ul>
  )
}
