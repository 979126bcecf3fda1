import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { fitCosineScale, onScale } from '../../src/inference/cosine-scale.ts';
import type { Engine, EncoderProgress, LoadOptions, PassageVectors } from '../../src/inference/api.ts';
import { createEngine } from '../../src/inference/engine.ts';
import { createEncoder, type EmbedFor } from '../../src/inference/encoder.ts';
import type { EngineEnvironment } from '../../src/inference/environment.ts';
import { createNodeEnvironment } from '../../src/inference/environment-node.ts';
import type { HubEncoder } from '../../src/inference/hub-encoder.ts';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { fixtureDimension, fixtureEncoderName } from './fixture-encoder.ts';
import { fixtureHeadName, makeModelFolders } from './fixture-models.ts';
import { makeStandInModel } from './stand-in-model.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folders = await makeModelFolders(sha256);
const load: LoadOptions = { modelsUrl: 'sound/', intentHead: fixtureHeadName, encoder: fixtureEncoderName, playbook: defaultPlaybook };
const hubId = 'Xenova/all-MiniLM-L6-v2';

const sentences: readonly (readonly [string, string])[] = [
  ['Track a parcel', 'Open the link to track where your package is.'],
  ['Refunds', 'We send the money back as a refund.'],
  ['Reset a password', 'Choose reset and set a new password for your login.'],
  ['Clean the lamp', 'Wipe the lamp with a dry cloth to clean it.'],
  ['Change the bulb', 'Change the bulb when the light is broken.'],
  ['Return goods', 'Send it back to return it.'],
  ['Delivery', 'A delivery takes three days.'],
  ['Login trouble', 'A login fails when the passcode is wrong.'],
  ['Wash the shade', 'Wash the shade by hand and wipe it.'],
  ['Reimbursement', 'A reimbursement takes a week.'],
];
const passages: readonly Passage[] = sentences.map(([title, text], at) => ({ id: `p${at}`, articleId: `a${at}`, title, headings: [], text, position: 0 }));
const words = sentences.flatMap((pair) => pair.join(' ').toLowerCase().match(/\p{L}+/gu) ?? []);

interface Bench {
  readonly engine: Engine;
  /** What the downloaded encoder was asked, and for what. */
  readonly asked: { readonly texts: readonly string[]; readonly use: EmbedFor }[];
  /** Holds the downloaded encoder before each batch until it is called. */
  gate: Promise<void>;
  disposed: number;
}

let open: Engine | null = null;
afterEach(async () => {
  await open?.close();
});

/**
 * An engine of the fixture models, whose hub has one stand-in encoder, or fails with `problem`. With `plain` another
 * stand-in is the shipped encoder: one whose cosines of unrelated texts are about 0.
 */
function makeBench({ common = 0, problem = null, plain = false }: { readonly common?: number; readonly problem?: string | null; readonly plain?: boolean } = {}): Bench {
  const dimension = plain ? 64 : 32;
  const asked: Bench['asked'] = [];
  const node = createNodeEnvironment();
  const bench = { asked, gate: Promise.resolve(), disposed: 0 };
  const environment: EngineEnvironment = {
    ...node,
    readModelFile: (folder, path) => {
      const file = folders[`${folder}${path}`];
      if (file === undefined) return Promise.reject(new Error(`${path} is not there`));
      if (plain && path.endsWith('encoder/metadata.json')) {
        const about = JSON.parse(new TextDecoder().decode(file as Uint8Array)) as object;
        return Promise.resolve(new Uint8Array(new TextEncoder().encode(JSON.stringify({ ...about, dimension }))));
      }
      return Promise.resolve(new Uint8Array(typeof file === 'string' ? new TextEncoder().encode(file) : file));
    },
    startTensors: null,
    ...(plain ? { startEncoder: (name: string) => createEncoder(name, dimension, makeStandInModel({ words, dimension }), null) } : {}),
    async startHubEncoder(id): Promise<HubEncoder> {
      if (problem !== null) throw new Error(problem);
      const encoder = await createEncoder(id, dimension, makeStandInModel({ words, common, dimension }), null, { queryPrefix: 'query ', passagePrefix: '' });
      return {
        about: { id, name: 'all-MiniLM-L6-v2', version: 'v1', dimension, perSecond: 100 },
        dimension,
        async embed(texts, use = 'passage') {
          await bench.gate;
          asked.push({ texts, use });
          return encoder.embed(texts, use);
        },
        async dispose() {
          bench.disposed += 1;
          await encoder.dispose();
        },
      };
    },
  };
  const engine = createEngine(environment);
  open = engine;
  return Object.assign(bench, { engine });
}

