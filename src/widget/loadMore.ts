/** Fetches the second file, once, and only if it is the very file that was built with this one. */
import { kit } from './kit'

export type More = typeof import('./more')

/** Set by src/buildWidget.mjs. */
declare const MORE_INTEGRITY: string

let loading: Promise<More | undefined> | undefined

/** Undefined when it cannot be had: the conversation works without menu and mask, the server masks too. Asked again, it tries again. */
export function loadMore(base: string, root: ShadowRoot): Promise<More | undefined> {
  return (loading ??= load(base, root).catch(() => {
    loading = undefined
    return undefined
  }))
}

async function load(base: string, root: ShadowRoot): Promise<More> {
  const url = `${base}/w/1/more.js?${MORE_INTEGRITY}`
  const check = document.createElement('link')
  check.rel = 'modulepreload'
  check.integrity = MORE_INTEGRITY
  check.crossOrigin = 'anonymous'
  check.href = url
  root.append(check)
  const more = (await import(url)) as More
  more.take(kit)
  return more
}
