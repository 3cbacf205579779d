/** Rules between the three languages of a guide: none is missing, all have the same passages, none is a translation of an older text. */
import { languages } from '../../language/languages'
import type { Fault } from '../faults'
import type { GuideFile } from '../guideFile'
import type { Content } from '../readContent'

/** Every guide stands in every language. */
export function checkEveryLanguage(content: Content): Fault[] {
  return [...byGuide(content)].flatMap(([id, files]) =>
    languages
      .filter((language) => !files.some((one) => one.language === language))
      .map((language) => ({
        file: `knowledge/guides/${id}/${language}.md`,
        line: 1,
        sentence: 'This language of the guide is missing. Write it; every guide stands in fi, sv and en.',
      })),
  )
}

/** The same anchors in the same order, the same topics, audience and sources. */
export function checkSameShape(content: Content): Fault[] {
  return eachTranslation(content, (finnish, one) => {
    if (!finnish.guide || !one.guide) return []
    const faults: Fault[] = []
    const right = finnish.guide.passages.map(({ anchor }) => anchor)
    const own = one.guide.passages.map(({ anchor }) => anchor)
    const missing = right.filter((anchor) => !own.includes(anchor))
    const extra = one.guide.passages.filter(({ anchor }) => !right.includes(anchor))
    for (const anchor of missing)
      faults.push({
        file: one.file,
        line: one.guide.passages.at(-1)?.line ?? 1,
        sentence: `The passage {#${anchor}} of fi.md is missing here. Write it.`,
      })
    for (const { anchor, line } of extra)
      faults.push({
        file: one.file,
        line,
        sentence: `The passage {#${anchor}} is not in fi.md. Use the anchors of fi.md, or add the passage there.`,
      })
    const misplaced = one.guide.passages.find(({ anchor }, index) => anchor !== right[index])
    if (missing.length === 0 && extra.length === 0 && misplaced)
      faults.push({
        file: one.file,
        line: misplaced.line,
        sentence: `The passage {#${misplaced.anchor}} is not in the place it has in fi.md. The order is: ${right.join(', ')}.`,
      })
    const steps = passageSteps(finnish)
    for (const { anchor, line, steps: own } of one.guide.passages)
      if (steps.has(anchor) && steps.get(anchor) !== own.length)
        faults.push({
          file: one.file,
          line,
          sentence: `{#${anchor}} has ${own.length} steps and fi.md has ${steps.get(anchor) ?? 0}. Make them the same steps.`,
        })
    for (const key of ['topics', 'audience', 'sources'] as const)
      if (String(finnish.guide[key]) !== String(one.guide[key]))
        faults.push({
          file: one.file,
          line: one.lineOf([key]),
          sentence: `"${key}" differs from fi.md. Make them the same.`,
        })
    return faults
  })
}

/** A translation names the Finnish text it was made from; when that has changed, the translation is stale. */
export function checkTranslations(content: Content): Fault[] {
  const stamped = content.guideFiles
    .filter((one) => one.language === 'fi' && one.keys.includes('translated_from'))
    .map((one) => ({
      file: one.file,
      line: one.lineOf(['translated_from']),
      sentence: 'fi.md is the original and has no "translated_from". Remove it.',
    }))
  const stale = eachTranslation(content, (finnish, one) => {
    if (!one.guide || one.guide.translatedFrom === finnish.hash) return []
    const command = `npm run mark-translated -- ${one.id} ${one.language}`
    return [
      one.guide.translatedFrom === undefined
        ? {
            file: one.file,
            line: one.lineOf(['sources']),
            sentence: `"translated_from" is missing. When the text says what fi.md says, run "${command}".`,
          }
        : {
            file: one.file,
            line: one.lineOf(['translated_from']),
            sentence: `fi.md has changed since this was translated. Bring the text up to date and run "${command}".`,
          },
    ]
  })
  return [...stamped, ...stale]
}

function passageSteps({ guide }: GuideFile): ReadonlyMap<string, number> {
  return new Map(guide?.passages.map(({ anchor, steps }) => [anchor, steps.length]))
}

function byGuide({ guideFiles }: Content): ReadonlyMap<string, readonly GuideFile[]> {
  const groups = new Map<string, GuideFile[]>()
  for (const one of guideFiles) groups.set(one.id, [...(groups.get(one.id) ?? []), one])
  return groups
}

function eachTranslation(content: Content, check: (finnish: GuideFile, translation: GuideFile) => Fault[]): Fault[] {
  return [...byGuide(content).values()].flatMap((files) => {
    const finnish = files.find(({ language }) => language === 'fi')
    return finnish ? files.filter((one) => one !== finnish).flatMap((one) => check(finnish, one)) : []
  })
}
