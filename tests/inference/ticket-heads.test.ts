import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeHead, trainHead } from '../../src/classifier/train-head.ts';
import { plainSettings } from '../../src/classifier/train-recipe.ts';
import { shippedTicketHeads, type Engine, type HeadFiles, type LoadOptions } from '../../src/inference/api.ts';
import { createEngine } from '../../src/inference/engine.ts';
import { createNodeEnvironment } from '../../src/inference/environment-node.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { sha256 } from '../../training/load-head.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';

const options: LoadOptions = {
  modelsUrl: fileURLToPath(new URL('../../public/models/', import.meta.url)), intentHead: 'intent', ticketHeads: shippedTicketHeads, encoder: null, playbook: defaultPlaybook,
};
const ticket = makeSampleTicket(['The parcel came, zork zork.']);

/** A head of a few examples, trained as any is. */
function makeHead(name: string, examples: readonly (readonly [label: string, text: string])[]): HeadFiles {
  const trained = trainHead({ texts: examples.map(([, text]) => text), labels: examples.map(([label]) => label) }, plainSettings(1));
  const checksum = sha256(trained.bytes);
  const metadata = describeHead(trained, { kind: 'custom', name, version: '1', metrics: {}, dataHash: '0', checksum, trainer: 'test', createdAt: '2026-11-01' });
  return { metadata: JSON.stringify(metadata), weights: trained.bytes.slice().buffer, checksum };
}

const mine = makeHead('mine', [['negative', 'zork zork'], ['negative', 'zork'], ['neutral', 'the parcel'], ['neutral', 'a desk'], ['positive', 'lovely'], ['positive', 'so lovely']]);

let engine: Engine;

beforeEach(() => {
  engine = createEngine(createNodeEnvironment());
});
afterEach(() => engine.close());

async function moodOf(): Promise<{ readonly label: string; readonly version: string | undefined }> {
  const made = await engine.triage(ticket, noon);
  if (!made.ok) throw new Error(made.message);
  return { label: made.value.sentiment.label, version: made.value.versions.sentiment };
}

describe('the heads beside the intent’s', () => {
  it('are those that ship, and triage says so', async () => {
    const loaded = await engine.load(options);
    expect(loaded).toMatchObject({ ok: true, value: { problems: [] } });
    if (!loaded.ok) return;
    expect(loaded.value.heads.map(({ name }) => name)).toEqual(['intent', 'sentiment', 'priority', 'product', 'escalation']);
    expect((await moodOf()).version).toBe(loaded.value.versions.sentiment);
  });

  it('give way to one that a person made, from the next ticket on, and come back', async () => {
    await engine.load(options);
    const before = await moodOf();
    expect(await engine.useHead(mine, undefined, 'sentiment')).toMatchObject({ ok: true, value: { name: 'mine' } });
    expect(await moodOf()).toEqual({ label: 'negative', version: 'mine@1' });
    const info = await engine.info();
    expect(info.ok && info.value.versions.sentiment).toBe('mine@1');
    await engine.useHead(null, undefined, 'sentiment');
    expect(await moodOf()).toEqual(before);
  });

  it('are refused in words where the desk could do nothing with their labels, and nothing changes', async () => {
    await engine.load(options);
    const before = await moodOf();
    const refused = await engine.useHead(makeHead('odd', [['apples', 'zork'], ['apples', 'zork zork'], ['pears', 'parcel'], ['pears', 'a parcel']]), undefined, 'sentiment');
    expect(refused).toMatchObject({ ok: false, code: 'bad-input', message: expect.stringContaining('no moods') as string });
    expect(await engine.useHead(mine, undefined, 'priority')).toMatchObject({ ok: false, message: expect.stringContaining('no priorities') as string });
    expect(await moodOf()).toEqual(before);
  });

  it('are named when one is missing or damaged, and the rules answer for it', async () => {
    const loaded = await engine.load({ ...options, ticketHeads: ['sentiment'], ticketHeadFiles: { priority: { ...mine, weights: new ArrayBuffer(8) } } });
    expect(loaded.ok && loaded.value.problems).toEqual([expect.stringMatching(/^The head made on this device can not be used: .* The one that ships decides\.$/)]);
    const other = createEngine(createNodeEnvironment());
    const missing = await other.load({ ...options, modelsUrl: fileURLToPath(new URL('./nowhere/', import.meta.url)) });
    expect(missing.ok && missing.value.problems.join(' ')).toMatch(/The sentiment model "sentiment" could not be loaded: .*Moods go by rules until it is there\./);
    const made = await other.triage(ticket, noon);
    expect(made.ok && made.value.versions).toMatchObject({ sentiment: expect.stringMatching(/^support-rules/) as string, priority: 'rules@1', product: 'catalogue@1' });
    await other.close();
  });

  it('stay with the desk when they are loaded with it', async () => {
    await engine.load({ ...options, ticketHeadFiles: { sentiment: mine } });
    expect(await moodOf()).toEqual({ label: 'negative', version: 'mine@1' });
  });
});
