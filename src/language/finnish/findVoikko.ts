/** Finds Voikko's Finnish dictionary on this machine. It is optional: stems do the work where there is none. */
import { existsSync } from 'node:fs'
import { readVoikko, type Dictionary } from './readVoikko'

/** Where Debian, Fedora and Homebrew put the file. */
const usualPlaces = [
  '/usr/lib/voikko/5/mor-standard/mor.vfst',
  '/usr/share/voikko/5/mor-standard/mor.vfst',
  '/opt/homebrew/lib/voikko/5/mor-standard/mor.vfst',
  '/usr/local/lib/voikko/5/mor-standard/mor.vfst',
]

/**
 * The dictionary at `path`, or at the first usual place that has one; undefined when there is none.
 * @throws TransducerError when the file is there and cannot be read
 */
export function findVoikko(path?: string): Dictionary | undefined {
  const file = path ?? usualPlaces.find((place) => existsSync(place))
  return file === undefined ? undefined : readVoikko(file)
}
