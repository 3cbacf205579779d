/** What an import brings: records, and everything that was left out with its reason. Knows no interface. */
import { providerSchema, type Provider } from '../../knowledge/ports'
import { ProviderSourceError } from './fetchJson'

/**
 * `shape`: not as the interface describes · `invalid`: a record that our own rules refuse · `no_municipality`: in no municipality of today ·
 * `not_published` · `no_person`: nobody helps there (a form, a web page) · `no_staffed_channel` · `abroad` · `unreachable`: asked for often, never
 * given · `repeated`: came twice · `kind`: a kind of place that is not for everybody
 */
export type DropReason =
  | 'shape'
  | 'invalid'
  | 'no_municipality'
  | 'not_published'
  | 'no_person'
  | 'abroad'
  | 'unreachable'
  | 'repeated'
  | 'kind'

export interface Dropped {
  readonly sourceId: string
  readonly name?: string
  readonly reason: DropReason
  readonly detail?: string
}

export interface ProviderImport {
  readonly source: 'ptv' | 'kirkanta'
  readonly providers: readonly Provider[]
  readonly dropped: readonly Dropped[]
  /** Municipalities that were asked for; undefined: the whole country. */
  readonly municipalities?: readonly string[]
}

/** How far it is: `what` is a short English word for the terminal. */
export type Progress = (what: string, done: number, all: number) => void

/** A record, or why there is none. */
export type Made =
  { readonly kind: 'provider'; readonly provider: Provider } | { readonly kind: 'dropped'; readonly dropped: Dropped }

export function drop(sourceId: string, reason: DropReason, name?: string, detail?: string): Made {
  return { kind: 'dropped', dropped: { sourceId, reason, ...(name ? { name } : {}), ...(detail ? { detail } : {}) } }
}

/** The record as our own rules check it. */
export function checked(provider: Provider): Made {
  const parsed = providerSchema.safeParse(provider)
  if (parsed.success) return { kind: 'provider', provider: parsed.data }
  const issue = parsed.error.issues[0]
  return drop(provider.sourceId, 'invalid', provider.name.fi, `${issue?.path.join('.')}: ${issue?.message}`)
}

/** More than this share in an unknown shape means that the interface has changed, and nothing of it can be trusted. */
const shareOfUnknownShapes = 0.2

/**
 * Records and drops, each record once.
 * @throws ProviderSourceError (`schema`) when too much was in an unknown shape, (`unreachable`) when too much could not be fetched
 */
export function collect(
  source: ProviderImport['source'],
  made: readonly Made[],
  municipalities?: readonly string[],
): ProviderImport {
  const providers = new Map<string, Provider>()
  const dropped: Dropped[] = []
  for (const one of made) {
    if (one.kind === 'dropped') dropped.push(one.dropped)
    else if (providers.has(one.provider.id)) dropped.push({ sourceId: one.provider.sourceId, reason: 'repeated' })
    else providers.set(one.provider.id, one.provider)
  }
  for (const [reason, code, sentence] of [
    ['shape', 'schema', 'came in a shape that is not known. The interface may have changed'],
    ['unreachable', 'unreachable', 'could not be fetched'],
  ] as const) {
    const such = dropped.filter((one) => one.reason === reason)
    if (such.length > made.length * shareOfUnknownShapes)
      throw new ProviderSourceError(
        `${source}: ${such.length} of ${made.length} records ${sentence} (the first: ${such[0]?.detail}); the data is not used.`,
        code,
      )
  }
  return { source, providers: [...providers.values()], dropped, ...(municipalities ? { municipalities } : {}) }
}

/** How many of each reason the terminal shows; all stand in the report file. */
const mostShown = 5

/** What was left out and why, for the terminal: each reason with its count and its first records. */
export function summaryOf(dropped: readonly Dropped[]): string[] {
  if (dropped.length === 0) return []
  return [
    `${dropped.length} left out:`,
    ...[...new Set(dropped.map(({ reason }) => reason))].flatMap((reason) => {
      const such = dropped.filter((one) => one.reason === reason)
      return [
        `  ${reason}: ${such.length}`,
        ...such
          .slice(0, mostShown)
          .map(
            ({ sourceId, name, detail }) => `    ${sourceId}${name ? ` "${name}"` : ''}${detail ? ` (${detail})` : ''}`,
          ),
        ...(such.length > mostShown ? [`    … and ${such.length - mostShown} more`] : []),
      ]
    }),
  ]
}

/** All that was left out as a table with tabs: reason, id in the source, name, detail. One line each, whatever the source wrote. */
export function tableOf(dropped: readonly Dropped[]): string {
  const cells = [
    ['reason', 'id', 'name', 'detail'],
    ...dropped.map(({ reason, sourceId, name = '', detail = '' }) => [reason, sourceId, name, detail]),
  ]
  return cells.map((row) => `${row.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')}\n`).join('')
}
