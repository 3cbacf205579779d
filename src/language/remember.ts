/** A memory of bounded size before what takes time: people use the same words over and over. Knows no language. */

/** `make` with its answers kept; when `most` of them are kept it starts again. */
export function remember<Value extends object>(most: number, make: (key: string) => Value): (key: string) => Value {
  const memory = new Map<string, Value>()
  return (key) => {
    const known = memory.get(key)
    if (known) return known
    if (memory.size >= most) memory.clear()
    const made = make(key)
    memory.set(key, made)
    return made
  }
}
