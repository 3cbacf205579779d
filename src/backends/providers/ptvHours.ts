/** Palvelutietovaranto's opening hours → our week, our exceptions and a note. Knows nothing else of a channel. */
import { DateTime } from 'luxon'
import { weekdays, type Provider, type ProviderRange, type Weekday } from '../../knowledge/ports'
import { wordsOf } from './clean'
import type { PtvServiceHour } from './ptvShapes'

export type Hours = Pick<Provider, 'hours' | 'exceptions' | 'hoursNote' | 'byAppointment'>

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const selfService = /omatoimi|itsepalvelu|meröppet|självbetjäning|självservice|self-?service/i

/** @param staffed false where the place has no staff at all */
export function ptvHours(rows: readonly PtvServiceHour[] | null | undefined, staffed: boolean): Hours {
  const given = rows ?? []
  const usual = given.filter((row) => row.serviceHourType !== 'Exceptional' && !row.isReservation)
  const exceptional = given.filter((row) => row.serviceHourType === 'Exceptional')
  return {
    hours: usual.flatMap((row) => weekOf(row, staffed)),
    exceptions: exceptional.flatMap((row) => exceptionOf(row, staffed)),
    hoursNote: wordsOf(
      usual.flatMap(({ additionalInformation }) => additionalInformation ?? []),
      160,
    ),
    byAppointment: given.some(({ isReservation }) => isReservation === true),
  }
}

function weekOf(row: PtvServiceHour, staffed: boolean): Provider['hours'] {
  if (row.isClosed) return []
  const limits = row.validForNow
    ? {}
    : {
        ...(dayOf(row.validFrom) ? { validFrom: dayOf(row.validFrom) } : {}),
        ...(dayOf(row.validTo) ? { validTo: dayOf(row.validTo) } : {}),
      }
  // "Always open" says nothing of anybody being there.
  if (row.isAlwaysOpen)
    return weekdays.map((weekday) => ({ weekday, opensAt: '00:00', closesAt: '24:00', staffed: false, ...limits }))
  const attended = staffed && !(row.additionalInformation ?? []).some(({ value }) => selfService.test(value ?? ''))
  return (row.openingHour ?? []).flatMap(({ dayFrom, dayTo, from, to }) => {
    const first = dayNames.indexOf(dayFrom ?? '')
    const last = dayTo ? dayNames.indexOf(dayTo) : first
    const [opens, closes] = [timeOf(from), timeOf(to)]
    if (first < 0 || last < 0 || !opens || !closes) return []
    const spans =
      row.serviceHourType === 'OverMidnight'
        ? acrossDays(first, last, opens, closes)
        : daysBetween(first, last).flatMap((day) =>
            closes > opens ? [{ day, opens, closes }] : acrossDays(day, day + 1, opens, closes),
          )
    return spans
      .filter((span) => endOfDay(span.closes) > span.opens)
      .map((span) => ({
        weekday: weekday(span.day),
        opensAt: span.opens,
        closesAt: endOfDay(span.closes),
        staffed: attended,
        ...limits,
      }))
  })
}

interface Span {
  readonly day: number
  readonly opens: string
  readonly closes: string
}

/** From one day's evening into another's morning: a piece a day. */
function acrossDays(first: number, last: number, opens: string, closes: string): Span[] {
  const days = daysBetween(first, last)
  if (days.length === 1 && closes <= opens) return acrossDays(first, first + 1, opens, closes)
  return days
    .map((day, index) => ({
      day,
      opens: index === 0 ? opens : '00:00',
      closes: index === days.length - 1 ? closes : '24:00',
    }))
    .filter((span) => span.closes !== '00:00')
}

/** Monday is 0; a week that turns over (Friday to Monday) goes on. */
function daysBetween(first: number, last: number): number[] {
  const count = ((last - first + 7) % 7) + 1
  return Array.from({ length: count }, (_, index) => first + index)
}

function exceptionOf(row: PtvServiceHour, staffed: boolean): Provider['exceptions'] {
  const from = dayOf(row.validFrom)
  if (!from) return []
  const to = dayOf(row.validTo) ?? from
  const ranges: ProviderRange[] = (row.openingHour ?? []).flatMap((one) => {
    const [opens, closes] = [timeOf(one.from), timeOf(one.to)]
    return opens && closes && endOfDay(closes) > opens ? [{ opensAt: opens, closesAt: endOfDay(closes), staffed }] : []
  })
  // Neither closed nor a time: it says nothing, and closing the place on it would be a guess.
  if (!row.isClosed && ranges.length === 0) return []
  return [{ from, to: to < from ? from : to, ranges: row.isClosed ? [] : ranges }]
}

const weekday = (day: number): Weekday => weekdays[((day % 7) + 7) % 7] ?? 'mon'
const endOfDay = (time: string): string => (time === '00:00' ? '24:00' : time)

/** "08:00:00" → "08:00". */
function timeOf(time: string | null | undefined): string | undefined {
  return /^((?:[01]\d|2[0-3]):[0-5]\d)/.exec(time ?? '')?.[1]
}

/** The day in Finland, of a moment or of a bare date. */
export function dayOf(moment: string | null | undefined): string | undefined {
  if (!moment) return undefined
  const parsed = DateTime.fromISO(moment, { zone: 'Europe/Helsinki' })
  return parsed.isValid ? parsed.toFormat('yyyy-MM-dd') : undefined
}
