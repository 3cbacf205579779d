/** Which sheet stands over the page, if any. */
import { EndSheet } from './endSheet'
import { HelpSheet } from './helpSheet'
import { Palette } from './palette'
import { useDesk, useOpenTalk } from './page'
import { SettingsSheet } from './settingsSheet'
import { TransferSheet } from './transferSheet'

export function Sheets() {
  const sheet = useDesk(({ sheet }) => sheet)
  const talk = useOpenTalk()
  const mine = talk && !talk.gone ? talk : undefined
  return (
    <>
      {sheet === 'help' && <HelpSheet />}
      {sheet === 'settings' && <SettingsSheet />}
      {sheet === 'palette' && <Palette />}
      {sheet === 'transfer' && mine && <TransferSheet key={mine.handoff.id} talk={mine} />}
      {sheet === 'end' && mine && <EndSheet key={mine.handoff.id} talk={mine} />}
    </>
  )
}
