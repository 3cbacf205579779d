/** The help slip: for paper and for reading aloud, with a code that opens the guide and nothing else. */
import path from 'node:path'
import type { Answer, HttpRequest } from '../../src/channels/http'
import { slipRoutes } from '../../src/channels/pages/slipPage'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { create } from 'qrcode'

const root = path.resolve(__dirname, '../..')
const knowledge = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const { phrases } = loadDialogs(path.join(root, 'dialogs'))
const routes = slipRoutes({ knowledge, phrases, drafts: true, address: { url: 'https://opastin.test' } })

async function open(language: string, id: string): Promise<Answer & { text: string }> {
  const route = routes.find((one) => one.path === '/slip/:language/:id')!
  const answer = await route.handle({
    params: { language, id },
    headers: {},
    query: new URLSearchParams(),
  } as unknown as HttpRequest)
  return { ...answer, text: String(answer.body) }
}

test('every guide has a slip in its language, with its steps, somebody who helps and one code', async () => {
  for (const guide of knowledge.guides) {
    const { status, text } = await open(guide.language, guide.id)
    expect(status).toBe(200)
    expect(text).toContain(`<html lang="${guide.language}">`)
    expect(text.match(/<svg\s/g)?.length).toBe(1)
    expect(text).not.toMatch(/\{\{|"guide:|<script/)
    if (guide.passages.some(({ anchor, steps }) => anchor === 'steps' && steps.length > 0))
      expect(text).toContain('<ol>')
    expect(text).toContain('class="contact"')
  }
})

test('the code holds the address of the guide, module by module', async () => {
  const { text } = await open('fi', 'muuttoilmoitus')
  const { modules } = create('https://opastin.test/guides/fi/muuttoilmoitus', { errorCorrectionLevel: 'M' })
  const runs = [...text.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map((match) => match.slice(1).map(Number))
  const drawn = new Set(runs.flatMap(([x = 0, y = 0, length = 0]) => Array.from({ length }, (_, n) => `${x + n} ${y}`)))
  let dark = 0
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) {
        dark++
        expect(drawn.has(`${column + 4} ${row + 4}`)).toBe(true)
      }
  expect(drawn.size).toBe(dark)
})

test('a guide that does not exist is a page that says so', async () => {
  expect((await open('fi', 'ei-ole')).status).toBe(404)
  expect((await open('de', 'muuttoilmoitus')).status).toBe(404)
})
