/** Scores evaluated lines against their labels and prints the table. Knows no turn. */
import type { EvaluationLine, TurnResult } from './evaluate'

export interface ScoredLine {
  readonly language: string
  readonly style: string
  /** 1-based place of the first acceptable guide among those given; 0 when none; undefined without a label. */
  readonly place?: number
  /** Whether nothing was to be found, and whether nothing was given. */
  readonly outOfScope: boolean
  readonly abstained: boolean
  readonly ms: readonly number[]
}

export function scoreLine(line: EvaluationLine, results: readonly TurnResult[]): ScoredLine {
  const last = results.at(-1)
  const labelled = line.guides
  const place =
    labelled && labelled.length > 0
      ? (last?.guides ?? []).findIndex((guide) => labelled.includes(guide)) + 1
      : undefined
  return {
    language: line.lang ?? last?.language ?? '?',
    style: line.style ?? '-',
    place,
    outOfScope: labelled?.length === 0,
    abstained: last !== undefined && !last.outcome.startsWith('answered'),
    ms: results.map(({ ms }) => ms),
  }
}

/** A table per language and style: right guide first, right guide in the first three, abstention, time. */
export function summarise(lines: readonly ScoredLine[]): string {
  const rows: string[][] = [['language', 'style', 'questions', 'first', 'in three', 'out of scope', 'not answered']]
  const groups = new Map<string, ScoredLine[]>()
  for (const line of lines)
    for (const key of [`${line.language}\tall`, ...(line.style === '-' ? [] : [`${line.language}\t${line.style}`])])
      groups.set(key, [...(groups.get(key) ?? []), line])
  for (const [key, group] of [...groups].sort(([a], [b]) => a.localeCompare(b))) {
    const placed = group.flatMap(({ place }) => (place === undefined ? [] : [place]))
    const outside = group.filter(({ outOfScope }) => outOfScope)
    rows.push([
      ...key.split('\t'),
      String(placed.length),
      percent(placed.filter((place) => place === 1).length, placed.length),
      percent(placed.filter((place) => place >= 1 && place <= 3).length, placed.length),
      String(outside.length),
      percent(outside.filter(({ abstained }) => abstained).length, outside.length),
    ])
  }
  const times = lines.flatMap(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2)
  return `${columns(rows)}\n\n${lines.length} lines; time p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`
}

function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}
