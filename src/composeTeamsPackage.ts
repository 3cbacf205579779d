/** Builds the Teams app package from settings and phrases: manifest, translations, icons, in one archive. For the command of that name. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { colorIcon, outlineIcon } from './channels/teams/package/icons'
import { manifestFaults, manifestWords, teamsManifest } from './channels/teams/package/manifest'
import { zipOf } from './channels/teams/package/zip'
import type { Config } from './config'
import { loadDialogs } from './dialogs/loadDialogs'
import { languages } from './language/languages'

export type TeamsPackage = { readonly archive: Buffer } | { readonly faults: readonly string[] }

export function composeTeamsPackage(config: Config): TeamsPackage {
  const { appId } = config.botFramework
  const { publicUrl } = config
  const missing = [
    ...(appId ? [] : ['MICROSOFT_APP_ID is needed: the id of the bot’s registration.']),
    ...(publicUrl?.startsWith('https://') ? [] : ['PUBLIC_URL is needed, and must begin with https://.']),
  ]
  if (!appId || !publicUrl || missing.length > 0) return { faults: missing }
  const { version } = JSON.parse(readFileSync(path.join(config.root, 'package.json'), 'utf8')) as { version: string }
  const { phrases } = loadDialogs(config.dialogsFolder)
  const manifest = teamsManifest({ appId, publicUrl, publisher: config.teams.publisher, version, phrases })
  const faults = manifestFaults(manifest)
  if (faults.length > 0) return { faults }
  const json = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)
  const others = languages.filter((language) => language !== manifest.localizationInfo.defaultLanguageTag)
  return {
    archive: zipOf([
      { name: 'manifest.json', bytes: json(manifest) },
      ...others.map((language) => ({ name: `${language}.json`, bytes: json(manifestWords(language, phrases)) })),
      { name: 'color.png', bytes: colorIcon() },
      { name: 'outline.png', bytes: outlineIcon() },
    ]),
  }
}
