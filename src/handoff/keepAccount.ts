/** An account that comes from elsewhere: under its own name where that is free, told apart where somebody has it already. Knows no password. */
import type { AdviserAccount, DeskStore } from './ports'

/** No account could be made: both names belong to others. */
export class AccountNameTaken extends Error {
  readonly code = 'ACCOUNT_NAME_TAKEN'
}

/**
 * Adds the account or brings it up to date. `mark` goes behind a name that another account has, as in "Aino (Teams 4f2a)".
 * @throws AccountNameTaken when that name is another's too
 */
export async function keepAccount(
  desk: Pick<DeskStore, 'keepAdviser'>,
  account: Pick<AdviserAccount, 'id' | 'name' | 'role'>,
  mark: string,
): Promise<void> {
  if (await desk.keepAdviser(account)) return
  const name = `${account.name} (${mark})`
  if (await desk.keepAdviser({ ...account, name })) return
  throw new AccountNameTaken(
    `The account ${account.id} could not be kept: other accounts have its name, also with "(${mark})" behind it. Rename one of them.`,
  )
}
