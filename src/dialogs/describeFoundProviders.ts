/** A search for helpers as parts of a reply: what was found, what could not be had, what to bring, how old the data is. Knows no turn and no channel. */
import type { ProviderMention, ReplyPart } from '../conversation/reply'
import type { FoundProviders, ProviderWish } from '../knowledge/findProviders'
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

/** @param wish what was looked for: who cannot leave home is told so first */
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
  const opening = !hasHelper
    ? place && phrase('provider_none', place)
    : fromAfar
      ? phrase('provider_found_home')
      : found.where === 'neighbour'
        ? phrase(first === 'remote' ? 'provider_found_far' : 'provider_found_neighbour', place)
        : phrase('provider_found_here', place)
  const described = new Set<string>()
  const items = shown.map((one) => {
    const description = inLanguage(one.provider.description, language)
    const isNew = one.provider.sample && description !== undefined && !described.has(description)
    if (isNew) described.add(description)
    return describeProviderInline(one, language, needs) + (isNew ? ` · ${description}` : '')
  })
  const named = shown.some(({ provider }) => provider.contact === everywhere)
  const visits = shown.some(
    ({ reason }) =>
      reason === 'in_municipality' || reason === 'near' || reason === 'neighbour' || reason === 'serves_municipality',
  )
  const parts: ReplyPart[] = [
    ...(opening ? [opening] : []),
    ...[...new Set(found.relaxed.map((one) => `provider_relaxed_${relaxedKeys[one]}`))].map((key) => phrase(key)),
    ...(shown.some(({ provider }) => provider.sample) ? [phrase('provider_sample_notice')] : []),
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
    ...(named ? [] : [phrase('provider_everywhere'), { kind: 'contact', key: everywhere } as const]),
    ...(shown.some(({ reason }) => reason === 'home_visit') ? [phrase('provider_safe_visit')] : []),
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

const relaxedKeys = {
  staffedNow: 'staffed_now',
  language: 'language',
  cost: 'cost',
  delivery: 'kind',
  need: 'kind',
} as const
