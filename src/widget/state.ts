/** What the widget is at any moment: the panel that the tab keeps, what lasts as long as the page, and what the views may do. Types only. */
import type { More } from './loadMore'
import type { Settings } from './settings'
import type { Site } from './site'
import type { Talk } from './talk'
import type { Language, Say } from './words'

/** What the panel shows beside the conversation; kept for the tab. */
export interface Panel {
  readonly open: boolean
  readonly language: Language
  readonly draft: string
  /** Messages that wait for the second file, which looks whether they may go as they are. */
  readonly held: readonly string[]
  readonly unread: number
  readonly textSize: number
  /** Whole answers at once, not their summaries first. */
  readonly whole: boolean
  readonly site?: Site
}

/** What lasts only as long as the page. */
export interface Moment {
  /** What stands in place of the log. */
  readonly showing?: 'menu' | 'people' | 'save' | 'end'
  /** Ids of answers that are shown whole. */
  readonly expanded: readonly string[]
  /** Id of the line that is being read aloud. */
  readonly reading?: string
  /** Id of the answer whose "no" may be explained. */
  readonly asking?: string
  /** Sending was stopped because of personal data. */
  readonly stopped?: boolean
  /** The answer has taken long. */
  readonly slow?: boolean
  /** Whether the log follows the conversation; not while somebody reads further up. */
  readonly newestInSight: boolean
  readonly notErased?: boolean
  /** It has just ended: here only, or in the service too. */
  readonly ended?: 'here' | 'all'
}

export interface Widget {
  readonly settings: Settings
  readonly root: ShadowRoot
  readonly talk: Talk
  readonly panel: Panel
  readonly moment: Moment
  readonly dark: boolean
  /** What is loaded when the panel is opened for the first time. */
  readonly more?: More
  readonly say: Say
  change(panel: Partial<Panel>, moment?: Partial<Moment>): void
  show(moment: Partial<Moment>): void
  /** Opens the panel; by a person's own act the focus goes along. */
  open(byPerson: boolean): void
  minimise(): void
  /** Puts the focus on the first element that fits, once it is drawn. */
  focus(selector: string): void
  /** Sends the draft, unless it holds what must not be sent: then says so. */
  submit(): void
  send(text: string): void
  /** The way to a person: asked of the service, or read from the card where it cannot be asked, or one is waited for or there already. */
  askPerson(): void
  speak(language: Language): void
  end(erase: boolean): Promise<void>
  announce(words: string, language?: string): void
  showNewest(): void
}
