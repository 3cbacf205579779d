/** The calendar day in Finland, for review dates and stamps. */

/** YYYY-MM-DD in Europe/Helsinki. */
export function todayInFinland(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(now)
}
