/** What somebody has switched off, for a service site or (site '') for all. Never edited once released. */
import type { Migration } from '../migrate'

export const switches: Migration = {
  number: 6,
  name: 'switches',
  statements: [
    `create table switched_off (
      site text not null,
      what text not null,
      at text not null,
      primary key (site, what)
    )`,
  ],
}
