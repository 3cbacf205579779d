/** HTML by tagged template: every value is escaped unless it is HTML already. Knows no page. */

/** A piece of HTML that needs no escaping. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text
  }
}

type Value = string | number | Html | undefined | false | readonly (Html | string)[]

/** `html\`<p>${words}</p>\``: words are escaped, Html and lists of Html are put in as they are. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = strings[0] ?? ''
  for (const [index, value] of values.entries()) text += write(value) + (strings[index + 1] ?? '')
  return new Html(text)
}

function write(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(write).join('')
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
