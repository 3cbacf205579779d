/** The widget itself: one conversation, one panel, one state; every change draws the view anew. Knows no protocol. */
import {
  choice_person,
  greeting,
  greeting_limits,
  widget_sent,
  widget_sources,
  widget_typing,
} from 'opastin:phrases'
import { render } from 'preact'
import { createAnnouncer, type Announcer } from './announce'
import { speakerName } from './keepTalk'
import type { Line } from './line'
import { parseMarkdown, plainWords } from './markdown'
import { findData } from './personalData'
import type { Settings } from './settings'
import { fetchSite, type Site } from './site'
import css from './style.css'
import { Talk } from './talk'
import { View } from './view'
import { shortPart } from './view/answer'
import { sayIn, type Language, type Say } from './words'

/** What the panel shows beside the conversation. Kept for the tab, apart from the conversation. */
export interface Panel {
  readonly open: boolean
  readonly language: Language
  readonly draft: string
  readonly unread: number
  readonly textSize: 0 | 1 | 2
  /** Whole answers at once, not their summaries first. */
  readonly whole: boolean
  readonly site?: Site
}

/** What lasts only as long as the page. */
export interface Moment {
  readonly showing: 'talk' | 'menu' | 'people' | 'save' | 'end'
  readonly expanded: ReadonlySet<string>
  readonly reading?: string
  /** The answer whose "no" may be explained. */
  readonly asking?: string
  /** Personal data found when sending was tried. */
  readonly stopped: boolean
  /** The answer has taken long. */
  readonly slow: boolean
  readonly atEnd: boolean
  readonly notErased: boolean
  readonly ended: boolean
}

const narrow = '(max-width: 30rem), (max-height: 30rem)'
const slowAfterMs = 10_000
const typingSaidAfterMs = 1_000

export class Widget {
  readonly talk: Talk
  panel: Panel
  moment: Moment = { showing: 'talk', expanded: new Set(), stopped: false, slow: false, atEnd: true, notErased: false, ended: false }
  readonly #host: HTMLElement
  readonly root: ShadowRoot
  readonly settings: Settings
  readonly #announcer: Announcer
  readonly #key: string
  readonly #view: HTMLElement
  readonly #look = new CSSStyleSheet()
  readonly #narrow = matchMedia(narrow)
  readonly #stop = new AbortController()
  #drawing = false
  #waitingSince: ReturnType<typeof setTimeout>[] = []

