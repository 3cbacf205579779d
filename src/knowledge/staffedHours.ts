/** When somebody is there to help: a provider's staffed hours on one day in Finland. Self-service hours are nobody's help and do not count. */
import Holidays from 'date-holidays'
import { DateTime } from 'luxon'
import { once } from './once'
import type { Provider } from './providers'
import { weekdays, type Weekday } from './types'

/** A moment as clocks in Finland show it. */
export interface LocalMoment {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly weekday: Weekday
  /** HH:MM. */
  readonly time: string
  readonly holiday: boolean
}

export interface StaffedToday {
  /** False when the data does not say; then the ranges are empty and mean nothing. */
  readonly known: boolean
  readonly ranges: readonly { readonly opensAt: string; readonly closesAt: string }[]
  /** Whether somebody is there now; absent when the hours are not known. */
  readonly now?: boolean
}

export function localMoment(now: Date): LocalMoment {
  const local = DateTime.fromJSDate(now).setZone('Europe/Helsinki')
  const date = local.toFormat('yyyy-MM-dd')
  return {
    date,
    weekday: weekdays[local.weekday - 1] ?? 'mon',
    time: local.toFormat('HH:mm'),
    holiday: isHoliday(date),
  }
}

/**
 * The staffed hours of the day. A day that the data names wins over the usual week; on a public holiday the usual week says nothing,
 * so that nobody is sent to a closed door.
 */
export function staffedOn(
  { hours, exceptions }: Provider,
  { date, weekday, time, holiday }: LocalMoment,
): StaffedToday {
  const named = exceptions.filter(({ from, to }) => from <= date && date <= to)
  const week = hours.filter(({ validFrom, validTo }) => (validFrom ?? date) <= date && date <= (validTo ?? date))
  if (named.length === 0 && (week.length === 0 || holiday)) return { known: false, ranges: [] }
  const all = named.length > 0 ? named.flatMap(({ ranges }) => ranges) : week.filter((one) => one.weekday === weekday)
  const ranges = all
    .filter(({ staffed }) => staffed)
    .map(({ opensAt, closesAt }) => ({ opensAt, closesAt }))
    .sort((a, b) => a.opensAt.localeCompare(b.opensAt))
  return { known: true, ranges, now: ranges.some(({ opensAt, closesAt }) => opensAt <= time && time < closesAt) }
}

/** `staffedOn(…).now === true`, without building what nobody reads: asked for every provider of a search. */
export function isStaffedAt({ hours, exceptions }: Provider, { date, weekday, time, holiday }: LocalMoment): boolean {
  let named = false
  for (const { from, to, ranges } of exceptions) {
    if (date < from || to < date) continue
    named = true
    if (ranges.some((one) => one.staffed && one.opensAt <= time && time < one.closesAt)) return true
  }
  if (named || holiday) return false
  return hours.some(
    (one) =>
      one.weekday === weekday &&
      one.staffed &&
      one.opensAt <= time &&
      time < one.closesAt &&
      (one.validFrom ?? date) <= date &&
      date <= (one.validTo ?? date),
  )
}

const calendar = once(
  () => new Holidays('FI', { languages: 'en', types: ['public', 'bank'], timezone: 'Europe/Helsinki' }),
)
const holidaysOf = new Map<string, ReadonlySet<string>>()

function isHoliday(date: string): boolean {
  const year = date.slice(0, 4)
  const known = holidaysOf.get(year)
  const days =
    known ??
    new Set(
      calendar()
        .getHolidays(year)
        .map((holiday) => holiday.date.slice(0, 10)),
    )
  if (!known) holidaysOf.set(year, days)
  return days.has(date)
}
