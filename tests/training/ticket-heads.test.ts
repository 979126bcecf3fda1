import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Head } from '../../src/classifier/create-head.ts';
import { loadHead, sha256 } from '../../training/load-head.ts';
import { measureMoods, moodReaders } from '../../training/measure-moods.ts';
import { readLabelledTickets } from '../../training/measure-escalation.ts';
import { hashRows, learntRows, ticketHeads } from '../../training/ticket-heads.ts';

const root = new URL('../../', import.meta.url);

async function shipped(name: string): Promise<Head> {
  const head = await loadHead(name);
  if (!head.ok) throw new Error(head.message);
  return head.value;
}

describe.each(ticketHeads.map((each) => [each.name, each] as const))('the %s head that ships', (name, { rows: read, kind }) => {
  it('was trained on the messages as they are now', async () => {
    // Otherwise: `npm run train:shipped -- --only NAME`.
    const { metadata } = await shipped(name);
    expect(metadata).toMatchObject({ kind, name, dataHash: hashRows(learntRows(read()), sha256) });
  });

  it('has never seen a message of its test split, nor one nearly the same', () => {
    const { train, validation, test } = read();
    const groups = new Set(train.groups);
    expect(test.texts.length).toBeGreaterThan(100);
    expect([...test.groups, ...validation.groups].filter((group) => groups.has(group))).toEqual([]);
  });
});

describe('the written messages', () => {
  it('are as many as were promised, with every mood in plenty', () => {
    const rows = ticketHeads.find(({ name }) => name === 'sentiment')?.rows();
    const labels = Object.values(rows ?? {}).flatMap((split) => split.labels);
    expect(labels.length).toBeGreaterThan(3_000);
    for (const mood of ['angry', 'frustrated', 'neutral', 'content', 'happy']) expect(labels.filter((label) => label === mood).length, mood).toBeGreaterThan(500);
  });

  it('for escalation are whole tickets, each once, more than four hundred of them kept for testing', () => {
    const read = (name: string): ReturnType<typeof readLabelledTickets> => readLabelledTickets(readFileSync(new URL(`data/escalation/${name}.jsonl`, root), 'utf8'), name);
    const test = ['test-a', 'test-b', 'test-c', 'test-d'].flatMap(read);
    const all = [...['dev-a', 'dev-b', 'dev-c', 'dev-d'].flatMap(read), ...test];
    expect(test.length).toBeGreaterThanOrEqual(400);
    expect(new Set(all.map(({ ticket }) => ticket.id)).size).toBe(all.length);
    expect(new Set(all.map(({ ticket }) => ticket.messages.map(({ text }) => text).join('\n'))).size).toBe(all.length);
    for (const { escalate, groups, ticket } of all) expect(groups.length > 0, ticket.id).toBe(escalate);
  });
});

describe('the sentiment head', () => {
  it('is right on 85 of 100 messages it never saw, where VADER is on little more than half', async () => {
    const readers = moodReaders(await shipped('sentiment'));
    const { texts, labels } = ticketHeads.find(({ name }) => name === 'sentiment')?.rows().test ?? { texts: [], labels: [] };
    expect(measureMoods(texts, labels, readers.head).accuracy).toBeGreaterThan(0.85);
    expect(measureMoods(texts, labels, readers.vader).accuracy).toBeLessThan(0.65);
  });
});
