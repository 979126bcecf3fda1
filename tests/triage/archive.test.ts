import { describe, expect, it } from 'vitest';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { Archive, type Circumstances } from '../../src/triage/archive.ts';
import { ComparedArchive } from '../../src/triage/compare-decided.ts';
import { beforeAnswer, changeKinds, differ, outlookOf, type Difference } from '../../src/triage/rehearse.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { triageTicket, type TriageModels } from '../../src/triage/triage-ticket.ts';
import { readSampleTickets } from '../../training/bench/triage.ts';
import { loadShippedHeads } from '../../training/load-head.ts';
import { noon } from './make-sample-ticket.ts';

const models = await loadShippedHeads();
const { rulesHead } = models;
const byRules: TriageModels = { ...models, intentHead: null };
const now = noon + 30 * 86_400_000;
/** Half of the sample: every head reads each of them. */
const tickets = readSampleTickets().filter((_, at) => at % 2 === 0);
const triage = (ticket: Ticket, playbook: Playbook = defaultPlaybook, at = now, of = models): Triage => triageTicket(ticket, of, playbook, at, () => 0, { explain: false });

const triages = new Map(tickets.map((ticket) => [ticket, triage(ticket)]));

/** Fewer rules, and orders that are tracked may be answered by themselves. */
const fewer: Playbook = { ...defaultPlaybook, actions: { ...defaultPlaybook.actions, track_order: 'auto-reply', get_invoice: 'auto-reply', track_refund: 'auto-reply' }, thresholds: { sure: 0.5, likely: 0.5 }, rules: standardRules.filter(({ id }) => id !== 'safety' && id !== 'asks-for-person') };
const circumstances = (playbook: Playbook, more: Partial<Circumstances> = {}): Circumstances => ({ playbook, moment: 'before-answer', now, head: null, ...more });
const goOn = () => true;

function fill(): Archive {
  const archive = new Archive();
  for (const [ticket, done] of triages) archive.put(ticket, done);
  return archive;
}

async function compare(archive: Archive, before: Circumstances, after: Circumstances): Promise<ComparedArchive> {
  const [was, is] = [await archive.decideAll(before, goOn), await archive.decideAll(after, goOn)];
  if (was === null || is === null) throw new Error('nothing was decided');
  return new ComparedArchive(archive, was, is);
}

/** The slow way: triage of each ticket under both playbooks. */
function differences(before: Playbook, after: Playbook, ofAfter = models): Map<string, Difference> {
  return new Map(
    tickets.flatMap((ticket) => {
      const stood = beforeAnswer(ticket, now);
      const [was, is] = [triage(stood.ticket, before, stood.now), triage(stood.ticket, after, stood.now, ofAfter)];
      const difference = differ(outlookOf(was, was.intent), outlookOf(is, is.intent));
      return difference === null ? [] : [[ticket.id, difference] as const];
    }),
  );
}

