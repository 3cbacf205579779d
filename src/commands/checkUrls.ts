/** `npm run check:urls`: asks every address in contacts.yml once and prints those that do not answer. Needs the network, so it is no part of the check. */
import { readContent } from '../knowledge/readContent'

const timeoutMs = 15_000

interface Address {
  readonly url: string
  readonly key: string
  readonly line: number
}

async function main(): Promise<void> {
  const { contacts } = readContent('knowledge')
  const addresses = new Map<string, Address>()
  for (const { key, line, url } of contacts.values())
    for (const address of Object.values(url?.address ?? {}))
      if (!addresses.has(address)) addresses.set(address, { url: address, key, line })

  let dead = 0
  for (const { url, key, line } of addresses.values()) {
    const fault = await ask(url)
    if (fault === undefined) continue
    dead++
    console.log(`knowledge/contacts.yml:${line} ${key}: ${url} ${fault}`)
  }
  console.log(`${addresses.size} addresses asked, ${dead} did not answer as they should.`)
  process.exitCode = dead === 0 ? 0 : 1
}

/** What is wrong with the address, or undefined. One at a time and once each, so that nobody's server is burdened. */
async function ask(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'follow', signal: AbortSignal.timeout(timeoutMs) })
    await response.body?.cancel()
    return response.ok ? undefined : `answers ${response.status}.`
  } catch (error) {
    return `cannot be reached (${error instanceof Error ? error.message : String(error)}).`
  }
}

void main()
