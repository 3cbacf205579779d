/** The two built files: what they weigh, and that shortening touched no name that somebody else knows. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../startService'

const widget = path.join(projectRoot, 'src', 'widget')
const ownNames = JSON.parse(readFileSync(path.join(widget, 'ownNames.json'), 'utf8')) as string[]
const built = ['widget.js', 'more.js'].map((name) => readFileSync(path.join(projectRoot, 'dist', 'widget', name)))

/** A file's code without comments and imports. */
const codeOf = (file: string): string => readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|\/\/ .*|^import .*/gm, '')
const inWidget = (...parts: string[]): string => codeOf(path.join(widget, ...parts))
const known = (code: string): string[] => {
  const words = new Set(code.match(/[\w$]+/g))
  return ownNames.filter((name) => words.has(name))
}

test('both files together weigh less than 20 kB as they travel, the one that a page carries less than 14.9', () => {
  const [first = 0, second = 0] = built.map((file) => gzipSync(file, { level: 9 }).length)
  expect(first).toBeLessThan(14_900)
  expect(first + second).toBeLessThan(20_000)
})

test('a shortened name is none of the browser’s', () => {
  const folder = path.dirname(createRequire(__filename).resolve('typescript/lib/lib.dom.d.ts'))
  const files = readdirSync(folder).filter((file) => /^lib\.(dom|es).*\.d\.ts$/.test(file))
  expect(files.length).toBeGreaterThan(20)
  const members = new Set<string>()
  for (const file of files)
    for (const [, name = ''] of codeOf(path.join(folder, file)).matchAll(
      /^\s*(?:(?:readonly|get|set) )*(\w+)\??[:(<]/gm,
    ))
      members.add(name)
  expect(members).toContain('addEventListener')
  expect(ownNames.filter((name) => members.has(name))).toEqual([])
})

test('a shortened name is neither on the wire nor in what the tab keeps', () => {
  const panel = /interface Panel \{[^}]*\}/.exec(inWidget('state.ts'))?.[0] ?? ''
  const kept = /interface Pending [^]*?interface TalkNeeds/.exec(inWidget('talk.ts'))?.[0] ?? ''
  const credentials = /interface Credentials \{[^}]*\}/.exec(inWidget('directLine.ts'))?.[0] ?? ''
  const body = /interface Body \{[^}]*\}/.exec(inWidget('directLine.ts'))?.[0] ?? ''
  const line = /interface Line \{[^]*?function lineOf/.exec(inWidget('line.ts'))?.[0] ?? ''
  for (const shape of [panel, kept, credentials, body, line]) {
    expect(shape).not.toBe('')
    expect(known(shape)).toEqual([])
  }
  expect(known(inWidget('site.ts'))).toEqual([])
  expect(known(codeOf(path.join(projectRoot, 'src', 'channels', 'wire.ts')).replace(/'[^'\n]*'/g, ''))).toEqual([])
})

test('a shortened name is never named by a string, and nowhere left whole', () => {
  const named = new RegExp(`'(?:${ownNames.join('|')})' in |\\['(?:${ownNames.join('|')})'\\]`)
  for (const file of readdirSync(widget, { recursive: true, encoding: 'utf8' }).filter((one) => /\.tsx?$/.test(one)))
    expect(inWidget(file)).not.toMatch(named)
  const whole = new RegExp(`[\\w)]\\.(?:${ownNames.join('|')})\\b`)
  for (const file of built) expect(String(file)).not.toMatch(whole)
})
