/** The widget itself: one conversation, one panel, one state; every change draws the view anew. Knows no protocol. */
import { choice_person, widget_ended, widget_erased, widget_sent, widget_sources, widget_typing } from 'opastin:phrases'
import { createAnnouncer } from './announce'
import { readKept, storageOfTab } from './device'
import { draw, h } from './draw'
import type { Line } from './line'
import { parseMarkdown, plainWords } from './markdown'
import { loadMore } from './loadMore'
import type { Settings } from './settings'
import type { Panel, Widget } from './state'
import { fetchSite } from './site'
import css from './style.css'
import { createTalk } from './talk'
import { View } from './view'
import { shortPart } from './view/answer'
import { chooseLanguage, sayIn, speakerName, tellMasks } from './words'

const slowAfterMs = 10_000
const typingSaidAfterMs = 1_000
/** The panel fills a screen that is smaller than this. */
const smallScreen = '(max-width:30rem),(max-height:30rem)'

export function createWidget(host: HTMLElement, settings: Settings): Widget {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const [sheet, look] = [new CSSStyleSheet(), new CSSStyleSheet()]
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet, look]
  const view = document.createElement('div')
  root.append(view)
  const announcer = createAnnouncer(root)
  const key = `opastin-panel:${settings.service}`
  const small = matchMedia(smallScreen)
  const dark = matchMedia('(prefers-color-scheme:dark)')
  const tab = storageOfTab()
  let drawing = false
  let shown: Element | undefined
  let ready = Promise.resolve()
  let waits: ReturnType<typeof setTimeout>[] = []

  const panel: Panel = {
    open: settings.open && !small.matches,
    language: settings.language,
    draft: '',
    unread: 0,
    textSize: 0,
    whole: false,
    held: [],
    ...readKept<Panel>(tab, key),
  }
  const w: { -readonly [part in keyof Widget]: Widget[part] } = {
    settings,
    root,
    panel,
    moment: {
      expanded: [],
      newestInSight: true,
    },
    talk: createTalk({
      ...settings,
      language: () => w.panel.language,
      fetch: (...call) => fetch(...call),
      WebSocket: globalThis.WebSocket,
      BroadcastChannel: globalThis.BroadcastChannel,
      storage: tab,
      onChange: drawSoon,
      onArrival: arrived,
      onWiped: () => wiped('here'),
    }),
    get dark() {
      return (host.getAttribute('theme') || (dark.matches && 'dark')) === 'dark'
    },
    say: (phrase, values) => sayIn(w.panel.language)(phrase, values),
    change(panel, moment) {
      w.panel = { ...w.panel, ...panel }
      w.moment = { ...w.moment, ...moment }
      try {
        tab?.setItem(key, JSON.stringify(w.panel))
      } catch {
        // Full: the panel works, and begins anew on the next page.
      }
      drawSoon()
    },
    show: (moment) => w.change({}, moment),
    open(byPerson) {
      if (w.panel.open) return
      w.change({ open: true, unread: 0 }, { newestInSight: true, ended: undefined })
      prepare(byPerson)
      tell('open')
      if (byPerson) w.focus(matchMedia('(pointer:coarse)').matches ? 'h2' : 'textarea')
    },
    minimise() {
      w.change({ open: false }, { showing: undefined })
      tell('close')
      w.focus('.launcher')
    },
    focus: (selector) => queueMicrotask(() => root.querySelector<HTMLElement>(selector)?.focus()),
    submit() {
      const text = w.panel.draft.trim()
      if (!text) return w.focus('textarea')
      // At once, so that what is typed next is a message of its own; held, so that leaving the page now loses nothing.
      w.change({ draft: '', held: [...w.panel.held, text] })
      release()
    },
    send(text) {
      w.show({ stopped: false, newestInSight: true, showing: undefined, ended: undefined })
      w.talk.say(text)
      w.announce(`${w.say(widget_sent)}: ${tellMasks(text, w.say)}`)
      w.focus('textarea')
      watchWait()
    },
    askPerson() {
      const { holder } = w.talk.standing
      if (w.talk.online && holder !== 'queue' && holder !== 'adviser') return w.send(w.say(choice_person))
      w.show({ showing: 'people' })
      prepare()
    },
    speak(language) {
      w.change({ language, site: undefined })
      w.talk.speak(language)
      prepare()
    },
    async end(erase) {
      if (!(await w.talk.end(erase))) return w.show({ notErased: true })
      wiped(erase ? 'all' : 'here')
      w.announce(w.say(erase ? widget_erased : widget_ended))
      tell('end')
      w.focus('textarea')
    },
    showNewest,
    announce: (words, language = w.panel.language) => announcer.say(words, language),
  }

  addEventListener('online', w.talk.nudge)
  addEventListener('resize', drawSoon)
  document.addEventListener('visibilitychange', () => document.hidden || w.talk.nudge())
  document.addEventListener('focusin', ({ target }) => dodge(target as Element))
  small.addEventListener('change', () => seat(true))
  dark.addEventListener('change', drawSoon)
  wear()
  if (w.panel.open) prepare()
  release()
  drawSoon()
  return w

  function drawSoon(): void {
    if (drawing) return
    drawing = true
    queueMicrotask(() => {
      drawing = false
      draw(view, <View w={w} />)
      seat(false)
      const newest = newestMessage(root)
      if (w.moment.newestInSight && newest !== shown) showNewest()
      shown = newest
    })
  }

  /** Sends what is held once the rules for personal data are there (or cannot be had: the server has them, too). */
  function release(): void {
    void ready.then(() => {
      const [text, ...held] = w.panel.held
      if (text === undefined) return
      w.change({ held })
      if (!w.more?.findData(text, w.say)) {
        w.send(text)
        return release()
      }
      w.change({ draft: [text, w.panel.draft].filter(Boolean).join('\n') }, { stopped: true })
      w.focus('.found button')
    })
  }

  /** Scrolls to the beginning of the newest answer: it is read from there. Moves no focus. */
  function showNewest(): void {
    const newest = newestMessage(root)
    if (!newest) return
    for (const box of root.querySelectorAll('.log,.panel')) {
      const seat = newest.getBoundingClientRect()
      const own = box.getBoundingClientRect()
      box.scrollTop += newest.className === 'person' ? seat.bottom - own.bottom + 12 : seat.top - own.top - 12
    }
  }

  function wiped(ended: 'here' | 'all'): void {
    w.change(
      { draft: '', held: [], unread: 0 },
      { showing: undefined, expanded: [], ended, notErased: false, stopped: false },
    )
  }

  function arrived(line: Line): void {
    endWait()
    // One voice reads it all: the words around the message are in its language too.
    const language = chooseLanguage(line.language, w.panel.language)
    const say = sayIn(language)
    const blocks = parseMarkdown(tellMasks(line.text, say), line.by)
    const shown = w.panel.whole ? blocks : shortPart(blocks, line).shown
    const sources = line.sources.length
      ? ` ${say(widget_sources)}: ${line.sources.map(({ name }) => name).join(', ')}`
      : ''
    w.announce(`${speakerName(line.by, line.name, say)}: ${plainWords(shown)}${sources}`, language)
    if (!w.panel.open) w.change({ unread: w.panel.unread + 1 })
    tell('message')
  }

  /** Says that an answer is being written when it is not there at once, and more when it takes long. */
  function watchWait(): void {
    endWait()
    const later = (ms: number, act: () => void): number =>
      waits.push(setTimeout(() => w.talk.waiting && w.talk.online && act(), ms))
    later(typingSaidAfterMs, () => w.announce(w.say(widget_typing)))
    later(slowAfterMs, () => w.show({ slow: true }))
  }

  function endWait(): void {
    waits.forEach(clearTimeout)
    waits = []
    if (w.moment.slow) w.show({ slow: false })
  }

  /** The page hears that something has happened, never what was said. */
  function tell(what: string): void {
    host.dispatchEvent(new CustomEvent(`opastin:${what}`, { bubbles: true, detail: { unread: w.panel.unread } }))
  }

  /** What an open panel needs beside this file: the site's own words, and the rest of our code. */
  function prepare(aloud = false): void {
    const { language } = w.panel
    ready = loadMore(settings.base, root).then((more) => {
      w.more = more
      drawSoon()
    })
    void fetchSite(settings.base, settings.service, language).then((site) => {
      if (!site || language !== w.panel.language) return
      w.change({ site })
      wear()
      if (aloud && !w.talk.lines.length) w.announce(plainWords(parseMarkdown(site.greeting)))
    })
  }

  /** The site's own look, over ours; a value can be no more than a value. */
  function wear(): void {
    const own = Object.entries(w.panel.site?.look ?? {})
      .map(([name, value]) => `--opastin-${name}:${value}`)
      .filter((rule) => /^[a-z-]+:[\w#%.,() -]+$/.test(rule))
    look.replaceSync(`:host{${own.join(';')}}`)
  }

  /** A small screen is filled by the panel, and nothing behind it can be reached; a large one keeps both in reach. */
  function seat(anew: boolean): void {
    const dialog = root.querySelector('dialog')
    if (!dialog) return
    if (dialog.open && (anew || !w.panel.open)) dialog.close()
    if (!w.panel.open || dialog.open) return
    if (small.matches) dialog.showModal()
    else dialog.open = true
  }

  /** What has the focus on the page is never under the launcher. */
  function dodge(focused: Element): void {
    const launcher = root.querySelector('.launcher')
    if (!launcher || focused === host) return
    const own = launcher.getBoundingClientRect()
    const other = focused.getBoundingClientRect()
    launcher.classList.toggle(
      'away',
      other.bottom > own.top && other.top < own.bottom && other.right > own.left && other.left < own.right,
    )
  }
}

function newestMessage(root: ShadowRoot): HTMLElement | undefined {
  return [...root.querySelectorAll('article')].pop()
}
