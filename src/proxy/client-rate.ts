/** Says whether a client may ask now; otherwise in how many whole seconds it may. */
export interface ClientRate {
  take(client: string): { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };
}

/** So many clients are remembered at most, so that a flood of addresses fills no memory; about 2 MB. */
const mostClients = 20_000;

interface Bucket {
  left: number;
  at: number;
}

/**
 * A bucket of `perMinute` requests for each client, refilled evenly: a burst is fine, a steady flood is not. Kept in memory, for one process
 * each. `now` in milliseconds.
 */
export function limitClients(perMinute: number, now: () => number): ClientRate {
  const buckets = new Map<string, Bucket>();
  const refilled = (bucket: Bucket, at: number): number => Math.min(perMinute, bucket.left + (Math.max(0, at - bucket.at) * perMinute) / 60_000);

  function makeRoom(at: number): void {
    for (const [client, bucket] of buckets) if (refilled(bucket, at) >= perMinute) buckets.delete(client);
    // Those who asked longest ago have the least to gain from being forgotten.
    for (const client of buckets.keys()) {
      if (buckets.size < mostClients * 0.9) break;
      buckets.delete(client);
    }
  }

  return {
    take(client) {
      const at = now();
      const known = buckets.get(client);
      const left = known ? refilled(known, at) : perMinute;
      if (!known && buckets.size >= mostClients) makeRoom(at);
      // Taken out and put in again: the map's order is the order of asking.
      buckets.delete(client);
      buckets.set(client, { left: left < 1 ? left : left - 1, at });
      return left >= 1 ? { ok: true } : { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(((1 - left) * 60) / perMinute)) };
    },
  };
}
