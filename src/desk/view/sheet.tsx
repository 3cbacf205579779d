/** A sheet over the page, with a title, a close button and, where it asks something, a form that Ctrl+Enter sends. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Button, Modal, ModalContent, ModalFooter, ModalTitle } from 'suomifi-ui-components'
import { ids } from './commands'
import { usePage, useSay } from './page'

const titleId = 'sheet-title'
const whyNotId = 'sheet-why-not'

interface SheetProps {
  readonly title: string
  /** What the deed's button says; without it the sheet only shows. */
  readonly deed?: string
  readonly isReady?: boolean
  /** Why the deed cannot be done yet; stands beside its button. */
  readonly whyNot?: string
  readonly focus?: RefObject<HTMLElement | null>
  onDeed?(): void
  readonly children: ReactNode
}

export function Sheet({ title, deed, isReady = true, whyNot, focus, onDeed, children }: SheetProps) {
  const { desk } = usePage()
  const say = useSay()
  const close = (): void => desk.openSheet(undefined)
  const before = useRef(document.activeElement)
  // What had the focus gets it back, if it is still there.
  useEffect(() => {
    const was = before.current
    return () => {
      if (was instanceof HTMLElement && was.isConnected) setTimeout(() => was.isConnected && was.focus())
    }
  }, [])
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !onDeed || !isReady) return
    event.preventDefault()
    event.stopPropagation()
    onDeed()
  }
  return (
    <Modal
      visible
      appElementId={ids.root}
      ariaLabelledBy={titleId}
      onEscKeyDown={close}
      {...(focus ? { focusOnOpenRef: focus as RefObject<HTMLElement> } : {})}
    >
      <ModalContent>
        <div onKeyDown={press}>
          <ModalTitle id={titleId}>{title}</ModalTitle>
          <form
            id="sheet-form"
            className="sheet"
            onSubmit={(event) => {
              event.preventDefault()
              if (isReady) onDeed?.()
            }}
          >
            {children}
            {whyNot && (
              <p id={whyNotId} className="hint">
                {whyNot}
              </p>
            )}
          </form>
        </div>
      </ModalContent>
      <ModalFooter>
        {deed && (
          <Button
            type="submit"
            form="sheet-form"
            disabled={!isReady}
            {...(whyNot ? { title: whyNot, 'aria-describedby': whyNotId } : {})}
          >
            {deed}
          </Button>
        )}
        <Button variant="secondary" onClick={close}>
          {say(deed ? 'desk_cancel' : 'desk_close')}
        </Button>
      </ModalFooter>
    </Modal>
  )
}
