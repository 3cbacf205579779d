/** Clock and calendar as they are in Finland, wherever the adviser's computer thinks it is. Pure. */

export const finnishZone = 'Europe/Helsinki'

/** Made once when first asked for: making one costs more than all the days of a long conversation. */
let days: Intl.DateTimeFormat | undefined

/** The day in Finland, YYYY-MM-DD. */
export function dayInFinland(at: string): string {
  days ??= new Intl.DateTimeFormat('sv-SE', { timeZone: finnishZone })
  return days.format(new Date(at))
}
