/** `/resume`: go on with a conversation by a code, and get such a code. Knows the codes only through their port. */
import type { ResumeCodes } from '../../conversation/resumeCode'
import { resumeHours } from '../../conversation/resumeCode'
import type { PhraseBook } from '../../dialogs/phraseBook'
import { isLanguage, type Language } from '../../language/languages'
import type { Tokens } from '../directline/tokens'
import { problem, tooMany, type Answer, type HttpRequest, type Route } from '../http'
import { addressKey, createLimiter, type Rate } from '../limits'
import { languageAsked } from './homePage'
import { html, type Html } from './html'
import { page } from './layout'

export interface ResumePageNeeds {
  readonly phrases: PhraseBook
  readonly tokens: Tokens
  readonly codes: ResumeCodes
  /** Hashes addresses for the limits. */
  readonly addressSecret: Buffer
  /** Where people reach the service: the page is opened on another device by an address that is typed. */
  readonly address: { readonly url: string }
  /** How often one neighbourhood may try. */
  readonly rate?: Rate
}

/** Ten thousand neighbourhoods guessing at this rate find one of a thousand live codes (60 bits) in some 40 000 years. */
export const resumeRate: Rate = { perMinute: 5, burst: 10 }

export function resumeRoutes(needs: ResumePageNeeds): Route[] {
  const { phrases, tokens, codes, addressSecret, address, rate = resumeRate } = needs
  const limiter = createLimiter(rate)

  /** A post from another site's page is never meant. */
  const refusal = (request: HttpRequest): Answer | undefined => {
    if (request.headers['sec-fetch-site'] === 'cross-site')
      return problem(403, 'cross_site', 'Open this page itself and try again.')
    const wait = limiter.take(addressKey(request.address, addressSecret))
    return wait > 0 ? tooMany(wait) : undefined
  }

  return [
    { method: 'GET', path: '/resume', handle: (request) => enter(languageAsked(request), phrases) },
    {
      method: 'POST',
      path: '/resume',
      body: 'form',
      async handle(request) {
        const refused = refusal(request)
        if (refused) return refused
        const { form, language } = formOf(request)
        const found = await codes.redeem((form.get('code') ?? '').slice(0, 100))
        if (!found) return enter(language, phrases, 'resume_wrong')
        const token = tokens.issue('chat', { conv: found.conversationId, user: found.person, lang: language })
        return {
          status: 303,
          headers: {
            location: `/chat?lang=${language}&c=${encodeURIComponent(token)}#latest`,
            'cache-control': 'no-store',
          },
        }
      },
    },
    {
      method: 'POST',
      path: '/resume/code',
      body: 'form',
      async handle(request) {
        const refused = refusal(request)
        if (refused) return refused
        const { form, language } = formOf(request)
        const token = form.get('c') ?? ''
        const verdict = tokens.verify('chat', token)
        if (!('claims' in verdict)) return enter(language, phrases, 'page_chat_expired')
        const { conv, user } = verdict.claims
        if (form.get('revoke') !== null) {
          await codes.revoke(conv)
          return enter(language, phrases, 'resume_revoked')
        }
        const { code } = await codes.issue({ conversationId: conv, person: user })
        return show(code, `${address.url}/resume`, token, language, phrases)
      },
    },
  ]
}

function formOf(request: HttpRequest): { form: URLSearchParams; language: Language } {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
  const language = form.get('lang')
  return { form, language: isLanguage(language) ? language : 'fi' }
}

function enter(language: Language, phrases: PhraseBook, notice?: string): Answer {
  const say = (key: string): string => phrases.say(key, language)
  const main = html`<h1>${say('resume_title')}</h1>
    ${notice && html`<p class="notice" role="status">${say(notice)}</p>`}
    <p>${say('resume_intro')}</p>
    <form method="post" action="/resume">
      <input type="hidden" name="lang" value="${language}" />
      <label for="code">${say('resume_label')}</label>
      <input
        id="code"
        name="code"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="40"
        required
      />
      <p><button>${say('resume_open')}</button></p>
    </form>`
  return unkept(
    page({ language, title: say('resume_title'), main, pathIn: (other) => `/resume?lang=${other}` }, phrases),
  )
}

function show(code: string, address: string, token: string, language: Language, phrases: PhraseBook): Answer {
  const say = (key: string, values?: Record<string, string | number>): string => phrases.say(key, language, values)
  const main: Html = html`<h1>${say('resume_code_title')}</h1>
    <p class="summary"><strong>${code}</strong></p>
    <p>${say('resume_code_how', { hours: resumeHours, address })}</p>
    <p class="notice">${say('resume_code_safe')}</p>
    <form method="post" action="/resume/code">
      <input type="hidden" name="lang" value="${language}" />
      <input type="hidden" name="c" value="${token}" />
      <p><button name="revoke" value="yes">${say('resume_revoke')}</button></p>
    </form>
    <p>
      <a class="button" href="/chat?lang=${language}&c=${encodeURIComponent(token)}#latest">${say('resume_back')}</a>
    </p>`
  return unkept(page({ language, title: say('resume_code_title'), main }, phrases))
}

/** A code must not stay in a shared computer's memory of pages. */
function unkept(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } }
}
