/** `npm run switch -- off|on [SITE] [model|bot]`: the kill switch. A running service obeys it within a second or two; without words, what is off. */
import { readConfig } from '../config'
import { throwSwitch, type SwitchOrder } from '../composeSwitches'

const usage = 'Usage: npm run switch -- off|on [SITE] [model|bot]   (without "model" or "bot": bot)'

async function main(args: readonly string[]): Promise<void> {
  const order = readOrder(args)
  if (order === 'unclear') {
    console.error(usage)
    process.exitCode = 2
    return
  }
  const off = await throwSwitch(readConfig(), order)
  for (const { what, site, at } of off)
    console.log(`off: ${what}, ${site ? `on the site ${site}` : 'everywhere'}, since ${at}`)
  if (off.length === 0) console.log('Nothing is switched off.')
}

function readOrder([turn, ...rest]: readonly string[]): SwitchOrder | 'unclear' | undefined {
  if (turn === undefined) return undefined
  const [one, two] = rest
  const named = rest.filter((word) => word === 'model' || word === 'bot')
  const what = named[0] === 'model' ? 'model' : 'bot'
  const site = [one, two].find((word) => word !== undefined && word !== 'model' && word !== 'bot')
  if (
    (turn !== 'off' && turn !== 'on') ||
    rest.length !== named.length + (site === undefined ? 0 : 1) ||
    named.length > 1
  )
    return 'unclear'
  return { off: turn === 'off', what, ...(site !== undefined && { site }) }
}

main(process.argv.slice(2)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
