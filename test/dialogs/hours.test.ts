/** Opening hours in Finnish time: days, breaks, holidays, exceptions, and the nights when the clock is changed. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { deskOpening, hoursSchema, type DeskHours } from '../../src/dialogs/hours'

const days = (hours: string[]) => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours })
const desk = (more: object = {}): DeskHours =>
  hoursSchema.parse([
    {
      id: 'd',
      name: { fi: 'A', sv: 'B', en: 'C' },
      languages: ['fi'],
      weekly: days(['09:00-16:00']),
      breaks: ['11:30-12:00'],
      holidays: { public: true, named: ['juhannusaatto', 'jouluaatto'] },
      capacity: 3,
      queue_limit: 5,
      ...more,
    },
  ])[0] as DeskHours
const at = (desk: DeskHours, time: string) => deskOpening(desk, new Date(time))

describe('a desk', () => {
  test('is open in its hours and says when it closes', () => {
    expect(at(desk(), '2026-11-23T07:00:00Z')).toEqual({ open: true, closesAt: '2026-11-23T09:30:00.000Z' })
    expect(at(desk(), '2026-11-23T13:59:59Z')).toEqual({ open: true, closesAt: '2026-11-23T14:00:00.000Z' })
  })

  test('is closed from its last minute on and says when it opens next', () => {
    expect(at(desk(), '2026-11-23T14:00:00Z')).toEqual({
      open: false,
      reason: 'closed',
      opensAt: '2026-11-24T07:00:00.000Z',
    })
    expect(at(desk(), '2026-11-27T20:00:00Z')).toMatchObject({ opensAt: '2026-11-30T07:00:00.000Z' })
  })

  test('names a break as a break', () => {
    expect(at(desk(), '2026-11-23T09:40:00Z')).toEqual({
      open: false,
      reason: 'break',
      opensAt: '2026-11-23T10:00:00.000Z',
    })
  })

  test.each([
    ['juhannusaatto', '2026-06-19T08:00:00Z', '2026-06-22T06:00:00.000Z'],
    ['itsenäisyyspäivä on a Sunday', '2026-12-06T08:00:00Z', '2026-12-07T07:00:00.000Z'],
    ['the days from jouluaatto on', '2026-12-24T08:00:00Z', '2026-12-28T07:00:00.000Z'],
    ['pitkäperjantai to the Tuesday after Easter', '2027-03-26T08:00:00Z', '2027-03-30T06:00:00.000Z'],
    ['helatorstai', '2026-05-14T08:00:00Z', '2026-05-15T06:00:00.000Z'],
    ['loppiainen', '2027-01-06T08:00:00Z', '2027-01-07T07:00:00.000Z'],
  ])('is closed on %s', (_, time, opensAt) => {
    expect(at(desk(), time)).toEqual({ open: false, reason: 'holiday', opensAt })
  })

  test('is open on a holiday when it says so', () => {
    expect(at(desk({ holidays: { public: false } }), '2026-05-14T07:00:00Z')).toMatchObject({ open: true })
  })

  test('goes by an exception before everything else', () => {
    const special = desk({ exceptions: { '2026-12-24': ['08:00-10:00'], '2026-11-23': [] } })
    expect(at(special, '2026-12-24T07:00:00Z')).toEqual({ open: true, closesAt: '2026-12-24T08:00:00.000Z' })
    expect(at(special, '2026-11-23T08:00:00Z')).toMatchObject({
      open: false,
      reason: 'closed',
      opensAt: '2026-11-24T07:00:00.000Z',
    })
  })

  test('keeps its local hours on both sides of the change of the clock', () => {
    expect(at(desk(), '2026-10-23T06:00:00Z')).toMatchObject({ open: true })
    expect(at(desk(), '2026-10-23T20:00:00Z')).toMatchObject({ opensAt: '2026-10-26T07:00:00.000Z' })
    expect(at(desk(), '2027-03-25T20:00:00Z')).toMatchObject({ opensAt: '2027-03-30T06:00:00.000Z' })
  })

  const night = desk({ weekly: { sun: ['01:00-05:00'] }, breaks: [], holidays: { public: false } })
  test('is open for five hours in the night that has 25', () => {
    expect(at(night, '2026-10-24T21:59:59Z')).toMatchObject({ open: false, opensAt: '2026-10-24T22:00:00.000Z' })
    for (const time of ['2026-10-24T22:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:59:59Z'])
      expect(at(night, time)).toEqual({ open: true, closesAt: '2026-10-25T03:00:00.000Z' })
    expect(at(night, '2026-10-25T03:00:00Z')).toMatchObject({ open: false })
  })

  test('is open for three hours in the night that has 23', () => {
    expect(at(night, '2027-03-27T22:59:59Z')).toMatchObject({ open: false, opensAt: '2027-03-27T23:00:00.000Z' })
    expect(at(night, '2027-03-28T01:30:00Z')).toEqual({ open: true, closesAt: '2027-03-28T02:00:00.000Z' })
    expect(at(night, '2027-03-28T02:00:00Z')).toMatchObject({ open: false })
  })

  test('takes a time that the spring night does not have for the one an hour later', () => {
    const missing = desk({ weekly: { sun: ['03:30-05:00'] }, breaks: [], holidays: { public: false } })
    expect(at(missing, '2027-03-27T22:00:00Z')).toMatchObject({ opensAt: '2027-03-28T01:30:00.000Z' })
  })

  test('that is open over midnight closes only at the end', () => {
    const late = desk({ weekly: { mon: ['20:00-24:00'], tue: ['00:00-02:00'] }, breaks: [] })
    expect(at(late, '2026-11-23T19:00:00Z')).toEqual({ open: true, closesAt: '2026-11-24T00:00:00.000Z' })
  })

  test('that is always open names no end, and one that never is no beginning', () => {
    const always = desk({
      weekly: { ...days(['00:00-24:00']), sat: ['00:00-24:00'], sun: ['00:00-24:00'] },
      breaks: [],
      holidays: { public: false },
    })
    expect(at(always, '2026-12-24T08:00:00Z')).toEqual({ open: true })
    expect(at(desk({ weekly: {} }), '2026-11-23T08:00:00Z')).toEqual({ open: false, reason: 'closed' })
  })
})

describe('dialogs/hours.yml', () => {
  test('is sound', () => {
    const text = readFileSync(path.resolve(__dirname, '../../dialogs/hours.yml'), 'utf8')
    expect(hoursSchema.safeParse(parse(text)).error).toBeUndefined()
  })

  test.each(['9:00-16:00', '16:00-09:00', '09:00–16:00', '09:00-25:00'])('refuses "%s"', (hours) => {
    expect(() => desk({ weekly: { mon: [hours] } })).toThrow()
  })
})
