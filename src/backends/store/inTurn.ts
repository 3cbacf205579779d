/** Lets work for the same key run one at a time, in order of arrival, in this process. Knows nothing of what the work is. */

/** Returns a function that runs `work` once all earlier work for `key` has ended, well or badly. */
export function inTurn(): <Result>(key: string, work: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<void>>()
  return (key, work) => {
    const before = last.get(key)
    const result = before ? before.then(work) : Promise.resolve().then(work)
    const ended = result.then(leave, leave)
    last.set(key, ended)
    function leave() {
      if (last.get(key) === ended) last.delete(key)
    }
    return result
  }
}
