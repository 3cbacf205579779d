/** The form of a service site's file: who may carry the widget, in which languages, and what it offers first. Knows no page and no wire. */
import { z } from 'zod'
import { languages, type Language } from '../language/languages'

const perLanguage = z.strictObject({ fi: z.string().min(2), sv: z.string().min(2), en: z.string().min(2) })
const colour = z.string().regex(/^#[0-9a-f]{6}$/, { error: 'must be a colour such as "#00357a"' })
const origin = z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/, {
  error: 'must be an origin such as "https://www.example.fi": https, no path, no slash at the end',
})

export const siteSchema = z.strictObject({
  /** The service's own name. */
  name: perLanguage,
  /** Origins of pages that may carry the widget for this service; our own pages always may. */
  origins: z.array(origin),
  languages: z.array(z.enum(languages)).min(1),
  /** Offered before anything is asked: words that a person could say, five at most. */
  topics: z.array(perLanguage).max(5),
  /** Key of knowledge/contacts.yml: who helps when the bot or the line does not. */
  support: z.string().min(2),
  /** In place of the common greeting; that it is a bot and what never to write is always said after it. */
  greeting: perLanguage.optional(),
  /** Colours of the light and the dark look; text on the brand colour must have a contrast of 4.5:1 at least. */
  look: z.strictObject({ brand: colour, 'on-brand': colour, 'brand-dark': colour, 'on-brand-dark': colour }).optional(),
})

/** A service site; `id` is the name of its file. */
export type Site = z.infer<typeof siteSchema> & { readonly id: string }

/** Whether a page of this origin may carry the widget: for the named site, or, when none is named, for any. */
export function mayCarry(sites: readonly Site[], origin: string, id: string | undefined): boolean {
  return sites.some((site) => (id === undefined || site.id === id) && site.origins.includes(origin))
}

/** The language to use on a site that does not have all of ours. */
export function languageOn(site: Site, asked: Language): Language {
  return site.languages.includes(asked) ? asked : (site.languages[0] ?? 'fi')
}
