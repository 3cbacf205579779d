/**
 * Draws a tree of elements and later draws only what has changed: what a view library does, in the little that this widget needs of it
 * (src/decisions tells why). Makes nodes, never HTML out of text. Knows no view of ours.
 */

type Handler<E extends Event, T = HTMLElement> = (event: E & { readonly currentTarget: T }) => void

export interface Attributes {
  /** Keeps an element the same one among its siblings, whatever comes before it. */
  readonly key?: string
  readonly onClick?: Handler<MouseEvent>
  readonly onInput?: Handler<Event, HTMLTextAreaElement>
  readonly onKeyDown?: Handler<KeyboardEvent>
  readonly onSubmit?: Handler<SubmitEvent, HTMLFormElement>
  readonly onScroll?: Handler<Event>
  readonly onCancel?: Handler<Event>
  readonly [attribute: string]: unknown
}

export type Child = Drawn | string | number | false | undefined | readonly Child[]

export interface Drawn {
  readonly tag: string
  readonly attributes: Attributes
  readonly children: readonly (Drawn | string)[]
}

/** What JSX becomes. */
export function h<P extends object>(
  tag: string | ((properties: P) => Child),
  attributes: P | null,
  ...children: Child[]
): Child {
  if (typeof tag === 'function') return tag({ ...(attributes as P), children })
  return { tag, attributes: attributes ?? {}, children: flat(children) }
}

interface Standing extends Element {
  drawn?: Drawn
}

/** Makes the children of `parent` what `children` says. Elements keep their identity, and with it focus and scroll. */
export function draw(parent: Element, children: Child): void {
  const old = [...parent.childNodes] as (Text | Standing)[]
  let before: ChildNode | null = parent.firstChild
  for (const child of flat([children])) {
    const at = old.findIndex((node) => isSame(node, child))
    const [found] = at < 0 ? [] : old.splice(at, 1)
    const node = found ?? make(child, parent)
    if (typeof child === 'string') {
      if ((node as Text).data !== child) (node as Text).data = child
    } else update(node as Standing, child)
    if (node === before) before = before.nextSibling
    else parent.insertBefore(node, before)
  }
  for (const node of old) node.remove()
}

function isSame(node: Text | Standing, child: Drawn | string): boolean {
  if (typeof child === 'string') return node.nodeType === 3
  const { drawn } = node as Standing
  return drawn?.tag === child.tag && drawn.attributes.key === child.attributes.key
}

function make(child: Drawn | string, parent: Element): Text | Element {
  if (typeof child === 'string') return document.createTextNode(child)
  const { tag } = child
  return document.createElementNS(tag === 'svg' ? 'http://www.w3.org/2000/svg' : parent.namespaceURI, tag)
}

function update(element: Standing, drawn: Drawn): void {
  const before = element.drawn?.attributes ?? {}
  const { attributes } = drawn
  const own = element as unknown as Record<string, unknown>
  element.drawn = drawn
  for (const name of Object.keys({ ...before, ...attributes })) {
    const value = attributes[name]
    // A value is set only when it differs: the caret would jump.
    if (name === 'value' ? own.value !== value : name.startsWith('on')) own[name.toLowerCase()] = value ?? null
    else if (name !== 'key' && name !== 'value' && value !== before[name]) {
      // aria-… says "false"; another attribute that is false is not there.
      if (value === undefined || (value === false && !name.startsWith('aria'))) element.removeAttribute(name)
      else element.setAttribute(name, String(value))
    }
  }
  draw(element, drawn.children)
}

function flat(children: readonly Child[]): (Drawn | string)[] {
  return (children.flat(9) as (Drawn | string | number | false | undefined)[])
    .map((child) => (typeof child === 'number' ? String(child) : child))
    .filter((child): child is Drawn | string => !!child)
}

/** Several children without an element around them: what `<>…</>` becomes. */
export function Several({ children }: { children?: Child }): Child {
  return children
}
