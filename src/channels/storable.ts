/** Makes text that any store can hold. Knows nothing of where it came from. */

/** Lone halves of surrogate pairs cannot be written as UTF-8, and PostgreSQL refuses NUL: both become U+FFFD. */
export function storable(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd').replaceAll('\0', '\ufffd')
}
