/** Drawings of one line each, 24 by 24. They say nothing that words beside them do not. */

import { h } from '../draw'

const paths = {
  chat: 'M3 4h18v13h-9l-5 4v-4H3Z',
  person: 'M12 4a4 4 0 0 1 0 8 4 4 0 0 1 0-8M4 20c0-6 16-6 16 0',
  save: 'M12 3v13M6 10l6 6 6-6M4 20h16',
  menu: 'M3 6h18M3 12h18M3 18h18',
  minus: 'M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 4l17 8-17 8 3-8Z',
  down: 'M12 4v15M6 13l6 6 6-6',
} as const

export function Icon({ of }: { of: keyof typeof paths }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[of]} />
    </svg>
  )
}
