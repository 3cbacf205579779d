/** Approvals: which file, by its hash, which person of the operator stands for. Reads and writes approvals.yml's text; asks nobody. */
import { stringify } from 'yaml'
import { z } from 'zod'
import type { Fault } from './faults'
import type { Approval, Guide, Term } from './types'
import { languages } from '../language/languages'
import { readYaml } from './yamlFile'

const approvalsFile = z.union([
  z.array(
    z.strictObject({
      file: z.string().min(1),
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'this is not a content hash; approve the file with the command instead.'),
      by: z.string().min(1),
      at: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write the date as YYYY-MM-DD.'),
    }),
  ),
  z.literal('').transform((): Approval[] => []),
])

export interface ApprovalsRead {
  readonly approvals: readonly Approval[]
  readonly faults: readonly Fault[]
  /** The line of the entry at `index`. */
  lineOf(index: number): number
}

/** Reads approvals.yml; an absent file is an empty text. */
export function readApprovals(file: string, content: string): ApprovalsRead {
  if (content.trim() === '') return { approvals: [], faults: [], lineOf: () => 1 }
  const read = readYaml(content, file, approvalsFile)
  return { approvals: read.value ?? [], faults: read.faults, lineOf: (index) => read.lineOf([index]) }
}

/** The text of approvals.yml: one entry a file, the newest approval of each, sorted by file. */
export function writeApprovals(approvals: readonly Approval[]): string {
  const newest = new Map(approvals.map((approval) => [approval.file, approval]))
  const sorted = [...newest.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
  return `# Written by "npm run approve". A file that changes loses its approval. Do not edit by hand.\n${stringify(sorted, { lineWidth: 0 })}`
}

/** The content with its approval, where there is one for exactly its hash. */
export function withApproval<T extends { file: string; hash: string }>(
  content: T,
  approvals: readonly Approval[],
): T & { approval?: Approval } {
  const approval = approvals.find((one) => one.file === content.file && one.hash === content.hash)
  return approval ? { ...content, approval } : content
}

/**
 * The guides that production may serve: approved as they are now, in date, and so in all three languages, each translation made
 * from the Finnish text of today. One language that falls out takes the guide with it: nobody gets less than the others.
 * @param today YYYY-MM-DD
 */
export function servableGuides(guides: readonly Guide[], today: string): Guide[] {
  const good = guides.filter((guide) => guide.approval?.hash === guide.hash && guide.reviewBy >= today)
  const find = (id: string, language: string): Guide | undefined =>
    good.find((one) => one.id === id && one.language === language)
  return good.filter((guide) =>
    languages.every((language) => {
      const one = find(guide.id, language)
      return one !== undefined && (language === 'fi' || one.translatedFrom === find(guide.id, 'fi')?.hash)
    }),
  )
}

/** The glossary terms that production may serve: approved as they are now. */
export function servableTerms(terms: readonly Term[]): Term[] {
  return terms.filter((term) => term.approval?.hash === term.hash)
}
