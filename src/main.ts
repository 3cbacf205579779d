/** READ FIRST. Environment → config → compose → listen → stop cleanly. */
import { compose } from './compose'
import { readConfig } from './config'

async function main(): Promise<void> {
  const config = readConfig()
  const service = await compose(config)
  const { url } = await service.start()
  console.log(
    `Opastin is ready.\n  Demo page  ${url}/\n  Plain chat ${url}/chat\n  Guides     ${url}/guides/fi\n  Web Chat   ${url}/webchat`,
  )

  const stop = (signal: string): void => {
    service.log.info({ signal }, 'stopping')
    service.stop().then(
      () => process.exit(0),
      (fault: unknown) => fail(fault),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function fail(fault: unknown): void {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exit(1)
}

main().catch(fail)
