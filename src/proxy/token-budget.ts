/** Tokens set aside for one reply. Settled once; a second time does nothing. */
export interface Reservation {
  settle(used: number): void;
}

export type Reserved =
  | { readonly ok: true; readonly reservation: Reservation }
  /** `spent`: not before the day ends. Otherwise replies being written hold what is left of the day, and may give some of it back. */
  | { readonly ok: false; readonly spent: boolean; readonly retryAfterSeconds: number };

export interface TokenBudget {
  reserve(estimate: number): Reserved;
  /** Tokens of today: what was used, and what is set aside for replies being written. */
  readonly today: { readonly used: number; readonly reserved: number };
}

const day = 86_400_000;
/** About as long as a reply takes. */
const whileWriting = 15;

/**
 * A day's tokens (UTC), kept in memory. What a reply may cost is set aside before it is asked for and settled by what it did cost, so
 * that replies written at the same time can not spend the same tokens. `now` in milliseconds since the epoch.
 */
export function limitDailyTokens(perDay: number, now: () => number): TokenBudget {
  let today = Math.floor(now() / day);
  let used = 0;
  let reserved = 0;

  function turnPage(): void {
    const date = Math.floor(now() / day);
    if (date === today) return;
    today = date;
    // What is being written still is settled on the day it ends.
    used = 0;
  }

  return {
    reserve(estimate) {
      turnPage();
      if (used + estimate > perDay) return { ok: false, spent: true, retryAfterSeconds: Math.max(1, Math.ceil(((today + 1) * day - now()) / 1000)) };
      if (used + reserved + estimate > perDay) return { ok: false, spent: false, retryAfterSeconds: whileWriting };
      reserved += estimate;
      let open = true;
      return {
        ok: true,
        reservation: {
          settle(actual) {
            if (!open) return;
            open = false;
            turnPage();
            reserved -= estimate;
            used += actual;
          },
        },
      };
    },
    get today() {
      turnPage();
      return { used, reserved };
    },
  };
}
