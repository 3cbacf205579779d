/** axe-core on a page of the desk, and that it does not scroll sideways: what is wrong, a line each. */
import { readFileSync } from 'node:fs'
import type { OpenDesk } from './openDesk'

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

export async function violations({ page }: Pick<OpenDesk, 'page'>, state: string): Promise<string[]> {
  // Through the debugger, as an extension would: the page's own policy lets no other script in.
  await page.evaluate(axe)
  const found =
    (await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations)`)) as Finding[]
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  return [
    ...found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${state}: ${id} ${html.slice(0, 160)} ${failureSummary?.slice(0, 300)}`),
    ),
    ...(scrolls ? [`${state}: scrolls sideways`] : []),
  ]
}
