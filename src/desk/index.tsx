/** The advisers' page: builds the desk, joins it to the browser and draws it. The only file that touches `window` at load. */
import { createRoot } from 'react-dom/client'
import './desk.css'
import { watchActivity } from './activity'
import { watchForAlerts } from './alerts'
import { createAnnouncer } from './announce'
import { createApi } from './api'
import { createDesk } from './deeds/desk'
import { createKeep } from './keep'
import { readSettings } from './model/settings'
import { createStore } from './model/store'
import { createStream } from './stream'
import { App } from './view/app'
import type { Pane } from './view/page'

const settingsKey = 'opastin-desk-settings'

function start(): void {
  const asked = new URL(location.href).searchParams.get('lang')
  const settings = createStore(readSettings(localStorage.getItem(settingsKey), navigator.languages, asked))
  settings.listen(() => {
    localStorage.setItem(settingsKey, JSON.stringify(settings.get()))
    // What is chosen on the page is not undone by its address when it is loaded again.
    if (asked !== null) history.replaceState(null, '', location.pathname)
  })
  const wasActive = watchActivity(window)
  const desk = createDesk({
    api: createApi((input, init) => fetch(input, init)),
    keep: createKeep(sessionStorage),
    createStream(on) {
      const stream = createStream({
        ...on,
        wasActive,
        open: () => new WebSocket(`${location.origin.replace('http', 'ws')}/desk/api/stream`),
      })
      addEventListener('online', stream.nudge)
      addEventListener('focus', stream.nudge)
      return stream
    },
    now: Date.now,
    newId: () => crypto.randomUUID(),
    isLooking: () => document.visibilityState === 'visible',
    noticeMs: 8_000,
    retryMs: 2_000,
  })
  watchForAlerts(desk.store, settings)
  document.addEventListener('visibilitychange', desk.look)
  const region = document.getElementById('said')
  const root = document.getElementById('desk')
  if (!region || !root) throw new Error('The page at /desk lacks its #desk or #said element.')
  const pane = createStore<Pane>('list')
  createRoot(root).render(<App page={{ desk, settings, pane, announce: createAnnouncer(region) }} />)
  void desk.enter()
}

start()
