/** places/: municipalities, their old names and postcodes from CSV. Knows nothing of how people write a place's name. */
import type { Fault } from './faults'
import type { FormerMunicipality, Municipality, PostcodeArea } from './types'

export interface Places {
  readonly municipalities: readonly Municipality[]
  readonly formerMunicipalities: readonly FormerMunicipality[]
  readonly postcodes: readonly PostcodeArea[]
}

type Row = Readonly<Record<string, string>>
type Cells = (names: readonly string[]) => string | undefined

/** `code,fi,sv,region,region_sv,region_en,county,county_sv,employment_area,language,lat,lon`, one municipality a line. */
export function readMunicipalities(
  file: string,
  content: string,
): { municipalities: readonly Municipality[]; faults: readonly Fault[] } {
  const faults: Fault[] = []
  const municipalities = rowsOf(content).map(({ row, line }): Municipality => {
    const fault = (sentence: string): void => void faults.push({ file, line, sentence })
    const required = (name: string): string => {
      const value = row[name] ?? ''
      if (value === '') fault(`The column "${name}" is empty or missing. Fill it in.`)
      return value
    }
    const code = required('code')
    const language = required('language')
    const lat = Number(required('lat'))
    const lon = Number(required('lon'))
    if (!/^\d{3}$/.test(code)) fault(`The code "${code}" must be three digits.`)
    if (!isMunicipalityLanguage(language)) fault(`The language "${language}" must be one of: fi, sv, fi-sv, sv-fi.`)
    if (!(lat > 59 && lat < 71 && lon > 19 && lon < 32)) fault('The point must lie in Finland: lat 59–71, lon 19–32.')
    return {
      code,
      fi: required('fi'),
      sv: required('sv'),
      region: { fi: required('region'), sv: required('region_sv'), en: required('region_en') },
      county: { fi: required('county'), sv: required('county_sv') },
      employmentArea: required('employment_area'),
      language: isMunicipalityLanguage(language) ? language : 'fi',
      lat,
      lon,
    }
  })
  const seen = new Set<string>()
  municipalities.forEach(({ code }, index) => {
    if (seen.has(code))
      faults.push({ file, line: index + 2, sentence: `The code ${code} stands twice. Keep one line a municipality.` })
    seen.add(code)
  })
  return { municipalities, faults }
}

/** Old names: columns `fi` or `name`, `sv` when there is one, and the `code` of today's municipality. */
export function readFormer(
  file: string,
  content: string,
  codes: ReadonlySet<string>,
): { former: FormerMunicipality[]; faults: Fault[] } {
  const { rows, faults } = coded(file, content, codes, (cell) => {
    const fi = cell(['fi', 'name', 'former', 'former_fi'])
    return fi ? { fi, sv: cell(['sv', 'former_sv', 'name_sv']) ?? fi } : undefined
  })
  return { former: rows, faults }
}

/** Postcodes by their first digits: columns `prefix` (or `postcode`) and `code`. */
export function readPostcodes(
  file: string,
  content: string,
  codes: ReadonlySet<string>,
): { postcodes: PostcodeArea[]; faults: Fault[] } {
  const { rows, faults } = coded(file, content, codes, (cell) => {
    const prefix = cell(['prefix', 'postcode', 'postcode_prefix'])
    return prefix && /^\d{2,5}$/.test(prefix) ? { prefix } : undefined
  })
  return { postcodes: rows, faults }
}

function coded<T>(
  file: string,
  content: string,
  codes: ReadonlySet<string>,
  make: (cell: Cells) => T | undefined,
): { rows: (T & { code: string })[]; faults: Fault[] } {
  const faults: Fault[] = []
  const rows = rowsOf(content).flatMap(({ row, line }) => {
    const cell: Cells = (names) => names.map((name) => row[name]).find((value) => value !== undefined && value !== '')
    const code = cell(['code', 'current_code', 'municipality', 'now']) ?? ''
    const made = make(cell)
    if (made && codes.has(code)) return [{ ...made, code }]
    const sentence = made
      ? `The municipality code "${code}" is not in municipalities.csv. Correct it.`
      : 'The line lacks its name or prefix. Fill it in.'
    faults.push({ file, line, sentence })
    return []
  })
  return { rows, faults }
}

function isMunicipalityLanguage(value: string): value is Municipality['language'] {
  return ['fi', 'sv', 'fi-sv', 'sv-fi'].includes(value)
}

/** CSV with a header line; `#` begins a comment line; a cell may be quoted (RFC 4180). */
function rowsOf(content: string): { row: Row; line: number }[] {
  const lines = content
    .split(/\r?\n/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '' && !text.startsWith('#'))
  const names = cellsOf(lines[0]?.text ?? '')
  return lines.slice(1).map(({ text, line }) => {
    const cells = cellsOf(text)
    return { line, row: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])) }
  })
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
    (match[1]?.replace(/""/g, '"') ?? match[2] ?? '').trim(),
  )
}
