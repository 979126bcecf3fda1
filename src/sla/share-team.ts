/** Work that waits in one queue, in any unit, and what somebody must be able to do to take it on. */
export interface QueueWork {
  readonly id: string;
  readonly work: number;
  readonly skills: readonly string[];
}

/** Enough to come within a hundredth of where the shares settle. */
const rounds = 60;

/**
 * Shares a team's hours a day out among queues. A member works where they have all the skills a queue asks for. Everybody begins by giving each of their queues
 * hours in proportion to the work that waits there; then, round by round, hours move from the queues that would be clear sooner to those that
 * would take longest, until nobody could shorten the longest wait by working elsewhere (proportional response, as in a market where members
 * spend hours on queues; 60 rounds). A queue without work gets hours only from members none of whose queues have any: they are shared evenly.
 */
export function shareTeam(queues: readonly QueueWork[], team: readonly { readonly skills: readonly string[]; readonly hoursADay: number }[]): ReadonlyMap<string, number> {
  const members = team.flatMap(({ skills, hoursADay }) => {
    const own = queues.flatMap((queue, at) => (queue.skills.every((skill) => skills.includes(skill)) ? [at] : []));
    if (own.length === 0 || hoursADay <= 0) return [];
    const busy = own.filter((at) => (queues[at]?.work ?? 0) > 0);
    const places = busy.length > 0 ? busy : own;
    const weights = places.map((at) => (busy.length > 0 ? (queues[at]?.work ?? 0) : 1));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return [{ hoursADay, places, shares: weights.map((weight) => weight / sum) }];
  });
  const hours = new Float64Array(queues.length);
  function add(): void {
    hours.fill(0);
    for (const { hoursADay, places, shares } of members) {
      for (const [index, at] of places.entries()) hours[at] = (hours[at] ?? 0) + hoursADay * (shares[index] ?? 0);
    }
  }
  add();
  for (let round = 0; round < rounds; round += 1) {
    for (const { places, shares } of members) {
      let sum = 0;
      for (const [index, at] of places.entries()) {
        const has = hours[at] ?? 0;
        const next = has > 0 ? ((shares[index] ?? 0) * (queues[at]?.work ?? 0)) / has : 0;
        shares[index] = next;
        sum += next;
      }
      for (const index of shares.keys()) shares[index] = sum > 0 ? (shares[index] ?? 0) / sum : 1 / shares.length;
    }
    add();
  }
  return new Map(queues.map(({ id }, at) => [id, hours[at] ?? 0]));
}
