/** Goes to a state of the widget and tells what is wrong there: accessibility, sizes, overflow, the notice and the ways that are always there. */
import type { Page } from 'puppeteer-core'
import { axeFaults } from './accessible'
import { inWidget, phrases, type WidgetHouse } from './widgetPage'
import { states, type Look } from './widgetStates'

/** Goes to the state in a fresh page and returns everything that is wrong with it. */
export async function checkState(
  house: WidgetHouse,
  name: string,
  { language, dark, width, height }: Look,
): Promise<string[]> {
  const state = states.find((one) => one.name === name)
  if (!state) throw new Error(`There is no state "${name}".`)
  const { server } = house
  const { answer } = server
  const page = await house.open({ language, dark, width, height: height ?? (width < 600 ? 568 : 800) })
  try {
    await state.reach(page, house, language)
    await page.waitForNetworkIdle({ idleTime: 50, timeout: 2_000 }).catch(() => undefined)
    const wrong = await axeFaults(page)
    wrong.push(...(await layoutFaults(page)))
    if (!state.closed) {
      const shown = await page.$eval(inWidget('dialog'), (dialog) => (dialog as HTMLElement).innerText)
      // Whoever waits for an adviser or has one finds the way out of it where the way to a person is.
      const needed = [
        'widget_save',
        ...(state.adviser
          ? ['widget_leave']
          : shown.includes(phrases.say('widget_queue', language))
            ? ['widget_queue', 'handoff_choice_cancel']
            : ['widget_bot', 'widget_talk_person']),
      ]
      for (const key of needed)
        if (!shown.includes(phrases.say(key, language))) wrong.push(`"${phrases.say(key, language)}" is not in sight`)
    }
    return wrong
  } finally {
    await page.close()
    Object.assign(server, { answer, down: false, refuse: undefined })
    server.forget()
  }
}

/** Own controls of at least 44 px, and nothing that must be scrolled sideways. */
async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('opastin-widget')?.shadowRoot
    const wrong: string[] = []
    for (const control of root?.querySelectorAll<HTMLElement>(
      'button, textarea, input, .sources a, .deeds a, .sheet p a',
    ) ?? []) {
      const { width, height } = control.getBoundingClientRect()
      if (width > 0 && (width < 43.9 || height < 43.9))
        wrong.push(`${control.className || control.tagName} is ${Math.round(width)} × ${Math.round(height)} px`)
    }
    for (const box of root?.querySelectorAll<HTMLElement>('.panel, .log, .composer, header, .always') ?? [])
      if (box.scrollWidth > box.clientWidth + 1) wrong.push(`${box.className || box.tagName} is wider than it can show`)
    if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls sideways')
    return wrong
  })
}
