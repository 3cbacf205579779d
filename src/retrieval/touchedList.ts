/** A set of small numbers that is filled and emptied over and over without allocating. Knows no index. */

/** Which of so many numbers were touched since it was cleared, each once, in the order they were. */
export class TouchedList {
  readonly numbers: Uint32Array
  count = 0
  private readonly marks: Uint8Array

  constructor(size: number) {
    this.numbers = new Uint32Array(size)
    this.marks = new Uint8Array(size)
  }

  touch(number: number): void {
    if (this.marks[number] === 1) return
    this.marks[number] = 1
    this.numbers[this.count++] = number
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.marks[this.numbers[at]!] = 0
    this.count = 0
  }
}
