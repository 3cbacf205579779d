/** The instructions to a model: there in every language, versioned by their content, never run without. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadPrompts } from '../../src/dialogs/prompts'

const dialogs = path.resolve(__dirname, '../../dialogs')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'opastin-prompts-'))
  cpSync(path.join(dialogs, 'prompts'), path.join(folder, 'prompts'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

test('stand in three languages, without the notes for people', () => {
  const { answer } = loadPrompts(dialogs)
  expect(Object.keys(answer)).toEqual(['fi', 'sv', 'en'])
  for (const prompt of Object.values(answer)) {
    expect(prompt).not.toContain('<!--')
    expect(prompt.match(/^- /gm)).toHaveLength(10)
  }
})

test('have another version as soon as one word changes, and the same when only a note does', () => {
  const { version } = loadPrompts(folder)
  const file = path.join(folder, 'prompts/answer.sv.md')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('<!--', '<!-- Granskad.'))
  expect(loadPrompts(folder).version).toBe(version)
  writeFileSync(file, text.replace('svenska', 'finlandssvenska'))
  expect(loadPrompts(folder).version).not.toBe(version)
})

test('that are missing or empty are a fault which names the file', () => {
  writeFileSync(path.join(folder, 'prompts/answer.en.md'), '<!-- to come -->\n')
  expect(() => loadPrompts(folder)).toThrow(/answer\.en\.md:1 This prompt is empty/)
  rmSync(path.join(folder, 'prompts/answer.en.md'))
  expect(() => loadPrompts(folder)).toThrow(/answer\.en\.md:1 This prompt cannot be read/)
})
