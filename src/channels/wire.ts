/** What stands on the wire of Direct Line, as the contract promises it, and what the desk shares with Teams. Types only; knows neither Microsoft's packages nor our store. */

export interface WireCitation {
  readonly '@type': 'Claim'
  readonly position: number
  readonly appearance: {
    readonly '@type': 'DigitalDocument'
    readonly name: string
    readonly url: string
    readonly abstract: string
  }
}

export interface WireMessageEntity {
  readonly type: 'https://schema.org/Message'
  readonly '@type': 'Message'
  readonly '@context': 'https://schema.org'
  readonly '@id': ''
  readonly additionalType?: readonly string[]
  readonly citation: readonly WireCitation[]
}

/** Marks the pieces of an answer that is still being written, and its end: Teams reads it here, Web Chat in `channelData`. */
export interface WireStreamInfo {
  readonly type: 'streaminfo'
  readonly streamType: 'informative' | 'streaming' | 'final'
  /** From 1; not on the final one. */
  readonly streamSequence?: number
  /** Id of the first piece; not on that one. */
  readonly streamId?: string
  readonly citation?: undefined
}

/** The data of a reply, for clients of ours and for those who measure us. */
export interface WireOpastin {
  readonly outcome?: string
  readonly need?: string
  readonly guides?: readonly string[]
  readonly passages?: readonly string[]
  readonly confidence?: number
  readonly holder: string
  readonly asOf?: string
  readonly providers?: readonly { readonly name: string; readonly municipality: string; readonly type: string }[]
  readonly municipality?: string
  /** `system`: the service itself, e.g. that an adviser has joined. */
  readonly speaker: 'bot' | 'adviser' | 'system'
  /** The adviser's name, on an adviser's line. */
  readonly adviser?: string
}

export interface WireActivity {
  readonly type: string
  /** Of an event. */
  readonly name?: string
  readonly value?: object
  readonly id?: string
  readonly timestamp?: string
  readonly channelId?: string
  readonly conversation?: { readonly id: string }
  readonly from: { readonly id: string; readonly name?: string; readonly role: 'bot' | 'user' }
  readonly replyToId?: string
  readonly locale?: string
  readonly text?: string
  readonly textFormat?: 'markdown' | 'plain'
  readonly suggestedActions?: {
    readonly to: readonly string[]
    readonly actions: readonly { readonly type: 'imBack'; readonly title: string; readonly value: string }[]
  }
  readonly entities?: readonly (WireMessageEntity | WireStreamInfo)[]
  readonly channelData?: {
    readonly opastin?: WireOpastin
    readonly clientActivityID?: string
    readonly 'webchat:sequence-id'?: number
    readonly streamType?: WireStreamInfo['streamType']
    readonly streamSequence?: number
    readonly streamId?: string
  }
}

/** A passage that may answer, offered to an adviser; `text` is Markdown to put into the reply. */
export interface Suggestion {
  readonly passage: string
  readonly guide: string
  readonly title: string
  readonly heading: string
  readonly text: string
  readonly path: string
  readonly url: string
  readonly origin: string
  /** 0 to 1. */
  readonly confidence: number
}
