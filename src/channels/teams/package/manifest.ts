/**
 * The Teams app manifest and its translations, and what Teams would refuse in them. The limits are those of Microsoft's schema
 * "MicrosoftTeams.schema.json" 1.19, for the parts that we use. Knows no file.
 */
import { z } from 'zod'
import type { PhraseBook } from '../../../dialogs/phraseBook'
import { languages, type Language } from '../../../language/languages'

export interface ManifestNeeds {
  readonly appId: string
  /** As people reach the service: https. */
  readonly publicUrl: string
  readonly publisher: string
  /** Of the service, e.g. `1.2.0`: Teams wants a new one for every change. */
  readonly version: string
  readonly phrases: PhraseBook
}

export const manifestVersion = '1.19'
const schemas = `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}`
const main: Language = 'fi'
/** Suomi.fi's blue. */
const accentColor = '#003479'
/** What the message extension's search is called on the wire. */
const searchCommand = 'searchGuides'

const listed = ['available', 'away', 'queue', 'help'] as const

const short = (most: number) => z.string().min(1).max(most)
const https = z.url({ protocol: /^https$/ }).max(2_048)
const guid = z.uuid()
const command = z.strictObject({ title: short(32), description: short(128) })
const scopes = z.array(z.enum(['personal', 'team', 'groupChat'])).min(1)

const manifestSchema = z.strictObject({
  $schema: z.url(),
  manifestVersion: z.literal(manifestVersion),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  developer: z.strictObject({ name: short(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.strictObject({ short: short(30), full: short(100) }),
  description: z.strictObject({ short: short(80), full: short(4_000) }),
  localizationInfo: z.strictObject({
    defaultLanguageTag: z.enum(languages),
    additionalLanguages: z.array(z.strictObject({ languageTag: z.enum(languages), file: short(2_048) })),
  }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/),
  bots: z.tuple([
    z.strictObject({
      botId: guid,
      scopes,
      supportsFiles: z.boolean(),
      isNotificationOnly: z.boolean(),
      commandLists: z.array(z.strictObject({ scopes, commands: z.array(command).max(10) })).max(3),
    }),
  ]),
  composeExtensions: z.tuple([
    z.strictObject({
      botId: guid,
      commands: z
        .array(
          z.strictObject({
            id: short(64),
            type: z.literal('query'),
            title: short(32),
            description: short(128),
            initialRun: z.boolean(),
            context: z.array(z.enum(['compose', 'commandBox', 'message'])).max(3),
            parameters: z
              .array(
                z.strictObject({
                  name: short(64),
                  title: short(32),
                  description: short(128),
                  inputType: z.literal('text'),
                }),
              )
              .max(5),
          }),
        )
        .max(10),
    }),
  ]),
  validDomains: z.array(short(2_048)).max(16),
})
export type Manifest = z.infer<typeof manifestSchema>

/** What is wrong with a manifest, a sentence each; none when Teams would take it. */
export function manifestFaults(manifest: unknown): string[] {
  const parsed = manifestSchema.safeParse(manifest)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

export function teamsManifest({ appId, publicUrl, publisher, version, phrases }: ManifestNeeds): Manifest {
  const say = (key: string): string => phrases.say(key, main)
  const { hostname } = new URL(publicUrl)
  const about = `${publicUrl}/about`
  return {
    $schema: `${schemas}/MicrosoftTeams.schema.json`,
    manifestVersion,
    version,
    id: appId,
    developer: { name: publisher, websiteUrl: publicUrl, privacyUrl: about, termsOfUseUrl: about },
    name: { short: say('teams_app_name'), full: say('teams_app_full_name') },
    description: { short: say('teams_app_short'), full: say('teams_app_full') },
    localizationInfo: {
      defaultLanguageTag: main,
      additionalLanguages: languages
        .filter((language) => language !== main)
        .map((language) => ({ languageTag: language, file: `${language}.json` })),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor,
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['personal'], commands: commandsIn(main, phrases) }],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: searchCommand,
            type: 'query',
            title: say('teams_app_search'),
            description: say('teams_app_search_description'),
            initialRun: true,
            context: ['compose', 'commandBox'],
            parameters: [
              {
                name: 'query',
                title: say('teams_app_search_word'),
                description: say('teams_search_hint'),
                inputType: 'text',
              },
            ],
          },
        ],
      },
    ],
    validDomains: [hostname],
  }
}

/** The manifest's words in another language: `MicrosoftTeams.Localization.schema.json`. */
export function manifestWords(language: Language, phrases: PhraseBook): Record<string, string> {
  const say = (key: string): string => phrases.say(key, language)
  const search = 'composeExtensions[0].commands[0]'
  const commands = commandsIn(language, phrases).flatMap(({ title, description }, at) => [
    [`bots[0].commandLists[0].commands[${at}].title`, title],
    [`bots[0].commandLists[0].commands[${at}].description`, description],
  ])
  return {
    $schema: `${schemas}/MicrosoftTeams.Localization.schema.json`,
    'name.short': say('teams_app_name'),
    'name.full': say('teams_app_full_name'),
    'description.short': say('teams_app_short'),
    'description.full': say('teams_app_full'),
    ...(Object.fromEntries(commands) as Record<string, string>),
    [`${search}.title`]: say('teams_app_search'),
    [`${search}.description`]: say('teams_app_search_description'),
    [`${search}.parameters[0].title`]: say('teams_app_search_word'),
    [`${search}.parameters[0].description`]: say('teams_search_hint'),
  }
}

function commandsIn(language: Language, phrases: PhraseBook): { title: string; description: string }[] {
  return listed.map((name) => ({
    title: phrases.say(`teams_command_${name}`, language).split('|')[0] ?? name,
    description: phrases.say(`teams_app_command_${name}`, language),
  }))
}
