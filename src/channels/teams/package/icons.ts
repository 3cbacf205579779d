/** The app's two icons, drawn by arithmetic: a speech bubble with a question's dot. Colour 192 × 192, outline 32 × 32, white on nothing. */
import { deflateSync } from 'node:zlib'
import { crc32 } from './crc32'

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

const blue: Pixel = [0x00, 0x34, 0x79, 255]
const white: Pixel = [255, 255, 255, 255]
const nothing: Pixel = [255, 255, 255, 0]
/** Each pixel is looked at in so many places a side, for smooth edges. */
const looks = 4

export const colorIcon = (): Buffer => png(192, (x, y) => (isBubble(x, y) ? (isDot(x, y) ? blue : white) : blue))

export const outlineIcon = (): Buffer =>
  png(32, (x, y) => (isDot(x, y) || (isBubble(x, y) && !isBubble(x, y, 0.07)) ? white : nothing))

/** A rounded bubble with a tail in the unit square; `inset` makes it smaller on all sides. */
function isBubble(x: number, y: number, inset = 0): boolean {
  const [left, right, top, bottom, round] = [0.14 + inset, 0.86 - inset, 0.16 + inset, 0.7 - inset, 0.14 - inset / 2]
  const dx = Math.max(left + round - x, 0, x - (right - round))
  const dy = Math.max(top + round - y, 0, y - (bottom - round))
  const body = x > left && x < right && y > top && y < bottom && dx * dx + dy * dy < round * round
  const tail = y >= bottom - 0.01 && y < 0.88 - 2 * inset && x > 0.28 + inset && x < 0.28 - inset + (0.88 - y)
  return body || tail
}

function isDot(x: number, y: number): boolean {
  return [0.32, 0.5, 0.68].some((centre) => (x - centre) ** 2 + (y - 0.43) ** 2 < 0.055 ** 2)
}

/** A square PNG (ISO/IEC 15948), eight bits each of red, green, blue and alpha; `at` is asked in the unit square. */
function png(size: number, at: (x: number, y: number) => Pixel): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0]
      for (let look = 0; look < looks * looks; look++) {
        const x = (column + ((look % looks) + 0.5) / looks) / size
        const y = (row + (Math.floor(look / looks) + 0.5) / looks) / size
        at(x, y).forEach((value, channel) => (sum[channel] = (sum[channel] ?? 0) + value))
      }
      const start = row * (size * 4 + 1) + 1 + column * 4
      sum.forEach((value, channel) => (rows[start + channel] = Math.round(value / looks ** 2)))
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
