/** Which sheet stands over the page, if any. */
import { CodeSheet } from './codeSheet'
import { EndSheet } from './endSheet'
import { HelpSheet } from './helpSheet'
import { LeaveSheet } from './leaveSheet'
import { Palette } from './palette'
import { useDesk, useOpenTalk } from './page'
import { SettingsSheet } from './settingsSheet'
import { TransferSheet } from './transferSheet'

export function Sheets() {
  const sheet = useDesk(({ sheet }) => sheet)
  return (
    <>
      {sheet === 'help' && <HelpSheet />}
      {sheet === 'settings' && <SettingsSheet />}
      {sheet === 'palette' && <Palette />}
      {sheet === 'code' && <CodeSheet />}
      {sheet === 'leave' && <LeaveSheet />}
      {(sheet === 'transfer' || sheet === 'end') && <TalkSheet sheet={sheet} />}
    </>
  )
}

function TalkSheet({ sheet }: { sheet: 'transfer' | 'end' }) {
  const talk = useOpenTalk()
  if (!talk || talk.gone) return null
  const Chosen = sheet === 'transfer' ? TransferSheet : EndSheet
  return <Chosen key={talk.handoff.id} talk={talk} />
}