async function ready(bench: Bench, options: Partial<LoadOptions> = {}): Promise<void> {
  const loaded = await bench.engine.load({ ...load, ...options });
  if (!loaded.ok) throw new Error(loaded.message);
  const set = await bench.engine.setPassages(passages, null);
  if (!set.ok) throw new Error(set.message);
}

async function best(engine: Engine, query: string) {
  const found = await engine.search(query);
  if (!found.ok) throw new Error(found.message);
  return { id: found.value.hits[0]?.passage.id, cosine: found.value.hits[0]?.vector?.score ?? null, confident: found.value.confident };
}

async function encoderOf(engine: Engine) {
  const info = await engine.info();
  return info.ok ? info.value.encoder : null;
}

function gateOf(bench: Bench): () => void {
  let release = (): void => undefined;
  bench.gate = new Promise((resolve) => {
    release = resolve;
  });
  return release;
}

describe('search that goes over to a downloaded encoder', () => {
  it('answers from the old index until the new one is whole, then reads questions and passages with the new one', async () => {
    const bench = makeBench();
    await ready(bench);
    const release = gateOf(bench);
    const changing = bench.engine.useEncoder(hubId, null);
    // Only the old encoder knows that a shipment is a delivery.
    expect((await best(bench.engine, 'shipment')).id).toBe('p6');
    expect((await encoderOf(bench.engine))?.hub).toBeNull();
    release();
    const changed = await changing;
    if (!changed.ok) throw new Error(changed.message);
    expect(changed.value.vectors).toMatchObject({ model: `${hubId}@v1`, dimension: 32, ids: passages.map(({ id }) => id) });
    expect(await encoderOf(bench.engine)).toEqual({ name: 'all-MiniLM-L6-v2', version: 'v1', dimension: 32, hub: hubId });
    expect((await best(bench.engine, 'wipe the lamp')).id).toBe('p3');
    expect(bench.asked.at(-1)).toEqual({ texts: ['wipe the lamp'], use: 'query' });
    expect(bench.asked.some(({ texts, use }) => use === 'passage' && texts.length > 1)).toBe(true);
  });

  it('tells vectors as they are made, and never makes those again that it is given', async () => {
    const bench = makeBench();
    await ready(bench);
    const told: EncoderProgress[] = [];
    const first = await bench.engine.useEncoder(hubId, null, { onProgress: (progress) => told.push(progress) });
    if (!first.ok) throw new Error(first.message);
    const made = told.flatMap(({ made: part }) => part?.ids ?? []);
    expect(made).toEqual(passages.map(({ id }) => id));
    await bench.engine.useEncoder(null, null);
    const { vectors } = first.value;
    if (vectors === null) throw new Error('no vectors');
    const half: PassageVectors = { ...vectors, ids: vectors.ids.slice(0, 6), data: vectors.data.slice(0, 6 * 32) };
    const again: EncoderProgress[] = [];
    const second = await bench.engine.useEncoder(hubId, half, { onProgress: (progress) => again.push(progress) });
    expect(again.flatMap(({ made: part }) => part?.ids ?? [])).toEqual(['p6', 'p7', 'p8', 'p9']);
    expect(second.ok && second.value.vectors?.data).toEqual(vectors.data);
  });

  it('changes nothing when it is stopped', async () => {
    const bench = makeBench();
    await ready(bench);
    const release = gateOf(bench);
    const stop = new AbortController();
    const changing = bench.engine.useEncoder(hubId, null, { signal: stop.signal });
    await best(bench.engine, 'shipment');
    stop.abort();
    expect(await changing).toMatchObject({ ok: false, code: 'aborted' });
    release();
    expect((await best(bench.engine, 'shipment')).id).toBe('p6');
    expect((await encoderOf(bench.engine))?.hub).toBeNull();
    await expect.poll(() => bench.disposed).toBe(1);
  });

  it('has what changed while it was reading', async () => {
    const bench = makeBench();
    await ready(bench);
    const release = gateOf(bench);
    const changing = bench.engine.useEncoder(hubId, null);
    await best(bench.engine, 'shipment');
    const fresh: Passage = { id: 'new', articleId: 'new', title: 'Passcode', headings: [], text: 'The passcode has a wrong shade.', position: 0 };
    const updated = await bench.engine.updatePassages({ put: [fresh], removed: ['p1'] });
    expect(updated.ok && updated.value?.dimension).toBe(fixtureDimension);
    // At once, with the old encoder.
    expect((await best(bench.engine, 'passcode wrong shade')).id).toBe('new');
    release();
    const changed = await changing;
    expect(changed.ok && new Set(changed.value.vectors?.ids)).toEqual(new Set([...passages.map(({ id }) => id).filter((id) => id !== 'p1'), 'new']));
    expect((await best(bench.engine, 'passcode wrong shade')).id).toBe('new');
    // From here on changes are read by the new one.
    const later = await bench.engine.updatePassages({ put: [{ ...fresh, text: 'Wipe the passcode.' }], removed: [] });
    expect(later.ok && later.value?.model).toBe(`${hubId}@v1`);
  });

  it('says why when it can not be started, and searches as before', async () => {
    const bench = makeBench({ problem: 'it is no longer in this browser' });
    await ready(bench);
    const changed = await bench.engine.useEncoder(hubId, null);
    expect(changed).toMatchObject({ ok: false, code: 'model-missing', message: `The search model ${hubId} could not be started: it is no longer in this browser. Search goes on as before.` });
    expect((await best(bench.engine, 'shipment')).id).toBe('p6');
  });

  it('goes back to the shipped one, and puts the other away', async () => {
    const bench = makeBench();
    await ready(bench);
    await bench.engine.useEncoder(hubId, null);
    const back = await bench.engine.useEncoder(null, null);
    expect(back.ok && back.value).toMatchObject({ encoder: { name: fixtureEncoderName, hub: null }, scale: null });
    expect((await best(bench.engine, 'shipment')).id).toBe('p6');
    expect(bench.disposed).toBe(1);
  });
});

