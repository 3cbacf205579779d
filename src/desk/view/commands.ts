/** Does what a key, a button or the list of commands asks for, wherever the focus is. Knows the page by the ids of its parts. */
import type { Command } from '../model/keys'
import { foundInView, held } from '../model/state'
import type { WritingMode } from '../model/talk'
import type { Page } from './page'

export const ids = {
  root: 'desk',
  writing: 'writing',
  search: 'knowledge-words',
  log: 'talk-log',
  main: 'main',
} as const

/** Rows that J and K walk through: one's own conversations, then the queue. */
const rows = '[data-row]'

export function perform(command: Command, page: Page): void {
  const { desk } = page
  const state = desk.store.get()
  const { open, talks, order } = state
  const talk = open === undefined ? undefined : talks[open]
  const mine = open !== undefined && talk && !talk.gone ? open : undefined
  switch (command.do) {
    case 'next':
      return step(1, page)
    case 'previous':
      return step(-1, page)
    case 'open': {
      const id = order[command.at]
      return id === undefined ? undefined : openTalk(id, page)
    }
    case 'reply':
      return mine === undefined ? undefined : writeAs('reply', mine, page)
    case 'note':
      return mine === undefined ? undefined : writeAs('note', mine, page)
    case 'transfer':
    case 'end':
      return mine === undefined ? undefined : desk.openSheet(command.do)
    case 'code':
    case 'help':
    case 'palette':
      return desk.openSheet(command.do)
    case 'search':
      desk.show('work')
      page.pane.set(() => 'assist')
      return focusSoon(ids.search)
    case 'insert': {
      // What stands on the screen under that number, never what a search has covered.
      const shown = state.view === 'work' ? (foundInView(state) ?? talk?.suggestions) : undefined
      const text = shown?.[command.at]?.text
      return mine === undefined || text === undefined ? undefined : insert(mine, text, page)
    }
    case 'send':
      return mine === undefined ? undefined : desk.send(mine)
    case 'leave':
      return focusSoon(ids.log)
  }
}

export function openTalk(id: string, page: Page): void {
  page.desk.open(id)
  page.pane.set(() => 'talk')
  focusSoon(page.desk.store.get().talks[id]?.gone ? ids.log : ids.writing)
}

export async function takeNext(id: string, page: Page): Promise<void> {
  await page.desk.take(id)
  if (page.desk.store.get().open !== id) return
  page.pane.set(() => 'talk')
  focusSoon(ids.writing)
}

/** Out to the person, or into the notes. The button that was pressed can no longer have the focus: there is nothing to send. */
export function send(id: string, page: Page): void {
  page.desk.send(id)
  focusSoon(ids.writing)
}

/** Takes a conversation that has been lost out of the page. */
export function drop(id: string, page: Page): void {
  page.desk.drop(id)
  focusWork(page)
}

/** Where the focus has gone with what had it: to the record of the conversation. */
export function keepFocus(): void {
  if (document.activeElement === null || document.activeElement === document.body) focusSoon(ids.log)
}

/** Into the draft, never out to the person. */
export function insert(id: string, text: string, page: Page): void {
  page.desk.insert(id, text)
  page.pane.set(() => 'talk')
  focusSoon(ids.writing)
}

export function writeAs(mode: WritingMode, id: string, page: Page): void {
  page.desk.write(id, { mode })
  page.desk.show('work')
  page.pane.set(() => 'talk')
  focusSoon(ids.writing)
}

/** Where the focus goes when what had it is gone. */
export function focusWork(page: Page): void {
  const { open } = page.desk.store.get()
  if (open === undefined) page.pane.set(() => 'list')
  setTimeout(() => {
    if (isSheetOpen()) return
    const target =
      document.getElementById(ids.writing) ??
      document.querySelector<HTMLElement>(rows) ??
      document.getElementById(ids.main)
    target?.focus()
  }, 50)
}

function step(by: 1 | -1, page: Page): void {
  page.desk.show('work')
  page.pane.set(() => 'list')
  setTimeout(() => {
    const all = [...document.querySelectorAll<HTMLElement>(rows)]
    const at = all.findIndex((row) => row === document.activeElement)
    const start = by === 1 ? 0 : all.length - 1
    all[at < 0 ? start : Math.min(all.length - 1, Math.max(0, at + by))]?.focus()
  })
}

/** To the beginning of a view that has just come up. */
export function focusMain(): void {
  setTimeout(() => {
    if (!isSheetOpen()) document.getElementById(ids.main)?.focus()
  }, 50)
}

/** Whoever was quick enough to open a sheet meanwhile writes in it already. */
function isSheetOpen(): boolean {
  return document.querySelector('[role="dialog"], .palette') !== null
}

/** Whoever still has conversations is asked before they go back to the queue. */
export function signOut({ desk }: Page): void {
  if (held(desk.store.get()).length > 0) desk.openSheet('leave')
  else void desk.signOut()
}

/** After the parts have been drawn anew. */
function focusSoon(id: string): void {
  setTimeout(() => {
    const target = document.getElementById(id)
    target?.focus()
    if (target instanceof HTMLTextAreaElement) target.setSelectionRange(target.value.length, target.value.length)
  })
}
