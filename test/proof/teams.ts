/**
 * `npm run proof -- teams`: two advisers press "take" on the same card in Teams at once, a thousand times, over the Bot Connector protocol.
 * Each time one has the person, and both are told by card who it is.
 */
import { advisers, openTeamsHouse, type TeamsHouse } from '../channels/teams/teamsHouse'

export interface RaceResult {
  readonly races: number
  readonly wins: Readonly<Record<string, number>>
  /** Races without exactly one winner, or with a card that named another. */
  readonly faults: readonly string[]
}

export async function raceForCards(house: TeamsHouse, races: number): Promise<RaceResult> {
  const { store, handoffs } = house
  const [aino, bertta] = [house.user('Aino', advisers.Aino), house.user('Bertta', advisers.Bertta)]
  await aino.say('vapaa')
  await bertta.say('vapaa')
  const wins: Record<string, number> = { Aino: 0, Bertta: 0 }
  const faults: string[] = []
  for (let race = 0; race < races; race++) {
    const id = `race-${race}`
    await store.open({ conversationId: id, channel: 'directline', person: 'p' })
    const notice = { text: 'x', language: 'fi' } as const
    await store.handoffs.ask({ id, conversationId: id, desk: 'kokeilu', language: 'fi', notice, queueLimit: 9 })
    const order = race % 2 === 0 ? [aino, bertta] : [bertta, aino]
    const pressed = await Promise.all(order.map((user) => user.press('take', { handoffId: id })))
    const held = await store.handoffs.find(id)
    const holders = (await store.read(id, 0, 10)).map(({ holder }) => holder).join()
    const name = held?.adviser?.name ?? 'nobody'
    const told = pressed.every(({ body }) => JSON.stringify(body).includes(`Keskustelun otti ${name}`))
    if (!held?.adviser || holders !== 'queue,adviser' || !told)
      faults.push(
        `race ${race}: ${name} holds it, the record says ${holders}, ${told ? 'both were told' : 'not both were told'}`,
      )
    wins[name] = (wins[name] ?? 0) + 1
    if (held?.adviser) await handoffs.end(held, { adviserId: held.adviser.id, epoch: held.epoch }, 'helped')
  }
  await house.settled()
  return { races, wins, faults: [...faults, ...house.faults.map((fault) => JSON.stringify(fault))] }
}

export async function run(): Promise<object> {
  const house = await openTeamsHouse()
  try {
    const result = await raceForCards(house, 1_000)
    const { races, wins, faults } = result
    console.log(`${races} races: ${JSON.stringify(wins)}; ${faults.length} faults`)
    for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
    return result
  } finally {
    await house.stop()
  }
}
