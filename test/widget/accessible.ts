/** What axe-core finds on a page in a real browser: violations, and what it could not decide. Knows no page of ours. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'

interface AxeResult {
  readonly id: string
  readonly nodes: readonly {
    readonly target: readonly unknown[]
    readonly any: readonly { readonly message: string }[]
    readonly all: readonly { readonly message: string }[]
    readonly none: readonly { readonly message: string }[]
  }[]
}

interface Results {
  violations: AxeResult[]
  incomplete: AxeResult[]
}

let axe: string | undefined

/** WCAG 2.2 A and AA, and best practices. Empty when there is nothing to tell. */
export async function axeFaults(page: Page): Promise<string[]> {
  axe ??= readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axe)
  const results = (await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<unknown> } }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return axe.run({ runOnly: tags, resultTypes: ['violations', 'incomplete'] })
  })) as Results
  const again = results.incomplete.flatMap(({ id, nodes }) => nodes.map(({ target }) => ({ id, target })))
  if (again.length > 0) results.incomplete = []
  for (const one of again) {
    const { violations, incomplete } = await lookAgain(page, one)
    results.violations.push(...violations)
    results.incomplete.push(...incomplete)
  }
  const tell =
    (kind: string) =>
    ({ id, nodes }: AxeResult): string[] =>
      nodes.map(
        (node) =>
          `${kind} ${id}: ${JSON.stringify(node.target)} ${[...node.any, ...node.all, ...node.none].map(({ message }) => message).join('; ')}`,
      )
  return [...results.violations.flatMap(tell('violation')), ...results.incomplete.flatMap(tell('undecided'))]
}

/** What lies on the edge of a scrolled box axe cannot judge: once more, in the middle of the box. */
async function lookAgain(page: Page, { id, target }: { id: string; target: readonly unknown[] }): Promise<Results> {
  return (await page.evaluate(
    async (rule, at) => {
      const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<unknown> } }
      const path = at.flat() as string[]
      let element: Element | null | undefined
      for (const selector of path) element = (element?.shadowRoot ?? document).querySelector(selector)
      element?.scrollIntoView({ block: 'center' })
      const include = path.length > 1 ? [{ fromShadowDom: path }] : [path]
      return axe.run({ include }, { runOnly: { type: 'rule', values: [rule] } })
    },
    id,
    target as unknown[],
  )) as Results
}
