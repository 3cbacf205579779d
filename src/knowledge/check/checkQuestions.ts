/** Rules for the questions of guides: each is asked once, by one guide only, and stands nowhere as what no guide answers. */
import { languages } from '../../language/languages'
import type { Fault } from '../faults'
import type { GuideFile } from '../guideFile'
import type { Content } from '../readContent'

interface Place {
  readonly one: GuideFile
  readonly index: number
}

/** Two guides with the same question compete for it, and neither can be trusted to win. */
export function checkQuestions({ guideFiles }: Content): Fault[] {
  const first = new Map<string, Place>()
  return guideFiles.flatMap((one) =>
    (one.guide?.questions ?? []).flatMap((question, index): Fault[] => {
      const key = `${one.language} ${normalised(question)}`
      const before = first.get(key)
      first.set(key, before ?? { one, index })
      return before ? [repeated(question, { one, index }, before)] : []
    }),
  )
}

/** A line cannot teach the search both to answer and to keep quiet. */
export function checkOutside({ guideFiles, lines }: Content): Fault[] {
  const { asked, outside, outsideLineOf } = lines()
  const answeredIn = new Map(
    guideFiles.flatMap(({ guide, language }) =>
      [...(guide?.questions ?? []), ...(asked.get(guide?.id ?? '')?.[language] ?? [])].map(
        (line) => [`${language} ${normalised(line)}`, guide?.id] as const,
      ),
    ),
  )
  return outside.flatMap((topic, index) =>
    languages.flatMap((language) =>
      topic[language].flatMap((line, place): Fault[] => {
        const guide = answeredIn.get(`${language} ${normalised(line)}`)
        if (guide === undefined) return []
        const sentence = `"${line}" is asked of the guide ${guide} too. Keep it there, or take it from there.`
        return [{ file: 'knowledge/outside.yml', line: outsideLineOf([index, language, place]), sentence }]
      }),
    ),
  )
}

function repeated(question: string, { one, index }: Place, before: Place): Fault {
  const elsewhere = `${before.one.file}:${before.one.lineOf(['questions', before.index])}`
  return {
    file: one.file,
    line: one.lineOf(['questions', index]),
    sentence: `The question "${question}" stands in ${elsewhere} too. Keep it in the guide that answers it best.`,
  }
}

function normalised(question: string): string {
  return (question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
