/** Distances on the globe and a grid that finds near points fast. Knows no provider. */

export interface Point {
  /** WGS84 degrees. */
  readonly lat: number
  readonly lon: number
}

const earthKm = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance in kilometres (haversine). Roads are longer. */
export function distanceKm(a: Point, b: Point): number {
  const byLat = Math.sin(radians(b.lat - a.lat) / 2) ** 2
  const byLon = Math.sin(radians(b.lon - a.lon) / 2) ** 2
  return 2 * earthKm * Math.asin(Math.sqrt(byLat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * byLon))
}

export interface Near<T> {
  readonly item: T
  readonly km: number
}

export interface Grid<T> {
  /** The nearest `count` items that are wanted, nearest first, none farther than `reachKm`. */
  nearest(origin: Point, count: number, reachKm: number, wanted: (item: T) => boolean): Near<T>[]
}

/** Cells of 0.2° × 0.4°: some 22 × 22 km in Finland. */
const cellLat = 0.2
const cellLon = 0.4

/** A grid over items at their points, built once. */
export function gridOf<T>(items: readonly T[], pointOf: (item: T) => Point): Grid<T> {
  const cells = new Map<number, { readonly item: T; readonly point: Point }[]>()
  const row = ({ lat }: Point): number => Math.floor(lat / cellLat)
  const column = ({ lon }: Point): number => Math.floor(lon / cellLon)
  const key = (r: number, c: number): number => r * 4096 + c
  for (const item of items) {
    const point = pointOf(item)
    const at = key(row(point), column(point))
    const cell = cells.get(at)
    if (cell) cell.push({ item, point })
    else cells.set(at, [{ item, point }])
  }
  return {
    nearest(origin, count, reachKm, wanted) {
      const found: Near<T>[] = []
      const [r, c] = [row(origin), column(origin)]
      // A ring's items are at least this far for each ring between: the narrower side of a cell, at Finland's northern end.
      const ringKm = Math.min(cellLat * 111, cellLon * 111 * Math.cos(radians(Math.min(71, origin.lat + 1))))
      for (let ring = 0; (ring - 1) * ringKm <= reachKm; ring++) {
        for (const [dr, dc] of ringCells(ring))
          for (const { item, point } of cells.get(key(r + dr, c + dc)) ?? [])
            if (wanted(item)) {
              const km = distanceKm(origin, point)
              if (km <= reachKm) found.push({ item, km })
            }
        if (found.length >= count && countWithin(found, ring * ringKm) >= count) break
      }
      return found.sort((a, b) => a.km - b.km).slice(0, count)
    },
  }
}

function countWithin(found: readonly Near<unknown>[], km: number): number {
  let count = 0
  for (const one of found) if (one.km <= km) count++
  return count
}

/** Offsets of the cells at exactly this many steps, king's moves. */
function ringCells(ring: number): [number, number][] {
  if (ring === 0) return [[0, 0]]
  const cells: [number, number][] = []
  for (let along = -ring; along <= ring; along++) cells.push([-ring, along], [ring, along])
  for (let along = 1 - ring; along < ring; along++) cells.push([along, -ring], [along, ring])
  return cells
}
