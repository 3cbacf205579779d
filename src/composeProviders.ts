/** Joins what providers need: snapshots or the sample for the service, and the import for its command. */
import { readSnapshots, writeLeftOut, writeSnapshot, type Snapshot } from './backends/providers/snapshot'
import { importKirkanta, kirkantaAddress } from './backends/providers/importKirkanta'
import { importPtv, ptvAddress } from './backends/providers/importPtv'
import { summaryOf, type Progress, type ProviderImport } from './backends/providers/importReport'
import type { FetchSettings } from './backends/providers/fetchJson'
import type { Config } from './config'
import { createProviderFinder, type FindHelpers } from './knowledge/findProviders'
import { joinProviders } from './knowledge/joinProviders'
import { placeLookupOf } from './knowledge/placeLookup'
import { loadProviderSample } from './knowledge/providerSample'
import type { Provider } from './knowledge/providers'
import type { Knowledge } from './knowledge/types'

/**
 * Every provider that may be shown: the imported snapshots; in trial also the sample – all of it while nothing is imported, afterwards only
 * what serves the whole country. Production has no samples.
 */
export function loadProviders(
  { dataFolder, knowledgeFolder, mode }: Pick<Config, 'dataFolder' | 'knowledgeFolder' | 'mode'>,
  knowledge: Knowledge,
): Provider[] {
  const imported = readSnapshots(dataFolder).flatMap(({ providers }) => providers)
  const sample = mode === 'trial' ? loadProviderSample(knowledgeFolder, knowledge) : []
  return [
    ...joinProviders(imported),
    ...(imported.length > 0 ? sample.filter(({ municipality }) => municipality === undefined) : sample),
  ]
}

/** The finder over these providers, with today's clock in it. */
export function composeFindHelpers(
  providers: readonly Provider[],
  { municipalities }: Pick<Knowledge, 'municipalities'>,
  clock: { now(): Date },
): FindHelpers {
  const finder = createProviderFinder(providers, municipalities)
  return (wish) => finder.find({ ...wish, now: clock.now() })
}

export interface ImportWish {
  readonly source: 'ptv' | 'kirkanta'
  /** Three-digit codes; empty: every municipality. */
  readonly municipalities: readonly string[]
  /** Base address of the interface; absent: the official one. */
  readonly from?: string
  readonly acceptFewer: boolean
  readonly now: Date
  readonly today: string
  readonly progress?: Progress
  readonly fetch?: FetchSettings
}

export interface Imported {
  readonly imported: ProviderImport
  readonly snapshot: Snapshot
  /** What was left out and why, in lines for the terminal. */
  readonly summary: readonly string[]
  /** The file that holds all of it. */
  readonly leftOut: string
}

/**
 * Imports and replaces the snapshot; on any fault the old one stays.
 * @throws ProviderSourceError or SnapshotError, each with a sentence that says what to do
 */
export async function importProviders(
  { dataFolder }: Pick<Config, 'dataFolder'>,
  knowledge: Pick<Knowledge, 'municipalities' | 'formerMunicipalities' | 'postcodes'>,
  wish: ImportWish,
): Promise<Imported> {
  const settings = {
    ...wish,
    from: wish.from ?? (wish.source === 'ptv' ? ptvAddress : kirkantaAddress),
    municipalities:
      wish.municipalities.length > 0 ? wish.municipalities : knowledge.municipalities.map(({ code }) => code),
    everywhere: wish.municipalities.length === 0,
    places: placeLookupOf(knowledge),
  }
  const imported = await (wish.source === 'ptv' ? importPtv : importKirkanta)(settings)
  const snapshot = await writeSnapshot(dataFolder, imported, wish)
  const leftOut = await writeLeftOut(dataFolder, imported)
  return { imported, snapshot, summary: summaryOf(imported.dropped), leftOut }
}
