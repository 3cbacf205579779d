/**
 * Every state that the widget can be in: axe-core finds nothing, the way to a person and saving are there, a bot says that it is one,
 * targets are large enough, nothing overflows. Here each state once, languages, looks and widths taking turns; `run` in
 * test/proof/widgetStates.ts goes through all of them.
 */
import { checkState } from './checkState'
import type { WidgetHouse } from './widgetPage'
import { openWidgetHouse } from './widgetPage'
import { states, type Look } from './widgetStates'

let house: WidgetHouse
beforeAll(async () => {
  house = await openWidgetHouse()
}, 60_000)
afterAll(() => house.close())

const looks: readonly Look[] = (['fi', 'sv', 'en'] as const).flatMap((language) =>
  [false, true].flatMap((dark) => [320, 1280].map((width) => ({ language, dark, width }))),
)

test.each(states.map(({ name }, index) => [name, looks[(index * 5) % looks.length] as Look] as const))(
  '%s is accessible, has its bot notice, its way to a person and its save button',
  async (name, look) => {
    expect(await checkState(house, name, look)).toEqual([])
    expect(house.faults.splice(0)).toEqual([])
  },
)
