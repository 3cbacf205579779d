/** The page as a whole: the door, or the work behind it. Sets language and colours. */
import { useEffect, useState } from 'react'
import { LoadingSpinner, SuomifiThemeProvider } from 'suomifi-ui-components'
import { isDark, themeOf } from '../theme'
import { sayIn } from '../words'
import { CallbacksView } from './callbacks'
import { Header } from './header'
import { useKeys } from './keys'
import { Notices } from './notices'
import { OverviewView } from './overview'
import { PageContext, useDesk, useSay, useStore, type Page } from './page'
import { ReadingView } from './reading'
import { Sheets } from './sheets'
import { SignIn } from './signIn'
import { Work } from './work'

export function App({ page }: { page: Page }) {
  const { theme, language } = useStore(page.settings, (settings) => settings)
  const [dark, setDark] = useState(() => isDark(theme))
  useEffect(() => {
    const follow = (): void => setDark(isDark(theme))
    follow()
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [theme])
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
    document.documentElement.lang = language
    document.title = sayIn(language)('desk_title')
  }, [dark, language])
  return (
    <PageContext.Provider value={page}>
      <SuomifiThemeProvider theme={themeOf(dark)}>
        <Phase />
      </SuomifiThemeProvider>
    </PageContext.Provider>
  )
}

function Phase() {
  const say = useSay()
  const phase = useDesk(({ phase }) => phase)
  if (phase === 'signed_out') return <SignIn />
  if (phase === 'ready') return <Room />
  return (
    <main className="starting">
      <h1 className="unseen">{say('desk_title')}</h1>
      <LoadingSpinner text={say('desk_starting')} textAlign="bottom" />
    </main>
  )
}

function Room() {
  const view = useDesk(({ view }) => view)
  useKeys()
  return (
    <div className="room">
      <Header />
      <Notices />
      {view === 'work' && <Work />}
      {view === 'callbacks' && <CallbacksView />}
      {view === 'overview' && <OverviewView />}
      {view === 'reading' && <ReadingView />}
      <Sheets />
    </div>
  )
}
