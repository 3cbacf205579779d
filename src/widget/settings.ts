/** What the page says in the tag that carries us. Knows no panel. */
import { chooseLanguage, type Language } from './words'

export interface Settings {
  /** Where the service is, without a slash at the end. */
  readonly base: string
  /** Name of the file in dialogs/sites. */
  readonly service: string
  readonly language: Language
  readonly open: boolean
}

/**
 * From a script's `data-service`, `data-lang` (`auto` or nothing: the page's language) and `data-open`, or the same attributes of an
 * `<opastin-widget>` without `data-`.
 */
export function readSettings(element: Element, scriptUrl: string): Settings {
  const of = (name: string): string | null => element.getAttribute(name) ?? element.getAttribute(`data-${name}`)
  const asked = of('lang')
  return {
    base: (of('base') ?? scriptUrl).replace(/\/(w\/\d+\/.*)?$/, ''),
    service: of('service') ?? 'demo',
    language: chooseLanguage(asked === 'auto' ? null : asked, document.documentElement.lang, ...navigator.languages),
    open: ['', 'true'].includes(of('open') ?? 'no'),
  }
}
