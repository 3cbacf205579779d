/** When a desk is open, by dialogs/hours.yml: weekly hours, breaks, Finnish public holidays, exceptions. Knows no queue and no adviser. */
import Holidays from 'date-holidays'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { languages } from '../language/languages'

const zone = 'Europe/Helsinki'
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** How far ahead the next opening and closing are looked for. */
const horizonDays = 60

const range = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'must be like "09:00-16:00"' })
  .refine((hours) => hours.slice(0, 5) < hours.slice(6), { error: 'must end after it begins' })
const ranges = z.array(range)
const words = z.strictObject({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) })

const deskSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'must be small letters, digits and "-"' }),
    name: words,
    languages: z.array(z.enum(languages)).min(1),
    weekly: z.strictObject(
      Object.fromEntries(weekdays.map((day) => [day, ranges.default([])])) as Record<
        (typeof weekdays)[number],
        z.ZodDefault<typeof ranges>
      >,
    ),
    breaks: ranges.default([]),
    holidays: z
      .strictObject({ public: z.boolean(), named: z.array(z.string()).default([]) })
      .default({ public: false, named: [] }),
    exceptions: z.record(z.iso.date(), ranges).default({}),
    capacity: z.int().min(1).max(20),
    queue_limit: z.int().min(1).max(1000),
  })
  .transform(({ queue_limit: queueLimit, ...desk }) => ({ ...desk, queueLimit }))

export const hoursSchema = z
  .array(deskSchema)
  .refine((desks) => new Set(desks.map(({ id }) => id)).size === desks.length, {
    error: 'two desks have the same id',
  })
export type DeskHours = z.infer<typeof deskSchema>

/** Times are ISO 8601 in UTC; absent when nothing is known for the next two months. */
export type DeskOpening =
  | { readonly open: true; readonly closesAt?: string }
  | { readonly open: false; readonly reason: 'closed' | 'holiday' | 'break'; readonly opensAt?: string }

/** One stretch of time, half open, in milliseconds since 1970. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** Whether the desk is open at `now`, and when that changes next. */
export function deskOpening(desk: DeskHours, now: Date): DeskOpening {
  const at = now.getTime()
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  let closesAt: number | undefined
  for (let ahead = 0; ahead < horizonDays; ahead++) {
    for (const { from, to } of stretchesOf(desk, today.plus({ days: ahead }))) {
      if (to <= at) continue
      if (closesAt === undefined && from > at)
        return { open: false, reason: whyClosed(desk, today, at), opensAt: iso(from) }
      if (closesAt !== undefined && from > closesAt) return { open: true, closesAt: iso(closesAt) }
      closesAt = to
    }
    // A day that adds nothing after the hours so far ends them.
    const dayEnds = today.plus({ days: ahead + 1 }).toMillis()
    if (closesAt !== undefined && closesAt < dayEnds) return { open: true, closesAt: iso(closesAt) }
  }
  return closesAt === undefined ? { open: false, reason: whyClosed(desk, today, at) } : { open: true }
}

/** "klo 9.00" and the like: the local weekday, date and time, for a sentence. */
export function localTime(
  at: string,
  language: 'fi' | 'sv' | 'en',
): { day: (typeof weekdays)[number]; date: string; time: string } {
  const local = DateTime.fromISO(at, { zone })
  return {
    day: weekdays[local.weekday - 1] ?? 'mon',
    date: local.toFormat('d.M.'),
    time: local.toFormat(language === 'fi' ? 'H.mm' : 'HH:mm'),
  }
}

function stretchesOf(desk: DeskHours, day: DateTime): Stretch[] {
  const exception = desk.exceptions[day.toISODate() ?? '']
  if (exception) return exception.map((hours) => stretch(hours, day)).sort(byStart)
  if (isHoliday(desk, day)) return []
  const weekday = weekdays[day.weekday - 1] ?? 'mon'
  const open = desk.weekly[weekday].map((hours) => stretch(hours, day)).sort(byStart)
  return desk.breaks.map((hours) => stretch(hours, day)).reduce(without, open)
}

function without(open: Stretch[], pause: Stretch): Stretch[] {
  return open
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, pause.from) },
      { from: Math.max(from, pause.to), to },
    ])
    .filter(({ from, to }) => from < to)
    .sort(byStart)
}

function whyClosed(desk: DeskHours, today: DateTime, at: number): 'closed' | 'holiday' | 'break' {
  const named = desk.exceptions[today.toISODate() ?? '']
  if (!named && isHoliday(desk, today)) return 'holiday'
  const paused = desk.breaks.map((hours) => stretch(hours, today)).some(({ from, to }) => from <= at && at < to)
  const weekday = weekdays[today.weekday - 1] ?? 'mon'
  const inHours = desk.weekly[weekday]
    .map((hours) => stretch(hours, today))
    .some(({ from, to }) => from <= at && at < to)
  return !named && paused && inHours ? 'break' : 'closed'
}

/** "09:00-16:00" of a day. On the nights when the clock is changed a time that does not exist is the one an hour later. */
function stretch(hours: string, day: DateTime): Stretch {
  return { from: moment(hours.slice(0, 5), day), to: moment(hours.slice(6), day) }
}

function moment(time: string, day: DateTime): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return (hour === 24 ? day.plus({ days: 1 }).startOf('day') : day.set({ hour, minute })).toMillis()
}

const holidays = new Map<number, ReadonlyMap<string, { public: boolean; name: string }>>()

function isHoliday({ holidays: closed }: DeskHours, day: DateTime): boolean {
  if (!closed.public && closed.named.length === 0) return false
  const holiday = holidaysOf(day.year).get(day.toISODate() ?? '')
  return holiday !== undefined && ((closed.public && holiday.public) || closed.named.includes(holiday.name))
}

function holidaysOf(year: number): ReadonlyMap<string, { public: boolean; name: string }> {
  let known = holidays.get(year)
  if (!known) {
    const all = new Holidays('FI', { languages: ['fi'] }).getHolidays(year)
    known = new Map(all.map(({ date, name, type }) => [date.slice(0, 10), { public: type === 'public', name }]))
    holidays.set(year, known)
  }
  return known
}

function byStart(one: Stretch, other: Stretch): number {
  return one.from - other.from
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
