/**
 * What the device remembers: in this tab's session storage only, so that a shared computer forgets when its tabs are closed; a second tab
 * gets the conversation from the first over a BroadcastChannel. Knows the shape of nothing it keeps.
 */

export interface DeviceNeeds<Kept> {
  /** One name a service: two services on one origin do not mix. */
  readonly name: string
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
  readonly BroadcastChannel: (new (name: string) => BroadcastChannel) | undefined
  /** What to hand to a tab that asks; undefined when there is nothing. */
  share(): Kept | undefined
  /** Another tab has a conversation. */
  onShared(kept: Kept): void
  /** Another tab ended it and wiped the device. */
  onWiped(): void
}

export interface Device<Kept> {
  read(): Kept | undefined
  keep(kept: Kept): void
  /** Asks the other tabs for their conversation. */
  ask(): void
  /** Offers ours to the others. */
  offer(): void
  /** Forgets here and in every other tab. */
  wipe(): void
  close(): void
}

type Note<Kept> = { readonly shared: Kept } | 'ask' | 'wipe'

export function openDevice<Kept>(needs: DeviceNeeds<Kept>): Device<Kept> {
  const { name, storage, onShared, onWiped, share } = needs
  const channel = needs.BroadcastChannel && new needs.BroadcastChannel(name)
  const post = (note: Note<Kept>): void => channel?.postMessage(note)
  const offer = (): void => {
    const kept = share()
    if (kept) post({ shared: kept })
  }
  const forget = (): void => storage?.removeItem(name)
  if (channel)
    channel.onmessage = ({ data }: MessageEvent<Note<Kept>>) => {
      if (data === 'ask') offer()
      else if (data === 'wipe') {
        forget()
        onWiped()
      } else onShared(data.shared)
    }
  return {
    read() {
      try {
        return JSON.parse(storage?.getItem(name) ?? 'null') ?? undefined
      } catch {
        // Somebody else's value under our name, or storage that is forbidden: begin afresh.
        return undefined
      }
    },
    keep(kept) {
      try {
        storage?.setItem(name, JSON.stringify(kept))
      } catch {
        // Full or forbidden: the conversation goes on, and is only not there after a reload.
      }
    },
    ask: () => post('ask'),
    offer,
    wipe() {
      forget()
      post('wipe')
    },
    close: () => channel?.close(),
  }
}

/** What stands under a name, or nothing. */
export function readKept<Kept extends object>(tab: Storage | undefined, key: string): Partial<Kept> | undefined {
  try {
    return JSON.parse(tab?.getItem(key) ?? 'null') ?? undefined
  } catch {
    // Somebody else's value under our name: begin as the page says.
    return undefined
  }
}

export function storageOfTab(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    // Even asking is refused where a browser blocks storage.
    return undefined
  }
}
