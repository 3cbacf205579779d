/** The map holds: which room may import which, where vendors' packages may appear, and that what README files name exists. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { settingNames } from '../src/config'

const root = path.resolve(__dirname, '..')
const source = path.join(root, 'src')

/** Room → rooms it may import. Itself is always allowed. The table of src/README.md. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  language: [],
  conversation: ['language'],
  privacy: ['conversation', 'language'],
  knowledge: ['conversation', 'language'],
  dialogs: ['conversation', 'language', 'knowledge'],
  retrieval: ['conversation', 'language', 'knowledge'],
  answering: ['conversation', 'language', 'knowledge', 'dialogs', 'privacy', 'retrieval'],
  handoff: ['conversation', 'language', 'dialogs', 'privacy'],
  turn: ['conversation', 'language', 'knowledge', 'dialogs', 'privacy', 'retrieval', 'answering', 'handoff'],
  channels: [
    'conversation',
    'language',
    'knowledge',
    'dialogs',
    'privacy',
    'retrieval',
    'answering',
    'handoff',
    'turn',
  ],
  backends: ['conversation', 'language'],
  widget: [],
  desk: [],
  commands: [],
}

/** What a room may import beside whole rooms, by path from src. */
const files: Readonly<Record<string, readonly RegExp[]>> = {
  backends: [/^\w+\/(ports|types)$/],
  widget: [/^privacy\/mask/, /^channels\/wire$/],
  desk: [/^channels\/wire$/],
  // Commands that read content only need no server and no compose.
  commands: [
    /^compose\w*$/,
    /^config$/,
    /^knowledge\//,
    /^dialogs\//,
    /^conversation\//,
    /^language\//,
    /^retrieval\//,
    /^answering\/writeAnswer$/,
    /^channels\/console$/,
  ],
}

/** Package → the only files that may import it. */
const packages: readonly { readonly name: RegExp; readonly allowed: RegExp }[] = [
  { name: /^restify$/, allowed: /^channels\/server\.ts$/ },
  { name: /^botbuilder|^botframework-connector|^botframework-schema/, allowed: /^channels\/botframework\// },
  { name: /^(libsql|pg|kysely|openai|@azure\/|langchain|@langchain\/|hnswlib)/, allowed: /^backends\// },
]

const joiners = ['main.ts', 'config.ts']

interface Import {
  /** Path from src, with `/`. */
  readonly file: string
  readonly line: number
  readonly target: string
}

const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
const imports = sources.flatMap(importsOf)

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(source, file), 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const specifier =
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier
        ? node.moduleSpecifier
        : ts.isCallExpression(node) &&
            (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')
          ? node.arguments[0]
          : undefined
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, target: specifier.text })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

describe('the house', () => {
  test('has no room that the table does not know', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).filter((name) => name !== 'decisions' && !(name in rooms))).toEqual([])
  })

  test('lets a room import only what the table allows', () => {
    const broken = imports.flatMap(({ file, line, target }) => {
      const room = file.split('/')[0] ?? ''
      if (!target.startsWith('.') || !(room in rooms)) return []
      const aim = path.posix.join(path.posix.dirname(file), target)
      const aimRoom = aim.split('/')[0] ?? ''
      const fine =
        aimRoom === room || rooms[room]?.includes(aimRoom) || files[room]?.some((allowed) => allowed.test(aim))
      return fine ? [] : [`src/${file}:${line} ${room} may not import ${aim}`]
    })
    expect(broken).toEqual([])
  })

  test('joins rooms in compose alone, which only main, commands and tests import', () => {
    const broken = imports
      .filter(
        ({ file, target }) =>
          /\/compose\w*$/.test(target) && !joiners.includes(file) && !/^(commands\/|compose\w*\.ts$)/.test(file),
      )
      .map(({ file, line }) => `src/${file}:${line}`)
    expect(broken).toEqual([])
  })

  test("keeps vendors' packages in their places", () => {
    const broken = imports
      .filter(({ file, target }) => packages.some(({ name, allowed }) => name.test(target) && !allowed.test(file)))
      .map(({ file, line, target }) => `src/${file}:${line} imports ${target}`)
    expect(broken).toEqual([])
  })

  test('reads the environment in config.ts alone', () => {
    const readers = sources.filter((file) => /process\.env\b/.test(withoutComments(file)) && file !== 'config.ts')
    expect(readers).toEqual([])
  })

  test('says first in every file what it does', () => {
    const silent = sources.filter(
      (file) => !file.endsWith('.d.ts') && !/^(#!.*\n)?\/\*\*/.test(readFileSync(path.join(source, file), 'utf8')),
    )
    expect(silent).toEqual([])
  })

  test('keeps every source file within 300 lines', () => {
    const long = sources
      .map((file) => ({ file, lines: readFileSync(path.join(source, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  test('lists in .env.example exactly the settings that config.ts reads', () => {
    const example = readFileSync(path.join(root, '.env.example'), 'utf8')
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1])
    expect([...named].sort()).toEqual([...settingNames].sort())
  })

  test('has only paths in its README files that exist', () => {
    const readmes = ['README.md', ...['src', 'knowledge', 'dialogs', 'test'].map((folder) => `${folder}/README.md`)]
    const missing = readmes.flatMap((readme) => {
      const text = readFileSync(path.join(root, readme), 'utf8')
      const named = [...text.matchAll(/`((?:src|knowledge|dialogs|test|\.ci)\/[\w./-]*)`/g)].map(
        (match) => match[1] ?? '',
      )
      return named.filter((name) => !existsSync(path.join(root, name))).map((name) => `${readme}: ${name}`)
    })
    expect(missing).toEqual([])
  })

  test('has every optional platform package in the lock, so that npm ci works on every system', () => {
    const { packages: locked } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>
    }
    const names = new Set(Object.keys(locked).map((key) => key.split('node_modules/').pop()))
    const missing = Object.entries(locked).flatMap(([key, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${key} → ${name}`),
    )
    expect(missing).toEqual([])
  })
})

function withoutComments(file: string): string {
  return readFileSync(path.join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
