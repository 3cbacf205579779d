/** The ready replies that fit what was typed after "/", over the field; the field keeps the focus. */
import { useEffect, useRef } from 'react'
import { fillCanned } from '../model/canned'
import type { CannedReply, Language } from '../wire'
import { useSay, useSettings } from './page'

interface CannedMenuProps {
  readonly found: readonly CannedReply[]
  readonly at: number
  /** Of the reply. */
  readonly language: Language
  readonly adviser: string
  onUse(reply: CannedReply): void
}

export function cannedOptionId({ id }: CannedReply): string {
  return `canned-${id}`
}

export function CannedMenu({ found, at, language, adviser, onUse }: CannedMenuProps) {
  const say = useSay()
  const settings = useSettings()
  const current = useRef<HTMLLIElement>(null)
  useEffect(() => void current.current?.scrollIntoView({ block: 'nearest' }), [at])
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
          <span lang={language}>{fillCanned(reply, language, adviser)}</span>
        </li>
      ))}
    </ul>
  )
}
