/** A search for helpers as parts of a reply: what was found, what could not be had, what to bring, how old the data is. Knows no turn and no channel. */
import type { ProviderMention, ReplyPart } from '../conversation/reply'
import type { FoundProvider, FoundProviders, ProviderWish, Relaxed } from '../knowledge/findProviders'
import type { Language } from '../language/languages'
import { describeProviderInline, inLanguage, type DescribeNeeds } from './describeProvider'

export interface DescribedProviders {
  readonly outcome: 'referred_provider' | 'referred_no_provider'
  readonly parts: readonly ReplyPart[]
  readonly providers: readonly ProviderMention[]
  /** Three-digit code. */
  readonly municipality?: string
  /** The oldest date of what is shown, YYYY-MM-DD. */
  readonly asOf?: string
}

/** Kansalaisneuvonta stands under every list: the one helper who can be reached from anywhere. */
const everywhere = 'kansalaisneuvonta'

/** @param wish what was looked for: who cannot leave home is told first what reaches them there, and apart from it where one must go */
export function describeFoundProviders(
  found: FoundProviders,
  wish: Partial<ProviderWish>,
  language: Language,
  needs: DescribeNeeds,
): DescribedProviders {
  const phrase = (key: string, values?: Record<string, string>): ReplyPart => ({
    kind: 'phrase',
    key,
    ...(values ? { values } : {}),
  })
  const shown = found.providers
  const municipality = found.municipality ? (language === 'sv' ? found.municipality.sv : found.municipality.fi) : ''
  const place = found.municipality ? { municipality } : undefined
  // Without a place there is only help from afar.
  const fromAfar = wish.cannotLeaveHome === true || found.municipality === undefined
  const hasHelper = found.where !== 'none' || (fromAfar && shown.length > 0)
  const first = shown[0]?.reason
  // One list where the person can go; else what reaches them at home, and apart from it the places to go to.
  const [main, places] = fromAfar ? [shown.filter(reachesHome), shown.filter((one) => !reachesHome(one))] : [shown, []]
  const opening = !hasHelper
    ? place && phrase('provider_none', place)
    : fromAfar
      ? phrase(main.length > 0 ? 'provider_found_home' : 'provider_none_home')
      : found.where === 'neighbour'
        ? phrase(first === 'remote' ? 'provider_found_far' : 'provider_found_neighbour', place)
        : phrase('provider_found_here', place)
  const described = new Set<string>()
  const itemOf = (one: FoundProvider): string => {
    const description = inLanguage(one.provider.description, language)
    const isNew = one.provider.sample && description !== undefined && !described.has(description)
    if (isNew) described.add(description)
    return describeProviderInline(one, language, needs) + (isNew ? ` · ${description}` : '')
  }
  const list = (some: readonly FoundProvider[]): ReplyPart[] =>
    some.length > 0 ? [{ kind: 'list', items: some.map(itemOf) }] : []
  const named = shown.some(({ provider }) => provider.contact === everywhere)
  const visits = shown.some(
    ({ reason }) =>
      reason === 'in_municipality' || reason === 'near' || reason === 'neighbour' || reason === 'serves_municipality',
  )
  const parts: ReplyPart[] = [
    ...(opening ? [opening] : []),
    ...[...new Set(found.relaxed.map((one) => relaxedPhrase(one, shown)))].map((key) => phrase(key)),
    ...(shown.some(({ provider }) => provider.sample) ? [phrase('provider_sample_notice')] : []),
    ...list(main),
    ...(named ? [] : [phrase('provider_everywhere'), { kind: 'contact', key: everywhere } as const]),
    ...(shown.some(({ reason }) => reason === 'home_visit') ? [phrase('provider_safe_visit')] : []),
    ...(places.length > 0 ? [phrase('provider_found_places'), ...list(places)] : []),
    ...(visits ? [phrase('provider_bring')] : []),
  ]
  const asOf = shown.map(({ provider }) => provider.dataDate).sort()[0]
  return {
    outcome: hasHelper ? 'referred_provider' : 'referred_no_provider',
    parts,
    providers: shown.map(({ provider }) => ({
      name: inLanguage(provider.name, language) ?? provider.id,
      municipality: provider.municipality ?? '',
      type: provider.type,
    })),
    ...(found.municipality ? { municipality: found.municipality.code } : {}),
    ...(asOf ? { asOf } : {}),
  }
}

const reachesHome = ({ reason }: FoundProvider): boolean => reason === 'home_visit' || reason === 'remote'

const relaxedPhrases = {
  language: 'provider_relaxed_language',
  cost: 'provider_relaxed_cost',
  delivery: 'provider_relaxed_kind',
  need: 'provider_relaxed_kind',
} as const

/** Where hours are not known, nobody can be said to be absent. */
function relaxedPhrase(part: Relaxed, shown: readonly FoundProvider[]): string {
  if (part !== 'staffedNow') return relaxedPhrases[part]
  const known = shown.filter(({ staffedToday }) => staffedToday.known).length
  if (known === 0) return 'provider_relaxed_staffed_unknown'
  return known < shown.length ? 'provider_relaxed_staffed_partly' : 'provider_relaxed_staffed_now'
}
