/** What is shown in place of the log for a while: settings, saving, the ways to people, ending. */
import {
  handoff_callback_title,
  widget_about,
  widget_answers,
  widget_answers_short,
  widget_answers_whole,
  widget_cancel,
  widget_close,
  widget_end,
  widget_end_all,
  widget_end_ask,
  widget_end_here,
  widget_language,
  widget_menu,
  widget_not_erased,
  widget_plain,
  widget_print,
  widget_save,
  widget_save_page,
  widget_save_text,
  widget_text_large,
  widget_text_larger,
  widget_text_normal,
  widget_text_size,
} from 'opastin:phrases'
import { h, Several } from '../draw'
import { downloadTalk, printTalk } from '../keepTalk'
import { parseMarkdown } from '../markdown'
import type { Widget } from '../state'
import { languageNames, languages, personPhrase } from '../words'
import { Icon } from './icons'
import { Away, Blocks } from './message'

export function Sheet({ w }: { w: Widget }) {
  const { say, moment } = w
  const sheets = {
    menu: [widget_menu, Menu],
    save: [widget_save, Save],
    people: [personPhrase(w.talk.standing.holder), People],
    end: [widget_end, End],
  } as const
  const [title, Content] = sheets[moment.showing ?? 'menu']
  return (
    <div key="sheet" class="log sheet" role="group" aria-labelledby="opastin-sheet">
      <div class="head">
        <h3 id="opastin-sheet">{say(title)}</h3>
        <button class="plain" aria-label={say(widget_close)} onClick={() => w.show({ showing: undefined })}>
          <Icon of="close" />
        </button>
      </div>
      <Content w={w} />
    </div>
  )
}

function Menu({ w }: { w: Widget }) {
  const { say, panel } = w
  const offered = panel.site?.languages ?? languages
  return (
    <>
      <Choice
        label={say(widget_language)}
        options={languages
          .filter((language) => offered.includes(language))
          .map((language) => [languageNames[language], language === panel.language, () => w.speak(language), language])}
      />
      <Choice
        label={say(widget_text_size)}
        options={([widget_text_normal, widget_text_large, widget_text_larger] as const).map((phrase, size) => [
          say(phrase),
          size === panel.textSize,
          () => w.change({ textSize: size as 0 | 1 | 2 }),
        ])}
      />
      <Choice
        label={say(widget_answers)}
        options={[
          [say(widget_answers_short), !panel.whole, () => w.change({ whole: false })],
          [say(widget_answers_whole), panel.whole, () => w.change({ whole: true })],
        ]}
      />
      <button onClick={() => w.show({ showing: 'end' })}>{say(widget_end)}</button>
      <p>
        <Away w={w} to={`/about?lang=${panel.language}`}>
          {say(widget_about)}
        </Away>
      </p>
      <p>
        <Away w={w} to={`/chat?lang=${panel.language}`}>
          {say(widget_plain)}
        </Away>
      </p>
    </>
  )
}

type Option = readonly [name: string, chosen: boolean, choose: () => void, language?: string]

function Choice({ label, options }: { label: string; options: readonly Option[] }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(([name, chosen, choose, language]) => (
        <button aria-pressed={chosen} lang={language} onClick={choose}>
          {name}
        </button>
      ))}
    </fieldset>
  )
}

function Save({ w }: { w: Widget }) {
  const { say, talk, panel } = w
  const kept = { lines: talk.lines, language: panel.language, say }
  return (
    <>
      <button onClick={() => downloadTalk(kept, 'txt')}>{say(widget_save_text)}</button>
      <button onClick={() => downloadTalk(kept, 'html')}>{say(widget_save_page)}</button>
      <button onClick={() => printTalk(kept, w.root)}>{say(widget_print)}</button>
    </>
  )
}

/** Ways to people beside the conversation; who waits for an adviser or has one finds the way out of it here. */
function People({ w }: { w: Widget }) {
  const { site, language } = w.panel
  const { holder } = w.talk.standing
  const held = holder === 'queue' || holder === 'adviser'
  // Whether advisers are there, which the greeting tells too, is no news to who has got one or stands in line.
  const ways = site?.people.split('\n\n').filter((way) => !held || !site.greeting.includes(way))
  return (
    <>
      {held && <button onClick={() => leave(w)}>{w.say(personPhrase(holder))}</button>}
      {ways && <Blocks of={parseMarkdown(ways.join('\n\n'))} w={w} />}
      <p>
        <Away w={w} to={`/callback/${language}`}>
          {w.say(handoff_callback_title)}
        </Away>
      </p>
      <p>
        <Away w={w} to={`/chat?lang=${language}`}>
          {w.say(widget_plain)}
        </Away>
      </p>
    </>
  )
}

function leave(w: Widget): void {
  w.talk.leave()
  w.show({ showing: undefined })
  w.focus('textarea')
}

function End({ w }: { w: Widget }) {
  const { say, moment } = w
  return (
    <>
      <p>{say(widget_end_ask)}</p>
      <div role="status">{moment.notErased && <p class="alert">{say(widget_not_erased)}</p>}</div>
      <button onClick={() => void w.end(false)}>{say(widget_end_here)}</button>
      <button onClick={() => void w.end(true)}>{say(widget_end_all)}</button>
      <button onClick={() => w.show({ showing: undefined })}>{say(widget_cancel)}</button>
    </>
  )
}
