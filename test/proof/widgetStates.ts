/**
 * `npm run proof -- widgetStates [--state PART OF A NAME] [--minutes N]`: every state of the widget in three languages, light and dark, at
 * 320 and 1280 px, and once at 400 %: axe-core finds and doubts nothing, targets are large enough, nothing overflows, and the bot notice, the
 * way to a person and saving are there.
 */
import { checkState } from '../widget/checkState'
import { openWidgetHouse } from '../widget/widgetPage'
import { states, type Look } from '../widget/widgetStates'

export interface WidgetStatesProof {
  readonly states: number
  readonly checks: number
  readonly faults: readonly string[]
}

const looks: readonly Look[] = (['fi', 'sv', 'en'] as const).flatMap((language) => [
  ...[false, true].flatMap((dark) => [320, 1280].map((width) => ({ language, dark, width }))),
  // 1280 × 1024 at 400 %.
  { language, dark: false, width: 320, height: 256 },
])

export async function run(args: readonly string[]): Promise<WidgetStatesProof> {
  const at = args.indexOf('--state')
  const chosen = at < 0 ? states : states.filter(({ name }) => name.includes(args[at + 1] ?? ''))
  const limit = args.indexOf('--minutes')
  const until = limit < 0 ? Infinity : Date.now() + Number(args[limit + 1]) * 60_000
  const house = await openWidgetHouse()
  const faults: string[] = []
  let checks = 0
  try {
    for (const look of looks)
      for (const { name } of chosen) {
        if (Date.now() > until) break
        const where = `${name} (${look.language}, ${look.dark ? 'dark' : 'light'}, ${look.width} × ${look.height ?? 'usual'})`
        const found = await checkState(house, name, look).catch((fault: unknown) => [String(fault)])
        faults.push(...[...found, ...house.faults.splice(0)].map((fault) => `${where}: ${fault}`))
        checks++
      }
  } finally {
    await house.close()
  }
  console.log(`${chosen.length} states, ${checks} of ${chosen.length * looks.length} checks, ${faults.length} faults`)
  for (const fault of faults.slice(0, 40)) console.log(`  ${fault}`)
  return { states: chosen.length, checks, faults }
}