describe('a desk that is opened with a downloaded encoder', () => {
  it('searches by it from the start', async () => {
    const bench = makeBench();
    await ready(bench, { hubEncoder: { id: hubId, scale: null } });
    expect(await encoderOf(bench.engine)).toMatchObject({ hub: hubId });
    expect((await best(bench.engine, 'wipe the lamp')).id).toBe('p3');
    expect(bench.asked.at(-1)?.use).toBe('query');
  });

  it('searches by the shipped one and says so where the browser has cleared it', async () => {
    const bench = makeBench({ problem: 'it is no longer in this browser' });
    await ready(bench, { hubEncoder: { id: hubId, scale: null } });
    const info = await bench.engine.info();
    expect(info.ok && info.value.problems).toEqual([
      `The search model ${hubId} could not be started: it is no longer in this browser. Search goes by the shipped encoder until it is downloaded again.`,
    ]);
    expect(info.ok && info.value.encoder).toMatchObject({ name: fixtureEncoderName, hub: null });
    expect((await best(bench.engine, 'shipment')).id).toBe('p6');
  });

  it('triages with the shipped encoder, not with the slow one', async () => {
    const bench = makeBench();
    await ready(bench, { hubEncoder: { id: hubId, scale: null } });
    const before = bench.asked.length;
    const embedded = await bench.engine.embed(['parcel']);
    expect(embedded.ok && embedded.value.dimension).toBe(fixtureDimension);
    expect(bench.asked.length).toBe(before);
  });
});

