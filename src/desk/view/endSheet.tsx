/** The end of a conversation, with how it ended: the reasons are what the service learns from. */
import { useState } from 'react'
import { InlineAlert, RadioButton, RadioButtonGroup } from 'suomifi-ui-components'
import { unsentOf, type Talk } from '../model/talk'
import type { CloseReason } from '../wire'
import { focusWork } from './commands'
import { useDesk, usePage, useSay } from './page'
import { Sheet } from './sheet'

export function EndSheet({ talk }: { talk: Talk }) {
  const page = usePage()
  const say = useSay()
  const reasons = useDesk(({ me }) => me?.closeReasons ?? none)
  const [reason, setReason] = useState<string>(reasons[0] ?? 'helped')
  return (
    <Sheet
      title={say('desk_end_title')}
      deed={say('desk_end_do')}
      onDeed={() => void page.desk.end(talk.handoff.id, reason as CloseReason).then(() => focusWork(page))}
    >
      {unsentOf(talk).length > 0 && <InlineAlert status="warning">{say('desk_end_unsent')}</InlineAlert>}
      <RadioButtonGroup labelText={say('desk_end_reason')} name="reason" value={reason} onChange={setReason}>
        {reasons.map((one) => (
          <RadioButton key={one} value={one}>
            {say(`desk_reason_${one}`)}
          </RadioButton>
        ))}
      </RadioButtonGroup>
      <p className="hint">{say('desk_end_hint')}</p>
    </Sheet>
  )
}

const none: readonly CloseReason[] = []
