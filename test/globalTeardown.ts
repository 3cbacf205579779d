/** After all tests: the PostgreSQL of test/globalSetup.ts goes, with its data. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testPostgres?.stop()
}
