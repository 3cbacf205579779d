/** Draws the adviser's attention when the page is not looked at: the title's number, a notification, a sound. Never says a person's words. */
import { blankState, unreadCount, type DeskState } from './model/state'
import type { Settings } from './model/settings'
import type { Store } from './model/store'
import { sayIn } from './words'

/** Returns what ends the watching. */
export function watchForAlerts(desk: Store<DeskState>, settings: Store<Settings>): () => void {
  let before = desk.get()
  return desk.listen(() => {
    const now = desk.get()
    const say = sayIn(settings.get().language)
    const unread = unreadCount(now)
    document.title = (unread > 0 ? `(${unread}) ` : '') + say('desk_title')
    const known = new Set([...before.queue.map(({ id }) => id), ...before.order, ...before.leaving])
    const wasReady = before.online
    // Who waited already when the page was opened is nobody new.
    const someoneNew = wasReady && before.queue !== blankState.queue && now.queue.some(({ id }) => !known.has(id))
    const moreUnread = wasReady && unread > unreadCount(before)
    before = now
    if (now.presence?.status === 'away') return
    if (moreUnread) alertTo(say('desk_alert_message'), settings.get())
    else if (someoneNew) alertTo(say('desk_alert_queue'), settings.get())
  })
}

function alertTo(words: string, { sound, notifications }: Settings): void {
  if (sound) ring()
  if (!notifications || document.visibilityState === 'visible' || Notification.permission !== 'granted') return
  const shown = new Notification('Opastin', { body: words, tag: 'opastin-desk' })
  shown.onclick = () => {
    window.focus()
    shown.close()
  }
}

/** Two soft tones, made here: no file to load. */
export function ring(): void {
  const context = new AudioContext()
  for (const [at, pitch] of [
    [0, 660],
    [0.14, 880],
  ] as const) {
    const tone = context.createOscillator()
    const loudness = context.createGain()
    const start = context.currentTime + at
    tone.frequency.value = pitch
    loudness.gain.setValueAtTime(0, start)
    loudness.gain.linearRampToValueAtTime(0.12, start + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.25)
    tone.connect(loudness).connect(context.destination)
    tone.start(start)
    tone.stop(start + 0.3)
    tone.onended = () => {
      if (at > 0) void context.close()
    }
  }
}
