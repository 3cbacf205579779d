/** The form of a triage rule: words and phrases only, weak on purpose. What does not fit here is a named check in TypeScript. */
import { z } from 'zod'
import { needs } from '../conversation/outcome'

const perLanguage = <T extends z.ZodType>(value: T) => z.strictObject({ fi: value, sv: value, en: value })
const phrases = z.array(z.string().min(2))

export const ruleSchema = z.strictObject({
  need: z.enum(needs),
  /** Why the rule is there and why at this number. */
  because: z.string().min(10),
  /**
   * For need `followup`: the anchor of the section that answers it, or `next` and `back` for walking the steps. For another need a
   * shade that changes the reply, such as `verdict` of own_case.
   */
  section: z.string().optional(),
  /** `guide`: only while a guide is at hand. `danger`: only after a danger that is not over. */
  when: z.enum(['guide', 'danger']).optional(),
  /**
   * Any of these makes the rule match. A phrase is words of one sentence in order with at most three others between; `kirjaut*` is the
   * beginning of a word, `*tuki` its end, `*hakemu*` any part; `a|b` is either; `a_b|c` either two words side by side or one; `a & b` both, in any order;
   * `a & !b` the first without the second in the same sentence; `^` first: the sentence begins with it.
   */
  phrases: perLanguage(phrases),
  /** Match only when nothing else of weight is said: a word of greeting before a question is not a greeting. */
  whole: perLanguage(phrases).optional(),
  /** Any of these undoes the match. */
  except: perLanguage(phrases).optional(),
  /** Undone also by a word of triage/matters.yml: what is said is about that matter. */
  unless_matter: z.literal(true).optional(),
  examples: perLanguage(z.array(z.string().min(1)).min(1)),
  not_examples: perLanguage(z.array(z.string().min(1))),
})

/** triage/matters.yml: words that name a matter of its own. */
export const mattersSchema = perLanguage(phrases)

export type Matters = z.infer<typeof mattersSchema>

export type TriageRule = z.infer<typeof ruleSchema> & { readonly name: string }
