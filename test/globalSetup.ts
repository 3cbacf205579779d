/** Before all tests: one real PostgreSQL, in which each worker makes databases of its own (`testDatabase` in test/postgres.ts). */
import { startPostgres, type TestPostgres } from './postgres'

declare global {
  var testPostgres: TestPostgres | undefined
}

export default async function globalSetup(): Promise<void> {
  globalThis.testPostgres = await startPostgres()
  process.env['TEST_DATABASE_URL'] = globalThis.testPostgres.url
}
