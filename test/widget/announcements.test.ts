/** What a screen reader hears: every message once, in order, in its own language, the speaker first. A golden record of the live region. */
import type { Page } from 'puppeteer-core'
import { guideAnswer, reply } from '../fakes/talkServer'
import { appears, openPanel, openWidgetHouse, say, type WidgetHouse } from './widgetPage'

let house: WidgetHouse
beforeAll(async () => {
  house = await openWidgetHouse()
}, 60_000)
afterAll(() => house.close())

/** Records everything that is put into the live region, as `language: words`. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const region = document.querySelector('opastin-widget')?.shadowRoot?.querySelector('[aria-live=polite]') as Element
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) heard.push(`${(node as HTMLElement).lang}: ${node.textContent}`)
    }).observe(region, { childList: true })
  })
  return () => page.evaluate(() => [...(window as unknown as { heard: string[] }).heard])
}

test('a conversation in Finnish with an answer in Swedish is heard as it is read', async () => {
  const page = await house.open({ language: 'fi' })
  const heard = await listen(page)
  await openPanel(page)
  await say(page, 'resepti')
  await say(page, 'recept')
  house.server.push({ type: 'typing', from: { id: 'opastin', role: 'bot' }, text: 'Voit' })
  house.server.push({ type: 'typing', from: { id: 'opastin', role: 'bot' }, text: 'Voit pyytää' })
  house.server.say(guideAnswer('fi'))
  await page.waitForFunction(
    () => (document.querySelector('opastin-widget')?.shadowRoot?.querySelectorAll('.sources').length ?? 0) === 3,
  )
  house.server.say(
    reply({
      text: 'Hei, olen **Anna**.',
      from: { id: 'adviser', role: 'bot' },
      channelData: { opastin: { speaker: 'adviser', holder: 'adviser', adviser: 'Anna' } },
    }),
  )
  await appears(page, '.adviser')
  expect(await heard()).toMatchInlineSnapshot(`
   [
     "fi: Hei! Olen Opastin, neuvontabotti – en ihminen. Neuvon, miten asioit julkisissa verkkopalveluissa. Kirjoita omin sanoin, mikä pulma sinulla on.
   En näe omia asioitasi enkä päätöksiäsi. Älä kirjoita tähän henkilötunnusta, pankkitunnuksia tai salasanoja. Voit pyytää ihmistä avuksi milloin vain.
   Tämä on koekäyttöä: ohjeet ovat luonnoksia, eikä viranomainen ole vielä hyväksynyt niitä.",
     "fi: Lähetetty: resepti",
     "fi: Opastin (botti): Voit pyytää reseptin uusimista OmaKannassa. Pyyntö menee terveydenhuoltoon, ja ammattilainen ratkaisee sen.
   Lähde: Kanta, 2026-02 Perustuu ohjeeseen: Reseptin uusiminen",
     "fi: Lähetetty: recept",
     "sv: Opastin (bot): Du kan be om att ett recept förnyas i MittKanta. Begäran går till hälso- och sjukvården, och en yrkesperson avgör den.
   Källa: Kanta, 2026-02 Bygger på anvisningen: Förnya ett recept",
     "fi: Opastin (botti): Voit pyytää reseptin uusimista OmaKannassa. Pyyntö menee terveydenhuoltoon, ja ammattilainen ratkaisee sen.
   Lähde: Kanta, 2026-02 Perustuu ohjeeseen: Reseptin uusiminen",
     "fi: Neuvoja Anna: Hei, olen Anna.",
   ]
  `)
  await page.close()
  house.server.forget()
})

test('what was said before a reload is not said again, and what came meanwhile is', async () => {
  const page = await house.open({ language: 'fi' })
  await openPanel(page)
  await say(page, 'hei')
  await page.evaluate(() => document.querySelector<HTMLElement>('#next')?.click())
  await appears(page, 'article.person')
  const heard = await listen(page)
  house.server.say(reply({ text: 'Uusi asia.' }))
  await page.waitForFunction(() =>
    document.querySelector('opastin-widget')?.shadowRoot?.textContent?.includes('Uusi asia.'),
  )
  expect(await heard()).toEqual(['fi: Opastin (botti): Uusi asia.'])
  await page.close()
  house.server.forget()
})

test('that an answer is being written is said once, and only when it takes a moment', async () => {
  const page = await house.open({ language: 'en' })
  const heard = await listen(page)
  await openPanel(page)
  await say(page, 'hello')
  house.server.answer = () => undefined
  await page.keyboard.type('slow')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() =>
    (window as unknown as { heard: string[] }).heard.some((words) => words.includes('Writing an answer')),
  )
  house.server.push({ type: 'typing', from: { id: 'opastin', role: 'bot' } })
  house.server.say(reply({ text: 'Here.', locale: 'en' }))
  await page.waitForFunction(() =>
    (window as unknown as { heard: string[] }).heard.some((words) => words.includes('Here.')),
  )
  expect((await heard()).slice(-3)).toEqual(['en: Sent: slow', 'en: Writing an answer', 'en: Opastin (bot): Here.'])
  await page.close()
})

test('the log itself is silent, and every message in it carries its language', async () => {
  const page = await house.open({ language: 'fi' })
  house.server.answer = (text) => (text === 'recept' ? guideAnswer('sv') : reply({ text }))
  await openPanel(page)
  await say(page, 'recept')
  const log = await page.evaluate(() => {
    const root = document.querySelector('opastin-widget')?.shadowRoot
    const at = root?.querySelector('.log')
    return {
      role: at?.role,
      live: at?.ariaLive,
      languages: [...(root?.querySelectorAll<HTMLElement>('.words') ?? [])].map(({ lang }) => lang),
      panel: root?.querySelector<HTMLElement>('section')?.lang,
    }
  })
  expect(log).toEqual({ role: 'log', live: 'off', languages: ['fi', 'fi', 'sv'], panel: 'fi' })
  await page.close()
})
