/** Provisional: being replaced by the full identification. */
import type { Language } from './languages'
export function identifyLanguage(text: string, prior?: Language): Language | 'other' | undefined {
  return prior ?? (/[åäö]/.test(text) ? 'fi' : undefined)
}
