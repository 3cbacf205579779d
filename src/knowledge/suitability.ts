/** Whether a provider suits a wish, and how well: a score in kilometres' worth of trouble. Knows neither index nor wording. */
import type { FoundProvider, ProviderWish, Relaxed } from './findProviders'
import type { Provider, ProviderType, SupportForm } from './providers'
import { isStaffedAt, type LocalMoment } from './staffedHours'

/** Kinds that are best for a need, best first; other kinds come after. */
const preferred: Readonly<Record<SupportForm | 'public_computer', readonly ProviderType[]>> = {
  eservice_advice: [
    'suomi_point',
    'joint_service_point',
    'kela_point',
    'authority_advice',
    'citizen_advice',
    'municipal_service',
    'library',
  ],
  general_support: [
    'library',
    'municipal_service',
    'association',
    'citizen_advice',
    'joint_service_point',
    'suomi_point',
    'adult_education',
  ],
  skills_guidance: ['library', 'association', 'municipal_service', 'adult_education', 'project'],
  course: ['adult_education', 'association', 'library', 'municipal_service'],
  informal: ['association', 'library', 'municipal_service'],
  public_computer: [
    'library',
    'self_service_point',
    'suomi_point',
    'joint_service_point',
    'kela_point',
    'mobile_library',
  ],
}

/** Terminals and public computers are no advice, but the only thing for those without a device. */
const withoutStaff: readonly ProviderType[] = ['self_service_point']

/** Kilometres' worth: what a lesser match may be nearer by and still come after. */
const worth = { kind: 2, otherForm: 6, languageUnknown: 1, costUnknown: 1, costs: 8, closedToday: 2 }

/** Without the person's own point the distance within a municipality says little. */
const centreWeight = 0.1

export interface Suitability {
  fits(provider: Provider): boolean
  /** Smaller is better. */
  score(found: FoundProvider): number
}

/** @param relaxed parts of the wish that are let go */
export function suitability(wish: ProviderWish, relaxed: readonly Relaxed[], moment: LocalMoment): Suitability {
  const asked = <K extends Relaxed>(part: K): ProviderWish[K] | undefined =>
    relaxed.includes(part) ? undefined : wish[part]
  const { types } = wish
  const [need, delivery, language, cost] = [asked('need'), asked('delivery'), asked('language'), asked('cost')]
  const staffedNow = asked('staffedNow')
  const kinds = preferred[wish.need ?? 'general_support']
  return {
    fits(provider) {
      if (types && !types.includes(provider.type)) return false
      if (delivery && !provider.delivery.some((one) => delivery.includes(one))) return false
      if (cost === 'free' && provider.cost === 'paid') return false
      if (language && provider.languages.length > 0 && !provider.languages.includes(language)) return false
      if (need !== 'public_computer' && withoutStaff.includes(provider.type) && !delivery?.includes('unattended_point'))
        return false
      if (need === 'course' && !provider.supportForms.includes('course')) return false
      if (need === 'public_computer' && !kinds.includes(provider.type)) return false
      return !staffedNow || isStaffedAt(provider, moment)
    },
    score({ provider, distanceKm, approximate, staffedToday }) {
      const kind = kinds.indexOf(provider.type)
      const otherForm = wish.need && wish.need !== 'public_computer' && !provider.supportForms.includes(wish.need)
      return (
        (distanceKm ?? 0) * (approximate && wish.near === undefined ? centreWeight : 1) +
        worth.kind * (kind < 0 ? kinds.length : kind) +
        (otherForm ? worth.otherForm : 0) +
        (wish.language && provider.languages.length === 0 ? worth.languageUnknown : 0) +
        (provider.cost === 'paid' ? worth.costs : provider.cost === 'unknown' ? worth.costUnknown : 0) +
        (staffedToday.known && staffedToday.ranges.length === 0 ? worth.closedToday : 0)
      )
    },
  }
}
