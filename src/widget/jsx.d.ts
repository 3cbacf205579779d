/** What JSX may say: any element, with the attributes that draw.ts knows. */
declare namespace JSX {
  type Element = import('./draw').Child
  interface ElementChildrenAttribute {
    children: unknown
  }
  interface IntrinsicElements {
    readonly [tag: string]: import('./draw').Attributes
  }
}
