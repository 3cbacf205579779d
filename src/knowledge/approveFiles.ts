/** Records that a person of the operator stands for content files as they are now. Refuses rather than guesses; asks nobody and prints nothing. */
import { writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { writeApprovals } from './approvals'
import { checkContent } from './check/checkContent'
import { isApprover } from './check/checkReferences'
import { faultLines } from './faults'
import type { Approval } from './types'

export interface ApprovalRequest {
  /** The knowledge folder. */
  readonly folder: string
  /** "Name, role". */
  readonly by: string
  /** Guide or glossary files, or folders of them, as paths from where the command runs. */
  readonly paths: readonly string[]
  /** YYYY-MM-DD. */
  readonly today: string
}

/** All or nothing: with one refusal nothing is written. */
export type ApprovalResult =
  | { readonly kind: 'approved'; readonly files: readonly string[] }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

/** Writes approvals.yml, or says in sentences why not. */
export function approveFiles({ folder, by, paths, today }: ApprovalRequest): ApprovalResult {
  if (!isApprover(by))
    return { kind: 'refused', reasons: [`--by must be a person's name and role, "NAME, ROLE"; it is "${by}".`] }
  if (paths.length === 0)
    return { kind: 'refused', reasons: ['Name the files to approve, for example knowledge/guides/omakanta.'] }

  const { content, faults } = checkContent(folder, today)
  const root = resolve(folder)
  const files = [...content.guideFiles, ...content.termFiles].map(({ file, hash }) => ({
    file,
    hash,
    path: join(root, file.slice('knowledge/'.length)),
  }))
  const chosen = paths.map((path) => ({
    path,
    files: files.filter((one) => one.path === resolve(path) || one.path.startsWith(resolve(path) + sep)),
  }))
  const unknown = chosen
    .filter((one) => one.files.length === 0)
    .map(({ path }) => `${path}: there is no guide or glossary file here.`)
  const approved = [...new Map(chosen.flatMap((one) => one.files).map((one) => [one.file, one])).values()]
  const broken = faultLines(faults.filter((fault) => approved.some((one) => one.file === fault.file)))
  if (unknown.length + broken.length > 0) return { kind: 'refused', reasons: [...unknown, ...broken] }

  const fresh = approved.map(({ file, hash }): Approval => ({ file, hash, by: by.trim(), at: today }))
  writeFileSync(join(folder, 'approvals.yml'), writeApprovals([...content.approvals, ...fresh]))
  return { kind: 'approved', files: fresh.map(({ file }) => file) }
}
