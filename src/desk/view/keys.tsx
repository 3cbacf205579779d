/** Listens to the keyboard for the whole page and hands each command on. */
import { useEffect } from 'react'
import { commandOf } from '../model/keys'
import { perform } from './commands'
import { usePage } from './page'

export function useKeys(): void {
  const page = usePage()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const place = page.desk.store.get().sheet ? 'dialog' : isWriting(event.target) ? 'text' : 'page'
      const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
      const pressed = { key, code, ctrlKey, metaKey, altKey, shiftKey, altGraph: event.getModifierState('AltGraph') }
      const command = commandOf(pressed, place, page.settings.get().letters)
      if (!command) return
      event.preventDefault()
      perform(command, page)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [page])
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input, textarea, select, [contenteditable], [role=listbox], [role=option], [role=radio]')
  )
}
