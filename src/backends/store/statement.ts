/** SQL written once by kysely and kept as text, because compiling it at every turn costs more than running it. Knows no tables. */
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Tables } from './tables'

export type Dialect = 'sqlite' | 'postgres'
export type Value = string | number | null

/** One statement: its text, and the values of one run in the order of its places. `Row` is what it gives back. */
export interface Statement<Values, Row> {
  readonly name: string
  readonly sql: string
  bind(values: Values): Value[]
  /** Only carries the type. */
  readonly row?: Row
}

/** What a unit of work asks of the database that drives it. */
export interface Step {
  readonly statement: { readonly name: string; readonly sql: string }
  readonly values: readonly Value[]
}

/**
 * Work that happens all or nothing, as a generator of steps: SQLite drives it without ever giving up the thread, PostgreSQL drives
 * it over a connection. It may be driven again from the start when nothing of it was kept.
 */
export type Unit<Result> = Generator<Step, Result, readonly unknown[]>

/** Runs a statement inside a unit and returns its rows. */
export function* run<Values, Row>(statement: Statement<Values, Row>, values: Values): Unit<readonly Row[]> {
  return (yield { statement, values: statement.bind(values) }) as readonly Row[]
}

/** Writes SQL of one dialect; it never talks to a database. */
export function sqlWriter(dialect: Dialect): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => (dialect === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => (dialect === 'sqlite' ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
      createQueryCompiler: () => (dialect === 'sqlite' ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    },
  })
}

/** Stands in a query where a value of `Values` goes. */
class Place {
  constructor(readonly name: string) {}
}

/** Compiles a query in which the properties of `places` stand for the values of each run. */
export function statement<Values extends Record<string, Value>, Row>(
  name: string,
  write: (places: Values) => { compile(): CompiledQuery<Row> },
): Statement<Values, Row> {
  const places = new Proxy({}, { get: (_, key) => new Place(String(key)) }) as Values
  const { sql, parameters } = write(places).compile()
  const bind = (values: Values) =>
    parameters.map((parameter) =>
      parameter instanceof Place ? (values[parameter.name] ?? null) : (parameter as Value),
    )
  return { name, sql, bind }
}
