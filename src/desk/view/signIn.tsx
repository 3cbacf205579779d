/** The door: a name and a password where the server has local accounts, and the organisation's own sign-in. */
import { useState, type FormEvent } from 'react'
import { Button, InlineAlert, TextInput } from 'suomifi-ui-components'
import { focusMain } from './commands'
import { LanguageChoice } from './languageChoice'
import { useDesk, usePage, useSay } from './page'

export function SignIn() {
  const say = useSay()
  const { desk } = usePage()
  const doors = useDesk(({ doors }) => doors)
  const { busy, problem } = useDesk(({ signIn }) => signIn)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')

  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const field = event.currentTarget.querySelector<HTMLElement>('[type=password]')
    if (busy) return
    await desk.signIn(name, password)
    if (desk.store.get().phase === 'ready') focusMain()
    else field?.focus()
  }

  return (
    <div className="door">
      <main className="door-card">
        <p className="brand">Opastin</p>
        <h1>{say('desk_title_short')}</h1>
        <div role="alert">
          {problem && (
            <InlineAlert status={problem === 'ended' ? 'warning' : 'error'}>
              {say(`desk_sign_in_${problem}`)}
            </InlineAlert>
          )}
        </div>
        {doors?.trial && <InlineAlert>{say('desk_sign_in_trial')}</InlineAlert>}
        {doors?.local && (
          <form method="post" onSubmit={(event) => void signIn(event)}>
            <TextInput
              labelText={say('desk_name')}
              name="username"
              autoComplete="username"
              fullWidth
              value={name}
              onChange={(value) => setName(String(value ?? ''))}
            />
            <TextInput
              labelText={say('desk_password')}
              name="password"
              type="password"
              autoComplete="current-password"
              fullWidth
              value={password}
              onChange={(value) => setPassword(String(value ?? ''))}
            />
            <Button type="submit" fullWidth aria-disabled={busy}>
              {say(busy ? 'desk_signing_in' : 'desk_sign_in')}
            </Button>
          </form>
        )}
        {doors?.oidc && (
          <Button
            variant={doors.local ? 'secondary' : 'default'}
            fullWidth
            onClick={() => {
              location.href = '/desk/api/oidc'
            }}
          >
            {say('desk_sign_in_oidc')}
          </Button>
        )}
        {doors && !doors.local && !doors.oidc && <p>{say('desk_sign_in_no_way')}</p>}
        {!doors && problem === 'unreachable' && (
          <Button variant="secondary" fullWidth onClick={() => void desk.enter()}>
            {say('desk_retry')}
          </Button>
        )}
        <LanguageChoice />
      </main>
    </div>
  )
}