describe('a rehearsal over an archive', () => {
  it('finds every ticket that triage would decide otherwise, and no other, newest first', async () => {
    const archive = fill();
    const [before, after] = [circumstances(defaultPlaybook), circumstances(fewer)];
    const compared = await compare(archive, before, after);
    const wanted = differences(defaultPlaybook, fewer);
    const all = compared.list({}, 0, 1_000, before, after);
    expect(new Map(all.tickets.map(({ id, kinds, before: was, after: is }) => [id, { kinds, before: was, after: is }]))).toEqual(wanted);
    expect(wanted.size).toBeGreaterThan(5);
    expect(compared.comparison).toMatchObject({ tickets: tickets.length, untriaged: 0, changed: wanted.size });
    for (const kind of changeKinds) expect(compared.comparison.kinds[kind], kind).toBe([...wanted.values()].filter(({ kinds }) => kinds.includes(kind)).length);
    const times = all.tickets.map(({ updatedAt }) => updatedAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('tells where tickets go, those that stay included, and lists who takes one way', async () => {
    const archive = fill();
    const [before, after] = [circumstances(defaultPlaybook), circumstances(fewer)];
    const compared = await compare(archive, before, after);
    for (const flows of [compared.comparison.byAction, compared.comparison.byQueue]) expect(flows.reduce((sum, flow) => sum + flow.tickets, 0)).toBe(tickets.length);
    const way = compared.comparison.byAction.find(({ from, to }) => from === 'draft' && to === 'auto-reply');
    expect(way?.tickets).toBeGreaterThan(0);
    const listed = compared.list({ action: { from: 'draft', to: 'auto-reply' } }, 0, 2, before, after);
    expect(listed.total).toBe(way?.tickets);
    expect(listed.tickets.every((ticket) => ticket.before.action === 'draft' && ticket.after.action === 'auto-reply')).toBe(true);
    expect(compared.list({ kind: 'calmed' }, 0, 500, before, after).tickets.every((ticket) => ticket.before.escalated && !ticket.after.escalated)).toBe(true);
  });

  it('tells nothing where nothing changes', async () => {
    const archive = fill();
    const compared = await compare(archive, circumstances(defaultPlaybook), circumstances({ ...defaultPlaybook, version: 'other', agentName: 'Jo' }));
    expect(compared.comparison.changed).toBe(0);
  });

  it('goes by another head where it has read all tickets', async () => {
    const archive = fill();
    const rows = archive.unpredicted('rules');
    expect(rows).toHaveLength(tickets.length);
    for (const row of rows) archive.setPrediction('rules', row, rulesHead.predict(archive.at(row)?.request ?? ''));
    expect(archive.unpredicted('rules')).toEqual([]);
    const [before, after] = [circumstances(defaultPlaybook), circumstances(defaultPlaybook, { head: 'rules' })];
    const compared = await compare(archive, before, after);
    const wanted = differences(defaultPlaybook, defaultPlaybook, byRules);
    expect(new Set(compared.list({}, 0, 1_000, before, after).tickets.map(({ id }) => id))).toEqual(new Set(wanted.keys()));
    expect(compared.comparison.kinds.intent).toBeGreaterThan(0);
  });

  it('follows tickets that change, go or are merged, and counts those that no head has read as they are', async () => {
    const archive = fill();
    // So that there is something to forget.
    await archive.decideAll(circumstances(defaultPlaybook, { moment: 'now' }), goOn);
    const [first, second, third] = tickets;
    if (!first || !second || !third) throw new Error('no tickets');
    const told = { ...first, updatedAt: first.updatedAt + 1, messages: [...first.messages, { id: 'more', from: 'customer' as const, author: '', at: first.updatedAt + 1, text: 'The lamp sparked and there is a scorch mark.' }] };
    archive.put(told, triage(first));
    expect([archive.size, archive.untriaged]).toEqual([tickets.length - 1, 1]);
    archive.put(told, triage(told));
    archive.remove(second.id);
    archive.put({ ...third, mergedInto: first.id }, triage(third));
    expect([archive.size, archive.untriaged]).toEqual([tickets.length - 2, 0]);
    // Nothing of the ticket whose row it took, nor of how it was before.
    const rows = Array.from({ length: archive.rows }, (_, row) => row);
    const row = rows.find((at) => archive.at(at)?.ticket.id === first.id) ?? -1;
    expect(archive.decide(row, circumstances(defaultPlaybook, { moment: 'now' }))?.escalation).toEqual(triage(told).escalation);
    archive.clear();
    expect([archive.size, archive.untriaged, archive.rows]).toEqual([0, 0, 0]);
  });

  it('stops where it is told to', async () => {
    const archive = fill();
    const seen: number[] = [];
    expect(await archive.decideAll(circumstances(defaultPlaybook), (done) => seen.push(done) < 3)).toBeNull();
    expect(seen).toHaveLength(3);
  });
});
