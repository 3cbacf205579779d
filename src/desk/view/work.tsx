/** The three panes: people, the conversation, help for answering. In a narrow window one at a time. */
import { Conversation } from './conversation'
import { Assist } from './assist'
import { ids } from './commands'
import { OwnTalks } from './ownTalks'
import { useDesk, usePage, useSay, useStore, type Pane } from './page'
import { Queue } from './queue'

const panes: readonly Pane[] = ['list', 'talk', 'assist']

export function Work() {
  const { pane: paneStore } = usePage()
  const say = useSay()
  const pane = useStore(paneStore, (pane) => pane)
  const waiting = useDesk(({ queue }) => queue.length)
  return (
    <>
      <nav className="panes-choice segments" aria-label={say('desk_panes')}>
        {panes.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === pane ? 'true' : undefined}
            onClick={() => paneStore.set(() => one)}
          >
            {say(`desk_pane_${one}`)}
            {one === 'list' && waiting > 0 && <span className="count">{waiting}</span>}
          </button>
        ))}
      </nav>
      <main id={ids.main} tabIndex={-1} className={`work pane-${pane}`}>
        <h1 className="unseen">{say('desk_title')}</h1>
        <div className="pane list">
          <OwnTalks />
          <Queue />
        </div>
        <div className="pane talk">
          <Conversation />
        </div>
        <div className="pane assist">
          <Assist />
        </div>
      </main>
    </>
  )
}
