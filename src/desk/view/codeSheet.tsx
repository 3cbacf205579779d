/** A code that a person reads out, and the adviser's word that the person agrees: without it nothing is opened. */
import { useRef, useState } from 'react'
import { InlineAlert, TextInput } from 'suomifi-ui-components'
import { focusMain } from './commands'
import { usePage, useSay } from './page'
import { Sheet } from './sheet'

export function CodeSheet() {
  const page = usePage()
  const say = useSay()
  const [code, setCode] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<'wrong' | 'often' | 'failed'>()
  const field = useRef<HTMLInputElement>(null)

  async function open(): Promise<void> {
    setBusy(true)
    const why = await page.desk.openByCode(code)
    if (why === undefined) return focusMain()
    setBusy(false)
    setProblem(why)
    field.current?.focus()
  }

  return (
    <Sheet
      title={say('desk_code_title')}
      deed={say('desk_code_do')}
      isReady={code.trim() !== '' && agreed && !busy}
      focus={field}
      onDeed={() => void open()}
    >
      <div role="alert">
        {problem && (
          <InlineAlert status="error">{say(problem === 'failed' ? 'desk_failed' : `desk_code_${problem}`)}</InlineAlert>
        )}
      </div>
      <TextInput
        forwardedRef={field}
        labelText={say('desk_code_label')}
        hintText={say('desk_code_hint')}
        fullWidth
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        value={code}
        onChange={(value) => setCode(String(value ?? ''))}
      />
      <label className="agreed">
        <input type="checkbox" checked={agreed} onChange={({ target }) => setAgreed(target.checked)} />{' '}
        {say('desk_code_consent')}
      </label>
      <p className="hint">{say('desk_code_logged')}</p>
    </Sheet>
  )
}
