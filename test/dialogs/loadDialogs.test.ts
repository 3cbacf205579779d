/** dialogs/ as it is, then broken: what learns from it hears of every fault, whenever that is read. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DialogsError, loadDialogs } from '../../src/dialogs/loadDialogs'
import { projectRoot } from '../startService'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dialogs-'))
  cpSync(path.join(projectRoot, 'dialogs'), folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read()
  } catch (fault) {
    if (fault instanceof DialogsError)
      return fault.faults.map(({ file, line }) => `${file}:${line > 1 ? 'later' : line}`)
    throw fault
  }
  return []
}

test('need lines are read when they are first asked for; another line is another version', () => {
  const before = loadDialogs(folder)
  expect(before.needLines().sv.crisis?.length).toBeGreaterThan(100)
  appendFileSync(path.join(folder, 'needs', 'sv.yml'), 'followup:\n  - och sen då\n')
  const after = loadDialogs(folder)
  expect(after.needLines().sv.followup).toEqual(['och sen då'])
  expect(after.version).not.toBe(before.version)
})

test('a fault in the need lines is told with file and line, and together with the faults of other files', () => {
  appendFileSync(path.join(folder, 'needs', 'sv.yml'), 'hunger:\n  - jag är hungrig\n')
  expect(faultsOf(() => loadDialogs(folder).needLines())).toEqual(['dialogs/needs/sv.yml:later'])
  appendFileSync(path.join(folder, 'hours.yml'), '\n: [')
  expect(faultsOf(() => loadDialogs(folder))).toEqual(
    expect.arrayContaining(['dialogs/hours.yml:later', 'dialogs/needs/sv.yml:later']),
  )
})