  constructor(host: HTMLElement, settings: Settings) {
    this.#host = host
    this.settings = settings
    this.root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    this.root.adoptedStyleSheets = [sheet, this.#look]
    this.#view = document.createElement('div')
    this.root.append(this.#view)
    this.#announcer = createAnnouncer(this.root)
    this.#key = `opastin-panel:${settings.service}`
    const fresh: Panel = {
      open: settings.open && !this.#narrow.matches,
      language: settings.language,
      draft: '',
      unread: 0,
      textSize: 0,
      whole: false,
    }
    this.panel = { ...fresh, ...readKept(this.#key) }
    this.talk = new Talk({
      base: settings.base,
      service: settings.service,
      language: () => this.panel.language,
      fetch: (...call) => fetch(...call),
      WebSocket: globalThis.WebSocket,
      BroadcastChannel: globalThis.BroadcastChannel,
      storage: sessionStorageIfAllowed(),
      onChange: () => this.draw(),
      onArrival: (line) => this.#arrived(line),
      onWiped: () => this.#wiped(),
    })
    const { signal } = this.#stop
    addEventListener('online', () => this.talk.nudge(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.talk.nudge(), { signal })
    this.#narrow.addEventListener('change', () => this.#seat(true), { signal })
    document.addEventListener('focusin', ({ target }) => this.#dodge(target as Element), { signal })
    this.#wear()
    if (this.panel.open) this.#fetchSite()
    this.draw()
  }

  readonly say: Say = (phrase, values) => sayIn(this.panel.language)(phrase, values)

  draw(): void {
    if (this.#drawing) return
    this.#drawing = true
    queueMicrotask(() => {
      this.#drawing = false
      render(<View w={this} />, this.#view)
      this.#seat(false)
      if (this.moment.atEnd) this.toEnd()
    })
  }

  change(panel: Partial<Panel>, moment: Partial<Moment> = {}): void {
    this.panel = { ...this.panel, ...panel }
    this.moment = { ...this.moment, ...moment }
    keep(this.#key, this.panel)
    this.draw()
  }

  show(moment: Partial<Moment>): void {
    this.change({}, moment)
  }

  /** Opens the panel; by a person's own act the focus goes along. */
  open(byPerson: boolean): void {
    if (this.panel.open) return
    this.change({ open: true, unread: 0 }, { atEnd: true, ended: false })
    this.#fetchSite()
    this.#tell('open')
    if (!byPerson) return
    if (!this.talk.lines.length) this.announce(`${this.say(greeting)} ${this.say(greeting_limits)}`)
    queueMicrotask(() => this.focus(matchMedia('(pointer: coarse)').matches ? 'h2' : 'textarea'))
  }

  minimise(): void {
    this.change({ open: false }, { showing: 'talk' })
    this.#tell('close')
    queueMicrotask(() => this.focus('.launcher'))
  }

  focus(what: string): void {
    this.root.querySelector<HTMLElement>(what)?.focus()
  }

  /** The newest message in sight. */
  toEnd(): void {
    const log = this.root.querySelector('.log')
    log?.scrollTo(0, log.scrollHeight)
  }

  /** Sends the draft, unless it holds what must not be sent: then says so. */
  submit(): void {
    const text = this.panel.draft.trim()
    if (!text) return this.focus('textarea')
    if (findData(text)) {
      this.show({ stopped: true })
      queueMicrotask(() => this.focus('.found button'))
    } else this.send(text)
  }

  send(text: string): void {
    this.change({ draft: '' }, { stopped: false, atEnd: true, showing: 'talk', ended: false })
    this.talk.say(text)
    this.announce(`${this.say(widget_sent)}: ${text}`)
    this.focus('textarea')
    this.#watchWait()
  }

  /** The way to a person: asked of the service, or read from the card where it cannot be asked or one is there already. */
  askPerson(): void {
    if (!this.talk.online || this.talk.standing.holder === 'adviser') {
      this.show({ showing: 'people' })
      this.#fetchSite()
    } else this.send(this.say(choice_person))
  }

  speak(language: Language): void {
    this.change({ language, site: undefined })
    this.talk.speak(language)
    this.#fetchSite()
  }

  async end(erase: boolean): Promise<void> {
    if (await this.talk.end(erase)) {
      this.#wiped()
      this.#tell('end')
    } else this.show({ notErased: true })
  }

  announce(words: string, language: string = this.panel.language): void {
    this.#announcer.say(words, language)
  }

  close(): void {
    this.#stop.abort()
    this.talk.close()
    render(null, this.#view)
  }

  #wiped(): void {
    this.change({ draft: '', unread: 0 }, { showing: 'talk', expanded: new Set(), ended: true, notErased: false, stopped: false })
  }

  #arrived(line: Line): void {
    this.#endWait()
    const blocks = parseMarkdown(line.text)
    const shown = this.panel.whole ? blocks : shortPart(blocks, line).shown
    const sources = line.sources.length ? `. ${this.say(widget_sources)}: ${line.sources.length}` : ''
    this.announce(`${speakerName(line.by, line.name, this.say)}: ${plainWords(shown)}${sources}`, line.language)
    if (!this.panel.open) this.change({ unread: this.panel.unread + 1 })
    this.#tell('message')
  }

  /** Says that an answer is being written when it is not there at once, and more when it takes long. */
  #watchWait(): void {
    this.#endWait()
    const later = (ms: number, act: () => void): void => void this.#waitingSince.push(setTimeout(() => this.talk.waiting && act(), ms))
    later(typingSaidAfterMs, () => this.talk.online && this.announce(this.say(widget_typing)))
    later(slowAfterMs, () => this.show({ slow: true }))
  }

  #endWait(): void {
    for (const timer of this.#waitingSince) clearTimeout(timer)
    this.#waitingSince = []
    if (this.moment.slow) this.show({ slow: false })
  }

  #tell(what: string): void {
    this.#host.dispatchEvent(new CustomEvent(`opastin:${what}`, { bubbles: true, detail: { unread: this.panel.unread } }))
  }

  #fetchSite(): void {
    const { language } = this.panel
    void fetchSite(this.settings.base, this.settings.service, language).then((site) => {
      if (!site || language !== this.panel.language) return
      this.change({ site })
      this.#wear()
    })
  }

  /** The site's own look, over ours. */
  #wear(): void {
    const look = Object.entries(this.panel.site?.look ?? {}).filter(([name, value]) => /^[a-z-]+$/.test(name) && /^[\w#%.,() -]+$/.test(value))
    this.#look.replaceSync(`:host{${look.map(([name, value]) => `--opastin-${name}:${value}`).join(';')}}`)
  }

  /** A small screen is filled by the panel, and nothing behind it can be reached; a large one keeps both in reach. */
  #seat(anew: boolean): void {
    const panel = this.root.querySelector('dialog')
    if (!panel) return
    if (panel.open && (anew || !this.panel.open)) panel.close()
    if (!this.panel.open || panel.open) return
    if (this.#narrow.matches) panel.showModal()
    else panel.setAttribute('open', '')
  }

  /** What has the focus on the page is never under the launcher. */
  #dodge(focused: Element): void {
    const launcher = this.root.querySelector('.launcher')
    if (!launcher || focused === this.#host) return
    const own = launcher.getBoundingClientRect()
    const other = focused.getBoundingClientRect()
    const covers = other.bottom > own.top && other.top < own.bottom && other.right > own.left && other.left < own.right
    launcher.classList.toggle('away', covers)
  }
}

function readKept(key: string): Partial<Panel> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}')
  } catch {
    // Storage is forbidden: the panel begins as the page says.
    return {}
  }
}

function keep(key: string, panel: Panel): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(panel))
  } catch {
    // Storage is forbidden or full: the panel works, and begins anew on the next page.
  }
}

function sessionStorageIfAllowed(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    // Even asking is refused where a browser blocks storage.
    return undefined
  }
}
