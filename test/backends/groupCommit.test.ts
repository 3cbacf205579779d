/** Transactions that share a commit: each all or nothing on its own, none told of success that is not on the disk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { groupCommit, type GroupCommit } from '../../src/backends/store/groupCommit'

let folder: string
let connection: Libsql.Database
let together: GroupCommit

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opastin-commit-'))
  connection = new Libsql(join(folder, 'lines.sqlite'))
  connection.exec('pragma journal_mode = wal; pragma foreign_keys = on; create table talks (id primary key)')
  connection.exec('create table lines (talk references talks deferrable initially deferred, line, unique (talk, line))')
  connection.exec("insert into talks values ('a')")
  together = groupCommit(connection)
})
afterEach(() => {
  connection.close()
  rmSync(folder, { recursive: true, force: true })
})

const add = (talk: string, line: number) => () => {
  connection.prepare('insert into lines values (?, ?)').run([talk, line])
  return line
}

/** What stands on the disk, as another connection sees it. */
function kept(): number[] {
  const other = new Libsql(join(folder, 'lines.sqlite'))
  const rows = other.prepare('select line from lines order by line').all([]) as { line: number }[]
  other.close()
  return rows.map(({ line }) => line)
}

test('units that arrive together are kept in the order they came, and each hears its own result', async () => {
  expect(await Promise.all([3, 1, 2].map((line) => together.add(add('a', line))))).toEqual([3, 1, 2])
  const rows = connection.prepare('select line from lines order by rowid').all([])
  expect(rows).toEqual([{ line: 3 }, { line: 1 }, { line: 2 }])
})

test('what a faulty unit wrote is taken back, and those beside it are kept', async () => {
  const faulty = together.add(() => {
    add('a', 2)()
    throw new Error('thought better of it')
  })
  const [first, second, third] = await Promise.allSettled([
    together.add(add('a', 1)),
    faulty,
    together.add(add('a', 3)),
  ])
  expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(second).toMatchObject({ reason: { message: 'thought better of it' } })
  expect(kept()).toEqual([1, 3])
})

test('when the common commit fails, every unit hears it and nothing is kept', async () => {
  const settled = await Promise.allSettled([together.add(add('a', 1)), together.add(add('nowhere', 2))])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(kept()).toEqual([])
  expect(await together.add(add('a', 4))).toBe(4)
  expect(kept()).toEqual([4])
})

test('nobody hears of success before the commit is on the disk', async () => {
  const heard: number[][] = []
  await Promise.all([1, 2, 3].map((line) => together.add(add('a', line)).then(() => heard.push(kept()))))
  expect(heard).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ])
})

test('more than one commit takes are all kept, and a flush leaves none waiting', async () => {
  const lines = Array.from({ length: 250 }, (_, line) => line)
  const added = Promise.all(lines.map((line) => together.add(add('a', line))))
  together.flush()
  expect(kept()).toEqual(lines)
  expect(await added).toEqual(lines)
})
