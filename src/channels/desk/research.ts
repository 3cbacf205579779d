/** What helps an adviser to answer: passages for the latest message, a search, ready replies. Suggests only; sends nothing. */
import { citePassage } from '../../answering/cite'
import { fillContacts } from '../../dialogs/describeContact'
import { isLanguage, type Language } from '../../language/languages'
import type { Suggestion } from '../wire'
import { type DeskRoute, holds, refusals } from './guard'
import { lastMatter } from './lastMatter'
import type { DeskNeeds } from './ports'

const suggested = 3
const searched = 8
/** Newest lines among which the person's latest is looked for. */
const lately = 500

export function researchRoutes(needs: DeskNeeds): DeskRoute[] {
  const { store, log, canned } = needs
  return [
    {
      method: 'GET',
      path: '/handoffs/:id/suggestions',
      role: 'adviser',
      async handle(request, who) {
        const handoff = await store.find(request.params['id'] ?? '')
        if (!handoff) return refusals.unknown
        if (!holds(who, handoff)) return refusals.forbidden
        const lines = await log.readLast(handoff.conversationId, lately)
        const matter = lastMatter(lines, handoff, needs.tools)
        if (!matter) return { status: 200, body: { items: [] } }
        const items = passagesFor(matter.text, matter.language, suggested, needs)
        return { status: 200, body: { forSeq: matter.seq, items } }
      },
    },
    {
      method: 'GET',
      path: '/search',
      role: 'adviser',
      handle(request) {
        const text = (request.query.get('q') ?? '').slice(0, 500)
        const language = request.query.get('language') ?? 'fi'
        if (text.trim() === '' || !isLanguage(language)) return Promise.resolve(refusals.bad)
        return Promise.resolve({ status: 200, body: { items: passagesFor(text, language, searched, needs) } })
      },
    },
    {
      method: 'GET',
      path: '/canned',
      role: 'adviser',
      handle: () => Promise.resolve({ status: 200, body: { items: canned } }),
    },
  ]
}

/** The best passages, of several guides before several of one. */
export function passagesFor(
  text: string,
  language: Language,
  most: number,
  {
    tools,
    publicUrl,
  }: Pick<DeskNeeds, 'publicUrl'> & { tools: Pick<DeskNeeds['tools'], 'knowledge' | 'phrases' | 'search'> },
): Suggestion[] {
  const { knowledge, phrases, search } = tools
  const found = search.search(text, language)
  const firsts = found.guides.flatMap(({ guide, passages }) =>
    passages.slice(0, 1).map((passage) => ({ guide, passage })),
  )
  const rest = found.guides
    .slice(0, 1)
    .flatMap(({ guide, passages }) => passages.slice(1, 3).map((passage) => ({ guide, passage })))
  return [
    ...firsts.slice(0, most - Math.min(rest.length, 1)),
    ...rest,
    ...firsts.slice(most - Math.min(rest.length, 1)),
  ]
    .slice(0, most)
    .map(({ guide, passage }, rank) => {
      const { path, origin, title } = citePassage(guide, passage, knowledge, phrases)
      return {
        passage: passage.id,
        guide: guide.id,
        title,
        heading: passage.heading,
        text: fillContacts(passage.markdown, passage.language, knowledge, phrases),
        path,
        url: (publicUrl ?? '') + path,
        origin,
        confidence: rank === 0 ? found.confidence : 0,
      }
    })
}
