/** What stands in Teams, and where, over any SQL database. Knows no card and no SDK. */
import type { Address, GuideReport, TeamsPlace, TeamsPost, TeamsStore } from '../../channels/ports'
import type { Language } from '../../language/languages'
import type { Database } from './conversationStore'
import { type Dialect, run, sqlWriter, statement, type Unit } from './statement'
import { storableText } from './storedText'

interface PlaceRow {
  id: string
  kind: TeamsPlace['kind']
  /** `Address` as JSON. */
  address: string
  language: Language
  seen_at: string
}

interface PostRow {
  handoff_id: string
  place: string
  what: string
  activity_id: string
  shows: string
  address: string
}

type TeamsTables = {
  teams_places: PlaceRow
  teams_posts: PostRow
  guide_reports: { id: string; at: string; guide: string; language: Language; owner: string; words: string }
}

type Of<Row> = { [Key in keyof Row]: Row[Key] } & Record<string, string>

export function teamsStoreOver(database: Pick<Database, 'transact' | 'ask'>, dialect: Dialect): TeamsStore {
  const sql = statementsOf(dialect)
  const write = async (unit: () => Unit<unknown>): Promise<void> => void (await database.transact(unit))
  return {
    keepPlace: ({ id, kind, address, language, seenAt }) =>
      write(() => run(sql.keepPlace, { id, kind, address: JSON.stringify(address), language, seen_at: seenAt })),
    async place(id) {
      const [row] = await database.ask(() => run(sql.place, { id }))
      return row && placeOf(row)
    },
    places: async () => (await database.ask(() => run(sql.places, {}))).map(placeOf),
    removePlace: (id) => write(() => run(sql.removePlace, { id })),
    keepPost: ({ handoffId, place, what, activityId, shows, address }) =>
      write(() =>
        run(sql.keepPost, {
          handoff_id: handoffId,
          place,
          what,
          activity_id: activityId,
          shows,
          address: JSON.stringify(address),
        }),
      ),
    posts: async (handoffId) => (await database.ask(() => run(sql.posts, { handoff_id: handoffId }))).map(postOf),
    removePost: ({ handoffId, place, what }) =>
      write(() => run(sql.removePost, { handoff_id: handoffId, place, what })),
    posted: async () => (await database.ask(() => run(sql.posted, {}))).map((row) => row.handoff_id),
    report: (report) => write(() => run(sql.report, { ...report, words: storableText(report.words) })),
    reports: (limit) => database.ask(() => run(sql.reports, { limit })) as Promise<readonly GuideReport[]>,
  }
}

function placeOf({ id, kind, address, language, seen_at }: PlaceRow): TeamsPlace {
  return { id, kind, address: JSON.parse(address) as Address, language, seenAt: seen_at }
}

function postOf({ handoff_id, place, what, activity_id, shows, address }: PostRow): TeamsPost {
  return {
    handoffId: handoff_id,
    place,
    what,
    activityId: activity_id,
    shows,
    address: JSON.parse(address) as Address,
  }
}

function statementsOf(dialect: Dialect) {
  const db = sqlWriter(dialect).withTables<TeamsTables>()
  return {
    keepPlace: statement('keep_teams_place', (of: Of<PlaceRow>) => {
      const kept = { kind: of.kind, address: of.address, language: of.language, seen_at: of.seen_at }
      return db
        .insertInto('teams_places')
        .values({ id: of.id, ...kept })
        .onConflict((there) => there.column('id').doUpdateSet(kept))
    }),
    place: statement('teams_place', (of: { id: string }) =>
      db.selectFrom('teams_places').selectAll().where('id', '=', of.id),
    ),
    places: statement('teams_places', (_: Record<string, never>) =>
      db.selectFrom('teams_places').selectAll().orderBy('id'),
    ),
    removePlace: statement('remove_teams_place', (of: { id: string }) =>
      db.deleteFrom('teams_places').where('id', '=', of.id),
    ),
    keepPost: statement('keep_teams_post', (of: Of<PostRow>) => {
      const kept = { activity_id: of.activity_id, shows: of.shows, address: of.address }
      return db
        .insertInto('teams_posts')
        .values({ handoff_id: of.handoff_id, place: of.place, what: of.what, ...kept })
        .onConflict((there) => there.columns(['handoff_id', 'place', 'what']).doUpdateSet(kept))
    }),
    posts: statement('teams_posts', (of: { handoff_id: string }) =>
      db.selectFrom('teams_posts').selectAll().where('handoff_id', '=', of.handoff_id).orderBy('what').orderBy('place'),
    ),
    removePost: statement('remove_teams_post', (of: { handoff_id: string; place: string; what: string }) =>
      db
        .deleteFrom('teams_posts')
        .where('handoff_id', '=', of.handoff_id)
        .where('place', '=', of.place)
        .where('what', '=', of.what),
    ),
    posted: statement('teams_posted', (_: Record<string, never>) =>
      db.selectFrom('teams_posts').select('handoff_id').distinct(),
    ),
    report: statement('report_guide', (of: Of<TeamsTables['guide_reports']>) =>
      db
        .insertInto('guide_reports')
        .values({ id: of.id, at: of.at, guide: of.guide, language: of.language, owner: of.owner, words: of.words })
        .onConflict((there) => there.column('id').doNothing()),
    ),
    reports: statement('guide_reports', (of: { limit: number }) =>
      db.selectFrom('guide_reports').selectAll().orderBy('at', 'desc').limit(of.limit),
    ),
  }
}
