/** Rules for what points somewhere: links between guides, facts of contacts, guides of terms, approvals of files. */
import type { Fault } from '../faults'
import { requiredContacts } from '../contacts'
import { contactReferences, guideTarget, links } from '../references'
import type { Content } from '../readContent'

/** A link leads to a guide and an anchor that exist in the same language; addresses live in contacts.yml. */
export function checkLinks({ guideFiles }: Content): Fault[] {
  const anchors = new Map(
    guideFiles.flatMap(({ guide }) =>
      guide ? [[`${guide.id}@${guide.language}`, new Set(guide.passages.map(({ anchor }) => anchor))] as const] : [],
    ),
  )
  const ids = new Set(guideFiles.map(({ id }) => id))
  return guideFiles.flatMap((one) =>
    links(one.text).flatMap(({ words, target, line }): Fault[] => {
      const at = { file: one.file, line: line + 1 }
      const to = guideTarget(target)
      if (!to)
        return [
          {
            ...at,
            sentence: `The link "${target}" is not of the form guide:id or guide:id#anchor. Web addresses stand in contacts.yml; write {{key.url}}.`,
          },
        ]
      if (words.trim() === '') return [{ ...at, sentence: 'The link has no words. Write where it leads.' }]
      if (!ids.has(to.guide)) return [{ ...at, sentence: `There is no guide "${to.guide}". Correct the link.` }]
      if (to.anchor !== undefined && anchors.get(`${to.guide}@${one.language}`)?.has(to.anchor) === false)
        return [
          {
            ...at,
            sentence: `The guide "${to.guide}" has no passage {#${to.anchor}} in ${one.language}. Correct the link.`,
          },
        ]
      return []
    }),
  )
}

/** `{{key.part}}` asks for a fact that the contact has; hours may be unknown, and that is said. */
export function checkContactFacts({ guideFiles, contacts }: Content): Fault[] {
  return guideFiles.flatMap((one) =>
    contactReferences(one.text).flatMap(({ written, key, part, line }): Fault[] => {
      const contact = contacts.get(key)
      const missing =
        (part === 'phone' || part === 'sms' || part === 'email' || part === 'url') &&
        contact !== undefined &&
        contact[part] === undefined
      return missing
        ? [
            {
              file: one.file,
              line: line + 1,
              sentence: `${written}: the contact has no ${part} in contacts.yml. Use {{${key}}} or add the fact.`,
            },
          ]
        : []
    }),
  )
}

/** Terms name guides that exist, and an old name says what is right today. */
export function checkTermReferences({ guideFiles, termFiles }: Content): Fault[] {
  const ids = new Set(guideFiles.map(({ id }) => id))
  const terms = new Map(termFiles.flatMap(({ id, term }) => (term ? [[id, term] as const] : [])))
  const names = new Set([...terms.values()].flatMap((term) => Object.values(term.term)))
  return termFiles.flatMap(({ file, id, term, lineOf }): Fault[] => {
    if (!term) return []
    const faults = term.guides.flatMap((guide, index): Fault[] =>
      ids.has(guide)
        ? []
        : [
            {
              file,
              line: lineOf(['guides', index]),
              sentence: `There is no guide "${guide}". Correct the id or remove it.`,
            },
          ],
    )
    const next = term.outdated?.replacedBy
    if (next === id || (next !== undefined && terms.get(next)?.outdated !== undefined))
      faults.push({
        file,
        line: lineOf(['outdated', 'replaced_by']),
        sentence: `"${next}" is not a name of today. Name the term that is right now.`,
      })
    else if (next !== undefined && /^[a-z0-9-]+$/.test(next) && !terms.has(next) && !names.has(next))
      faults.push({
        file,
        line: lineOf(['outdated', 'replaced_by']),
        sentence: `There is no term "${next}". Correct the id.`,
      })
    return faults
  })
}

/** What the safety notices and the fallbacks rely on is there. */
export function checkRequiredContacts({ contacts, faults }: Content): Fault[] {
  if (faults.some(({ file }) => file === 'knowledge/contacts.yml')) return []
  return requiredContacts
    .filter((key) => !contacts.get(key)?.phone)
    .map((key) => ({
      file: 'knowledge/contacts.yml',
      line: contacts.get(key)?.line ?? 1,
      sentence: `The contact "${key}" with its phone number is missing. The service needs it; add it.`,
    }))
}

/** An approval is of a file that exists, by a person with a name and a role. */
export function checkApprovals({ approvals, approvalLine, guideFiles, termFiles }: Content): Fault[] {
  const files = new Set([...guideFiles, ...termFiles].map(({ file }) => file))
  return approvals.flatMap(({ file, by }, index): Fault[] => {
    const at = { file: 'knowledge/approvals.yml', line: approvalLine(index) }
    if (!files.has(file)) return [{ ...at, sentence: `There is no file ${file} to approve. Remove the entry.` }]
    return isApprover(by)
      ? []
      : [{ ...at, sentence: `"${by}" is not a person's name and role. Approve with --by "NAME, ROLE".` }]
  })
}

/** "Name, role": a name of at least two words and a role after a comma. */
export function isApprover(by: string): boolean {
  return /^\S+(\s+\S+)+\s*,\s*\S/.test(by.trim())
}
