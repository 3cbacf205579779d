/** Signing out with people still there: they go back to the queue, so it is asked first. */
import { held } from '../model/state'
import { useDesk, usePage, useSay } from './page'
import { Sheet } from './sheet'

export function LeaveSheet() {
  const { desk } = usePage()
  const say = useSay()
  const count = useDesk((state) => held(state).length)
  return (
    <Sheet title={say('desk_leave_title')} deed={say('desk_sign_out_short')} onDeed={() => void desk.signOut()}>
      <p>{say('desk_leave_text', { count })}</p>
    </Sheet>
  )
}
