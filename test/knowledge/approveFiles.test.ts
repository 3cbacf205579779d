import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { approveFiles, type ApprovalResult } from '../../src/knowledge/approveFiles'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { markTranslated } from '../../src/knowledge/markTranslated'
import { checkContent } from '../../src/knowledge/check/checkContent'
import { makeFixture, type Fixture } from './fixture'

const today = '2026-11-22'
let fixture: Fixture
beforeEach(() => {
  fixture = makeFixture()
})
afterEach(() => fixture.clear())

const approve = (by: string, ...paths: string[]): ApprovalResult =>
  approveFiles({ folder: fixture.folder, by, paths: paths.map((path) => join(fixture.folder, path)), today })
const served = (): string[] => [
  ...new Set(loadKnowledge({ folder: fixture.folder, mode: 'production', today }).guides.map(({ id }) => id)),
]

describe('an approval', () => {
  it('lets production serve the guide, and names who and when', () => {
    expect(approve('Anna Esimerkki, sisältövastaava', 'guides/muutto')).toMatchObject({
      kind: 'approved',
      files: [expect.stringContaining('/en.md'), expect.anything(), expect.anything()],
    })
    expect(served()).toEqual(['muutto'])
    expect(fixture.read('approvals.yml')).toContain('by: Anna Esimerkki, sisältövastaava')
    expect(fixture.read('approvals.yml')).toContain('at: 2026-11-22')
  })

  it('is added to those that are there, one entry a file', () => {
    approve('Anna Esimerkki, sisältövastaava', 'guides/muutto')
    approve('Bo Exempel, redaktör', 'guides')
    expect(served()).toEqual(['muutto', 'reseptin-uusiminen'])
    expect(fixture.read('approvals.yml').match(/file:/g)).toHaveLength(6)
    expect(fixture.read('approvals.yml')).not.toContain('Anna')
  })

  it('is lost when the file changes, and the check says nothing against that', () => {
    approve('Anna Esimerkki, sisältövastaava', 'guides/muutto')
    fixture.edit('guides/muutto/fi.md', 'Voit soittaa', 'Voit aina soittaa')
    expect(served()).toEqual([])
    expect(checkContent(fixture.folder, today).faults).toEqual([])
  })

  it.each(['', 'Anna', 'Anna Esimerkki', 'päätoimittaja', 'Anna, ', ', rooli'])(
    'is refused without a name and a role: "%s"',
    (by) => {
      expect(approve(by, 'guides/muutto').kind).toBe('refused')
      expect(existsSync(join(fixture.folder, 'approvals.yml'))).toBe(false)
    },
  )

  it('is refused for a path that is no content, and then nothing is written', () => {
    const result = approve('Anna Esimerkki, sisältövastaava', 'guides/muutto', 'guides/puuttuu')
    expect(result).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringContaining('guides/puuttuu: there is no guide')],
    })
    expect(existsSync(join(fixture.folder, 'approvals.yml'))).toBe(false)
  })

  it('is refused for a file with a fault, which is named', () => {
    fixture.edit('guides/muutto/fi.md', 'Voit soittaa ja kysyä.', 'Soita maistraattiin.')
    expect(approve('Anna Esimerkki, sisältövastaava', 'guides/muutto')).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringContaining('"maistraattiin" must not be used')],
    })
  })
})

describe('the translation stamp', () => {
  it('makes a translation current again and touches nothing else', () => {
    fixture.edit('guides/muutto/fi.md', 'Voit soittaa', 'Voit aina soittaa', { restamp: false })
    expect(checkContent(fixture.folder, today).faults).toHaveLength(2)
    const before = fixture.read('guides/muutto/sv.md')
    expect(markTranslated(fixture.folder, ['muutto'], ['sv', 'en'])).toEqual({
      marked: ['knowledge/guides/muutto/sv.md', 'knowledge/guides/muutto/en.md'],
      problems: [],
    })
    expect(checkContent(fixture.folder, today).faults).toEqual([])
    expect(
      fixture
        .read('guides/muutto/sv.md')
        .split('\n')
        .filter((line) => !before.includes(line)),
    ).toEqual([expect.stringMatching(/^translated_from: [0-9a-f]{64}$/)])
  })

  it('changes nothing the second time', () => {
    expect(markTranslated(fixture.folder, 'all', ['sv', 'en'])).toEqual({ marked: [], problems: [] })
  })

  it('says what is missing', () => {
    fixture.remove('guides/muutto/en.md')
    expect(markTranslated(fixture.folder, ['muutto', 'ei-ole'], ['sv', 'en']).problems).toEqual([
      expect.stringContaining('knowledge/guides/muutto/en.md is missing'),
      expect.stringContaining('knowledge/guides/ei-ole/fi.md is missing'),
    ])
  })
})
