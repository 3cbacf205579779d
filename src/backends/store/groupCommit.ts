/**
 * Transactions that arrive together share one commit. Waiting for the disk is the dearest part of a turn; whoever sends at the same
 * moment need not wait for it one after the other. Each unit stays all or nothing on its own: a savepoint takes back what a faulty one
 * wrote, and nobody hears of success before the common commit is on the disk. Knows no tables.
 */
import type Libsql from 'libsql'

/** A commit takes what has arrived by then, up to so many, so that a flood does not keep the thread for itself. */
const mostTogether = 100

interface Waiting {
  /** Runs the unit; throws what the unit throws. Called at most once. */
  readonly drive: () => unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (fault: unknown) => void
}

export interface GroupCommit {
  /** Resolves once what `drive` wrote is on the disk; rejects, and nothing of it is kept, when it throws or the commit fails. */
  add<Result>(drive: () => Result): Promise<Result>
  /** Commits at once what is waiting. */
  flush(): void
}

export function groupCommit(connection: Libsql.Database): GroupCommit {
  const begin = connection.prepare('begin immediate')
  const commit = connection.prepare('commit')
  const savepoint = connection.prepare('savepoint unit')
  const release = connection.prepare('release unit')
  const waiting: Waiting[] = []
  let due = false

  function commitWaiting(): void {
    due = false
    const units = waiting.splice(0, mostTogether)
    if (units.length === 0) return
    if (waiting.length > 0) soon()
    const driven: { unit: Waiting; result: unknown }[] = []
    try {
      begin.run([])
      for (const unit of units) {
        const outcome = units.length === 1 ? { result: unit.drive() } : driveApart(unit)
        if ('result' in outcome) driven.push({ unit, result: outcome.result })
        else unit.reject(outcome.fault)
      }
      commit.run([])
    } catch (fault) {
      if (connection.inTransaction) connection.exec('rollback')
      // Those that were refused on their own know it already: a promise is settled once.
      for (const unit of units) unit.reject(fault)
      return
    }
    for (const { unit, result } of driven) unit.resolve(result)
  }

  /** @throws the fault when it ended the whole transaction, as a full disk does */
  function driveApart(unit: Waiting): { result: unknown } | { fault: unknown } {
    savepoint.run([])
    try {
      const result = unit.drive()
      release.run([])
      return { result }
    } catch (fault) {
      if (!connection.inTransaction) throw fault
      connection.exec('rollback to unit; release unit')
      return { fault }
    }
  }

  function soon(): void {
    if (due) return
    due = true
    setImmediate(commitWaiting)
  }

  return {
    add<Result>(drive: () => Result) {
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ drive, resolve: resolve as (result: unknown) => void, reject })
        soon()
      })
    },
    flush() {
      while (waiting.length > 0) commitWaiting()
    },
  }
}
