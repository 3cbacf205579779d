/** The Markdown subset of our replies as elements: paragraphs, lists, bold, links; masked data by its kind. Never HTML out of text. */
import { Fragment, type ReactNode } from 'react'
import { splitMasks } from '../model/masked'
import { splitLinks } from '../model/written'
import type { Say } from '../words'
import { useSay } from './page'

/** Only what may safely be pressed becomes a link. */
const inline = /\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https?:\/\/|\/(?!\/)|tel:|mailto:)[^\s)]+)\)/g
const listLine = /^ *(?:[-*]|(\d+)[.)]) +(.*)$/

/** How the pieces of a line become elements: a guide's as Markdown alone, an adviser's with the links and line breaks written just so. */
interface Drawing {
  readonly say: Say
  readonly isWritten: boolean
}

/** @param isWritten by an adviser: lines break where they were broken, addresses and phone numbers are links */
export function Blocks({ text, isWritten = false }: { text: string; isWritten?: boolean }) {
  const how = { say: useSay(), isWritten }
  return text.split(/\n{2,}/).map((block, at) => <Fragment key={at}>{drawBlock(block, how)}</Fragment>)
}

/** A block is lines of one list, or of one paragraph, or one after the other. */
function drawBlock(block: string, how: Drawing): ReactNode[] {
  const between = how.isWritten ? '\n' : ' '
  const runs: { ordered?: boolean; start?: number; lines: string[] }[] = []
  for (const line of block.split('\n')) {
    const item = listLine.exec(line)
    const last = runs.at(-1)
    if (!item) {
      const words = line.replace(/^#+ +(.*)$/, '**$1**')
      if (last && (last.ordered === undefined || /^ {2,}/.test(line)))
        last.lines.push(`${last.ordered === undefined ? '' : `${last.lines.pop() ?? ''}${between}`}${words.trim()}`)
      else runs.push({ lines: [words] })
    } else if (last?.ordered === (item[1] !== undefined)) last.lines.push(item[2] ?? '')
    else runs.push({ ordered: item[1] !== undefined, start: Number(item[1] ?? 1), lines: [item[2] ?? ''] })
  }
  return runs.map(({ ordered, start, lines }, at) => {
    if (ordered === undefined) return <p key={at}>{drawInline(lines.join(between), how)}</p>
    const items = lines.map((line, at) => <li key={at}>{drawInline(line, how)}</li>)
    return ordered ? (
      <ol key={at} start={start}>
        {items}
      </ol>
    ) : (
      <ul key={at}>{items}</ul>
    )
  })
}

function drawInline(text: string, how: Drawing): ReactNode[] {
  const drawn: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(inline)) {
    drawn.push(...drawWords(text.slice(from, match.index), how, `${from}`))
    const [whole, bold, words, address] = match
    drawn.push(
      bold !== undefined ? (
        <strong key={match.index}>{drawWords(bold, how, 'b')}</strong>
      ) : (
        <Away key={match.index} to={address ?? ''} words={words ?? ''} />
      ),
    )
    from = match.index + whole.length
  }
  return [...drawn, ...drawWords(text.slice(from), how, `${from}`)]
}

function drawWords(text: string, { say, isWritten }: Drawing, key: string): ReactNode[] {
  if (!isWritten) return drawMasks(text, say, key)
  return splitLinks(text).flatMap((piece, at): ReactNode[] =>
    typeof piece === 'string'
      ? drawMasks(piece, say, `${key}-${at}`)
      : [<Away key={`${key}-l${at}`} to={piece.link} words={piece.words} />],
  )
}

function Away({ to, words }: { to: string; words: string }) {
  return (
    <a href={to} target={/^(tel|mailto):/.test(to) ? undefined : '_blank'} rel="noreferrer">
      {/^(http|www)/.test(words)
        ? // An address that is longer than its line breaks between its parts.
          words.split(/([/?&=]+)/).map((part, at) => (
            <Fragment key={at}>
              {part}
              {at % 2 === 1 && <wbr />}
            </Fragment>
          ))
        : words}
    </a>
  )
}

function drawMasks(text: string, say: Say, key: string): ReactNode[] {
  return splitMasks(text).map((piece, at) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <span key={`${key}-${at}`} className="mask">
        {say('mask_shown', { kind: say(piece.maskKey) })}
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
    .map((piece) => (typeof piece === 'string' ? piece : say('mask_shown', { kind: say(piece.maskKey) })))
    .join('')
}
