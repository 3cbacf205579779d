/** The Markdown subset of our replies as elements: paragraphs, lists, bold, links; masked data by its kind. Never HTML out of text. */
import { Fragment, type ReactNode } from 'react'
import { splitMasks } from '../model/masked'
import type { Say } from '../words'
import { useSay } from './page'

/** Only what may safely be pressed becomes a link. */
const inline = /\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https?:\/\/|\/(?!\/)|tel:|mailto:)[^\s)]+)\)/g
const listLine = /^ *(?:[-*]|(\d+)[.)]) +(.*)$/

export function Blocks({ text }: { text: string }) {
  const say = useSay()
  return text.split(/\n{2,}/).map((block, at) => <Fragment key={at}>{drawBlock(block, say)}</Fragment>)
}

/** A block is lines of one list, or of one paragraph, or one after the other. */
function drawBlock(block: string, say: Say): ReactNode[] {
  const runs: { ordered?: boolean; start?: number; lines: string[] }[] = []
  for (const line of block.split('\n')) {
    const item = listLine.exec(line)
    const last = runs.at(-1)
    if (!item) {
      const words = line.replace(/^#+ +(.*)$/, '**$1**')
      if (last && (last.ordered === undefined || /^ {2,}/.test(line)))
        last.lines.push(`${last.ordered === undefined ? '' : `${last.lines.pop() ?? ''} `}${words.trim()}`)
      else runs.push({ lines: [words] })
    } else if (last?.ordered === (item[1] !== undefined)) last.lines.push(item[2] ?? '')
    else runs.push({ ordered: item[1] !== undefined, start: Number(item[1] ?? 1), lines: [item[2] ?? ''] })
  }
  return runs.map(({ ordered, start, lines }, at) => {
    if (ordered === undefined) return <p key={at}>{drawInline(lines.join(' '), say)}</p>
    const items = lines.map((line, at) => <li key={at}>{drawInline(line, say)}</li>)
    return ordered ? (
      <ol key={at} start={start}>
        {items}
      </ol>
    ) : (
      <ul key={at}>{items}</ul>
    )
  })
}

function drawInline(text: string, say: Say): ReactNode[] {
  const drawn: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(inline)) {
    drawn.push(...drawMasks(text.slice(from, match.index), say, `${from}`))
    const [whole, bold, words, address] = match
    drawn.push(
      bold !== undefined ? (
        <strong key={match.index}>{drawMasks(bold, say, 'b')}</strong>
      ) : (
        <a key={match.index} href={address} target="_blank" rel="noreferrer">
          {words}
        </a>
      ),
    )
    from = match.index + whole.length
  }
  return [...drawn, ...drawMasks(text.slice(from), say, `${from}`)]
}

function drawMasks(text: string, say: Say, key: string): ReactNode[] {
  return splitMasks(text).map((piece, at) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <span key={`${key}-${at}`} className="mask">
        {say('desk_masked', { kind: say(piece.maskKey) })}
      </span>
    ),
  )
}

/** A person's words as they were written, line by line. */
export function PlainWords({ text }: { text: string }) {
  const say = useSay()
  return <p className="plain">{drawMasks(text, say, 'p')}</p>
}

/** The words alone, for a screen reader. */
export function plainText(text: string, say: Say): string {
  const words = text.replace(inline, (_, bold?: string, link?: string) => bold ?? link ?? '')
  return splitMasks(words)
    .map((piece) => (typeof piece === 'string' ? piece : say('desk_masked', { kind: say(piece.maskKey) })))
    .join('')
}
