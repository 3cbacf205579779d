/** Drawings of one path each, 24 by 24. They say nothing that words beside them do not. */

import { h } from '../draw'

const paths = {
  chat: 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0 2c-4 0-8 2-8 5v1h16v-1c0-3-4-5-8-5Z',
  save: 'M11 3h2v9l3-3 1.4 1.4L12 16l-5.4-5.6L8 9l3 3ZM4 18h16v2H4Z',
  menu: 'M3 6h18v2H3Zm0 5h18v2H3Zm0 5h18v2H3Z',
  minimise: 'M5 11h14v2H5Z',
  close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4Z',
  send: 'M3 20V4l19 8Zm2-3 11.9-5L5 7v3.500l6 1.500-6 1.500Z',
  down: 'M11 4h2v12l4-4 1.400 1.400L12 20l-6.400-6.600L7 12l4 4Z',
} as const

export function Icon({ of }: { of: keyof typeof paths }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[of]} />
    </svg>
  )
}
