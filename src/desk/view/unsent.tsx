/** What was written and has not gone out, so that it can be copied. */
import { useSay } from './page'

export function Unsent({ texts }: { texts: readonly string[] }) {
  const say = useSay()
  if (texts.length === 0) return null
  return (
    <>
      <p className="unsent-title">{say('desk_gone_unsent')}</p>
      {texts.map((text, at) => (
        <blockquote key={at}>{text}</blockquote>
      ))}
    </>
  )
}
