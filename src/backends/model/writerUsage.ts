/** What one answer costs: tokens in and out, and the day's budget that they are taken from. Knows no model and no network. */
import type { Clock } from '../../turn/ports'
import { WriterFault } from '../../answering/ports'

export interface TokenUse {
  readonly input: number
  readonly output: number
}

export interface DailyBudget {
  /** Tokens a day, in and out together. */
  readonly tokens: number
  /** Money a day, in euros. */
  readonly euros: number
  /** Prices of a million tokens, in euros. */
  readonly pricePerMillion: TokenUse
}

/** A day's account: what is asked for is set aside before the model is called, so that many at once cannot overdraw it. */
export interface BudgetAccount {
  /**
   * Sets aside what the answer may cost at most; the returned function books what it did cost, once, or, given nothing, all of it:
   * a call that was cut off has been paid for too.
   * @throws WriterFault BUDGET when the day's budget would not suffice
   */
  reserve(most: TokenUse): (spent?: TokenUse) => void
  /** What the day (UTC) has taken so far, what is set aside included. */
  spent(): { readonly tokens: number; readonly euros: number }
}

/** An account of this process; a restart begins it anew. */
export function openBudget(budget: DailyBudget, clock: Clock): BudgetAccount {
  let day = ''
  let tokens = 0
  let euros = 0
  const cost = ({ input, output }: TokenUse): number =>
    (input * budget.pricePerMillion.input + output * budget.pricePerMillion.output) / 1_000_000
  const turnDay = (): string => {
    const today = clock.now().toISOString().slice(0, 10)
    if (today !== day) [day, tokens, euros] = [today, 0, 0]
    return day
  }
  return {
    reserve(most) {
      const reservedOn = turnDay()
      if (tokens + most.input + most.output > budget.tokens || euros + cost(most) > budget.euros)
        throw new WriterFault(
          'BUDGET',
          `The day's budget of ${budget.tokens} tokens or ${budget.euros} euros is spent; it begins anew at 0:00 UTC.`,
        )
      tokens += most.input + most.output
      euros += cost(most)
      let booked = false
      return (spent = most) => {
        // What was set aside yesterday is not given back today.
        if (booked || turnDay() !== reservedOn) return
        booked = true
        tokens += spent.input + spent.output - most.input - most.output
        euros += cost(spent) - cost(most)
      }
    },
    spent() {
      turnDay()
      return { tokens, euros }
    },
  }
}