describe('how sure a hit is', () => {
  const related = passages.map(({ text }) => text);
  // A word from each of many passages: about none of them.
  const unrelated = [0, 1, 2, 3].map((turn) => passages.map(({ text }) => text.toLowerCase().match(/\p{L}{4,}/gu)?.at(turn - 2) ?? '').join(' '));

  // The stand-in's tokens have so much in common that unrelated texts have a cosine near 1, as with e5.
  it('means about the same with an encoder whose cosines lie elsewhere', async () => {
    const bench = makeBench({ common: 2, plain: true });
    await ready(bench);
    const ask = async (queries: readonly string[]) => Promise.all(queries.map((query) => best(bench.engine, query)));
    const before = await ask([...related, ...unrelated]);
    expect(new Set(before.map(({ confident }) => confident)).size).toBe(2);

    const changed = await bench.engine.useEncoder(hubId, null);
    const scale = changed.ok ? (changed.value.scale?.passages ?? null) : null;
    const after = await ask([...related, ...unrelated]);
    expect(after.slice(0, related.length).map(({ id }) => id)).toEqual(passages.map(({ id }) => id));
    // A mixture near the threshold may fall to its other side.
    expect(after.filter(({ confident }, at) => confident !== before[at]?.confident).length).toBeLessThanOrEqual(1);
    // Taken as they are, they would all have been sure.
    const raw = after.map(({ cosine }) => ((cosine ?? 0) - (scale?.offset ?? 0)) / (scale?.factor ?? 1));
    expect(Math.min(...raw)).toBeGreaterThan(0.5);
  });

  it('and how like a question is to one that agents judged too', async () => {
    const bench = makeBench({ common: 2, plain: true });
    await ready(bench);
    await bench.engine.useEncoder(hubId, null);
    const judged = { query: 'wipe the lamp with a dry cloth to clean', passageId: 'p3', articleId: 'a3', helped: false };
    await bench.engine.setRanking({ ...defaultRanking, feedbackWeight: 5 }, [judged]);
    const feedbackOn = async (query: string) => {
      const found = await bench.engine.search(query);
      return found.ok ? found.value.hits.find(({ passage }) => passage.id === 'p3')?.feedback : undefined;
    };
    expect(await feedbackOn('wipe the lamp with a dry cloth to clean it money')).toMatchObject({ notHelped: 1 });
    // Taken as it is, every question's cosine with it is above 0.6.
    expect(await feedbackOn('wash the shade by hand')).toBeUndefined();
    expect(await feedbackOn('clean the link and the money')).toBeUndefined();
  });

  it('is told on that scale after the next start too', async () => {
    const first = makeBench({ common: 2, plain: true });
    await ready(first);
    const changed = await first.engine.useEncoder(hubId, null);
    const before = await best(first.engine, 'wipe the shade');
    await first.engine.close();
    const second = makeBench({ common: 2, plain: true });
    await ready(second, { hubEncoder: { id: hubId, scale: changed.ok ? changed.value.scale : null } });
    expect((await best(second.engine, 'wipe the shade')).cosine).toBeCloseTo(before.cosine ?? 0, 5);
    expect(before.cosine).toBeLessThan(0.95);
  });
});

describe('the scale of cosines', () => {
  it('lays the middle and the spread of chance over each other, and keeps the order', () => {
    const known = Array.from({ length: 200 }, (_, i) => 0.1 * Math.sin(i * 12.9898));
    const own = known.map((value) => 0.8 + 0.3 * value);
    const scale = fitCosineScale(own, known);
    expect(scale?.factor).toBeCloseTo(1 / 0.3, 3);
    expect(onScale(scale, 0.8 + 0.3 * 0.5)).toBeCloseTo(0.5, 3);
    expect(onScale(scale, 1)).toBeLessThanOrEqual(1);
    expect(onScale(scale, 0.9)).toBeGreaterThan(onScale(scale, 0.85));
  });

  it('is not led astray by the few pairs that are related after all', () => {
    const known = Array.from({ length: 200 }, (_, i) => 0.1 * Math.sin(i * 12.9898));
    const own = known.map((value) => 0.8 + 0.3 * value);
    const clean = fitCosineScale(own, known);
    const mixed = fitCosineScale([...own, ...Array.from({ length: 15 }, () => 0.99)], [...known, ...Array.from({ length: 15 }, () => 0.9)]);
    expect(Math.abs(onScale(mixed, 0.9) - onScale(clean, 0.9))).toBeLessThan(0.03);
  });

  it('is none for too few pairs, or for a model that tells nothing apart', () => {
    expect(fitCosineScale([0.5, 0.6], [0.1, 0.2])).toBeNull();
    expect(fitCosineScale(Array.from({ length: 100 }, () => 0.9), Array.from({ length: 100 }, (_, i) => i / 100))).toBeNull();
    expect(onScale(null, 0.4)).toBe(0.4);
  });
});
