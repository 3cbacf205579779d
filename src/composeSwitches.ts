/** The part of compose for `npm run switch`: the switches of the store that the service uses, running or not. */
import { openSwitchesBeside } from './backends/store/switchesBeside'
import { StoreError } from './backends/store/storeError'
import { systemClock } from './backends/clock'
import { composeState } from './compose'
import type { Config } from './config'
import { loadDialogs } from './dialogs/loadDialogs'
import type { Switchable, SwitchedOff } from './turn/ports'

export interface SwitchOrder {
  readonly off: boolean
  readonly what: Switchable
  readonly site?: string
}

/** Carries out the order, if there is one, and tells what is off after it. Rejects with a sentence for a site that nobody knows. */
export async function throwSwitch(config: Config, order?: SwitchOrder): Promise<readonly SwitchedOff[]> {
  if (order?.site !== undefined) requireSite(config, order.site)
  const { switches, close } = await openSwitches(config)
  try {
    if (order?.off) await switches.turnOff(order.what, order.site)
    else if (order) await switches.turnOn(order.what, order.site)
    return await switches.off()
  } finally {
    await close()
  }
}

/** A SQLite folder is held by the service while it runs; then the row is written beside it. */
async function openSwitches(config: Config) {
  try {
    const { store, close } = await composeState(config)
    return { switches: store.switches, close }
  } catch (fault) {
    if (!(fault instanceof StoreError && fault.code === 'DataFolderInUse')) throw fault
    const { switches, close } = await openSwitchesBeside(config.dataFolder, systemClock)
    return { switches, close: () => Promise.resolve(close()) }
  }
}

function requireSite(config: Config, site: string): void {
  const known = loadDialogs(config.dialogsFolder).sites.map(({ id }) => id)
  if (!known.includes(site))
    throw new Error(`There is no site "${site}" in dialogs/sites. There are: ${known.join(', ')}.`)
}
