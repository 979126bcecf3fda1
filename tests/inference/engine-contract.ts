import type { Engine, EngineInfo, HeadFiles, LoadOptions, LoadProgress, TriageManyProgress } from '../../src/inference/api.ts';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';
import type { Outcome } from '../../src/tickets/outcome.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { fixtureDimension, fixtureEncoderMark, fixtureEncoderName } from './fixture-encoder.ts';
import { fixtureHeadName, makeFixtureHead } from './fixture-models.ts';

/*
 * What every host must do, written without a test runner: in the browser the cases run inside the page, where the real
 * worker, the real AbortSignal and the real callbacks are. A case fails by throwing.
 */

/** Folders of models, one a fault. */
export const modelFolders = ['sound', 'no-head', 'broken-head', 'no-encoder', 'broken-encoder', 'page-for-all', 'embedding-head'] as const;
export type ModelFolder = (typeof modelFolders)[number];

export interface ContractHost {
  readonly kind: EngineInfo['host'];
  modelsUrl(folder: ModelFolder): string;
  /** A fresh engine. `kill` ends its worker from outside, without a word; null where there is no worker. */
  open(): { readonly engine: Engine; readonly kill: (() => void) | null };
}

export interface ContractCase {
  readonly name: string;
  /** Only for hosts with a worker. */
  readonly needsWorker?: boolean;
  run(host: ContractHost): Promise<void>;
}

const now = Date.UTC(2026, 10, 20);

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Expected: ${what}`);
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(a === b, `${what} to be ${b}, but it is ${a}`);
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Expected success, got ${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

function failsWith(outcome: Outcome<unknown>, code: string): void {
  equal(outcome.ok ? 'success' : outcome.code, code, 'the outcome');
  if (!outcome.ok) check(/^[A-Z].{15,}[.]$/.test(outcome.message), `a sentence for the person, not "${outcome.message}"`);
}

function makeTicket(id: string, text: string): Ticket {
  return {
    id,
    subject: '',
    channel: 'email',
    status: 'open',
    unread: true,
    customer: { id: 'c-1', name: 'Ann Berg' },
    messages: [{ id: `${id}-m1`, from: 'customer', author: 'Ann Berg', at: now - 60_000, text }],
    createdAt: now - 60_000,
    updatedAt: now - 60_000,
  };
}

export function makeTickets(count: number): Ticket[] {
  const texts = ['where is my order LL-48213?', 'please refund me, the lamp is broken', 'cancel my order please', 'i forgot my password'];
  return Array.from({ length: count }, (_, i) => makeTicket(`t-${i}`, `${texts[i % texts.length] ?? ''} (${'really, '.repeat(i % 40)})`));
}

const passages: readonly Passage[] = [
  passage('p-clean', 'Care', 'Wipe the lamp with a dry cloth. Never use water.'),
  passage('p-where', 'Where is it', 'Open the tracking page and enter the number of your package.'),
  passage('p-refund', 'Refunds', 'A refund reaches you five days after we have the goods.'),
  passage('p-password', 'Password', 'Choose "forgotten" on the login page to reset your password.'),
];

function passage(id: string, title: string, text: string): Passage {
  return { id, articleId: `a-${id}`, title, headings: [], text, position: 0 };
}

function lamps(count: number): Passage[] {
  return Array.from({ length: count }, (_, i) => passage(`p-${i}`, 'Lamps', `Lamp number ${i} comes in a package and wants a dry cloth.`));
}

function loadOptions(host: ContractHost, folder: ModelFolder = 'sound'): LoadOptions {
  return { modelsUrl: host.modelsUrl(folder), intentHead: fixtureHeadName, encoder: fixtureEncoderName, playbook: defaultPlaybook };
}

/** Opens, runs, closes whatever happens. */
/** The fixture head that reads sentence embeddings, as one made on this device. */
async function makeHeadFiles(): Promise<HeadFiles> {
  const hex = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
    Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { metadata, bytes } = await makeFixtureHead(hex, true);
  return { metadata: JSON.stringify(metadata), weights: bytes.slice().buffer, checksum: metadata.checksum };
}

async function using(host: ContractHost, run: (engine: Engine, kill: () => void) => Promise<void>): Promise<void> {
  const { engine, kill } = host.open();
  try {
    await run(engine, kill ?? (() => undefined));
  } finally {
    await engine.close();
  }
}

/** Whether a promise has settled within a short while: "at once" as opposed to "when the work is done". */
async function settlesSoon<T>(promise: Promise<T>, ms = 1_000): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Expected it to settle within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export const contractCases: readonly ContractCase[] = [
  {
    name: 'loads with progress and says what it loaded',
    run: (host) =>
      using(host, async (engine) => {
        const seen: LoadProgress[] = [];
        const info = valueOf(await engine.load(loadOptions(host), { onProgress: (progress) => seen.push(progress) }));
        check(seen.some((progress) => progress.status === 'fetching' && progress.loadedBytes > 0), 'bytes while fetching');
        equal(seen.at(-1)?.status, 'ready', 'the last progress');
        equal(info.host, host.kind, 'the host');
        equal(info.heads.map((head) => head.name), [fixtureHeadName], 'the heads');
        equal(info.encoder?.dimension, fixtureDimension, "the encoder's dimension");
        equal(info.problems, [], 'the problems');
        check(info.backend.why.endsWith('.'), 'a sentence for why this backend');
        equal(valueOf(await engine.info()), info, 'the same from info()');
      }),
  },
  {
    name: 'takes a second load as done, and shares one that is under way',
    run: (host) =>
      using(host, async (engine) => {
        const [first, beside] = await Promise.all([engine.load(loadOptions(host)), engine.load(loadOptions(host))]);
        const again: LoadProgress[] = [];
        const second = await engine.load(loadOptions(host), { onProgress: (progress) => again.push(progress) });
        equal(valueOf(beside), valueOf(first), 'the load beside it');
        equal(valueOf(second), valueOf(first), 'the second load');
        check(!again.some((progress) => progress.status === 'fetching'), 'nothing to be fetched again');
      }),
  },
  {
    name: 'says that it is not loaded before it is',
    run: (host) =>
      using(host, async (engine) => {
        failsWith(await engine.info(), 'not-loaded');
        failsWith(await engine.triage(makeTicket('t', 'hello'), now), 'not-loaded');
        failsWith(await engine.triageMany([makeTicket('t', 'hello')], now), 'not-loaded');
        failsWith(await engine.search('hello'), 'not-loaded');
        failsWith(await engine.embed(['hello']), 'not-loaded');
      }),
  },
  {
    name: 'triages one ticket by the model',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const triage = valueOf(await engine.triage(makeTicket('t-1', 'where is my order LL-48213?'), now));
        equal(triage.ticketId, 't-1', 'the ticket');
        equal(triage.intent.label, 'track_order', 'the intent');
        equal([triage.path, triage.intent.version], ['model', `${fixtureHeadName}@1`], 'the path and version');
        check(triage.entities.some((entity) => entity.value === 'LL-48213'), 'the order number to be found');
      }),
  },
  {
    name: 'tells the words that carried the intent for one ticket, and leaves them out of many',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const ticket = makeTicket('t-1', 'hello, where is my order?');
        const one = valueOf(await engine.triage(ticket, now));
        const text = ticket.messages[0]?.text ?? '';
        const words = one.intentWords ?? [];
        check(words.length > 0, 'words');
        equal(words.map((word) => text.slice(word.start, word.end)), words.map((word) => word.text), 'the words in their places');
        const [many] = valueOf(await engine.triageMany([ticket], now)).triages;
        equal(many?.intentWords, undefined, 'the words of many');
        const rest = (triage: Triage | undefined): unknown =>
          Object.entries(triage ?? {}).filter(([key]) => key !== 'intentWords' && key !== 'moodCourse' && key !== 'timings');
        equal(rest(many), rest(one), 'the rest of the triage');
      }),
  },
  {
    name: 'refuses a ticket that is none, in words',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const broken = { ...makeTicket('t-1', 'x'), messages: [] };
        failsWith(await engine.triage(broken, now), 'bad-input');
        const many = valueOf(await engine.triageMany([makeTicket('t-0', 'cancel my order'), broken], now));
        equal(many.triages.map((triage) => triage.ticketId), ['t-0'], 'the triages');
        equal(many.missing, ['t-1'], 'the missing');
      }),
  },
  {
    name: 'triages many in order, with partial results as they are made',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const tickets = makeTickets(200);
        const steps: TriageManyProgress[] = [];
        const done = valueOf(await engine.triageMany(tickets, now, { onProgress: (step) => steps.push(step) }));
        equal(done.triages.map((triage) => triage.ticketId), tickets.map((ticket) => ticket.id), 'every ticket once, in order');
        equal(done.missing, [], 'the missing');
        equal(steps.flatMap((step) => step.triages.map((triage) => triage.ticketId)), tickets.map((ticket) => ticket.id), 'the partial results');
        check(steps.length > 1, 'more than one step');
        equal([steps.at(-1)?.done, steps.at(-1)?.total], [200, 200], 'the last step');
      }),
  },
  {
    name: 'triages an empty list, and answers another call while it is busy',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        equal(valueOf(await engine.triageMany([], now)), { triages: [], missing: [] }, 'nothing');
        const order: string[] = [];
        const many = engine.triageMany(makeTickets(1_500), now).then(() => order.push('many'));
        const one = engine.triage(makeTicket('t', 'cancel my order'), now).then(() => order.push('one'));
        await Promise.all([many, one]);
        equal(order, ['one', 'many'], 'the order of answers');
      }),
  },
  {
    name: 'settles at once when cancelled, partial results kept, and goes on working',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const controller = new AbortController();
        let kept = 0;
        const running = engine.triageMany(makeTickets(5_000), now, {
          signal: controller.signal,
          onProgress: (step) => {
            kept += step.triages.length;
            controller.abort();
          },
        });
        failsWith(await running, 'aborted');
        check(kept > 0 && kept < 5_000, `some results, not ${kept}`);
        const settled = kept;
        valueOf(await engine.triage(makeTicket('t', 'cancel my order'), now));
        equal(kept, settled, 'no progress after it settled: the results');
        failsWith(await engine.embed(['x'], { signal: AbortSignal.abort() }), 'aborted');
      }),
  },
  {
    name: 'settles at its deadline',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        failsWith(await settlesSoon(engine.triageMany(makeTickets(20_000), now, { timeoutMs: 60 }), 10_000), 'timeout');
        valueOf(await engine.info());
      }),
  },
  {
    name: 'embeds texts as unit-length rows, near for near meanings, zeros for no words',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const { dimension, data } = valueOf(await engine.embed(['parcel', 'the package', 'clean the lamp', '']));
        equal([dimension, data.length], [fixtureDimension, 4 * fixtureDimension], 'the shape');
        const rows = [0, 1, 2, 3].map((at) => data.subarray(at * dimension, (at + 1) * dimension));
        const dot = (a: number, b: number): number =>
          Array.from(rows[a] ?? []).reduce((sum, value, d) => sum + value * (rows[b]?.[d] ?? 0), 0);
        for (const at of [0, 1, 2]) check(Math.abs(dot(at, at) - 1) < 1e-5, `row ${at} of length one`);
        check(dot(0, 1) > 0.99 && dot(0, 2) < 0.5, 'near meanings to be near');
        equal(dot(3, 3), 0, 'the empty text');
      }),
  },
  {
    name: 'gives a head that reads sentence embeddings what it reads',
    run: (host) =>
      using(host, async (engine) => {
        const info = valueOf(await engine.load(loadOptions(host, 'embedding-head')));
        equal([info.problems, info.heads[0]?.version], [[], '2'], 'the head');
        // No n-gram of these words was in its examples: only their meaning tells.
        equal(valueOf(await engine.triage(makeTicket('t', 'shipment'), now)).intent.label, 'track_order', 'the intent of one');
        const many = valueOf(await engine.triageMany([makeTicket('t-1', 'passcode'), makeTicket('t-2', 'shipment')], now));
        equal(many.triages.map((triage) => triage.intent.label), ['recover_password', 'track_order'], 'the intents of many');
      }),
  },
  {
    name: 'goes by a head made on this device from the next ticket on, and by the one that ships when that is taken back',
    run: (host) =>
      using(host, async (engine) => {
        const made = await makeHeadFiles();
        failsWith(await engine.useHead(made), 'not-loaded');
        valueOf(await engine.load(loadOptions(host)));
        // Only the made one knows what a word no example had means.
        const before = valueOf(await engine.triage(makeTicket('t', 'shipment'), now));
        equal(before.versions.intent, `${fixtureHeadName}@1`, 'the version');
        equal(valueOf(await engine.useHead(made)).version, '2', 'the version in use');
        const after = valueOf(await engine.triage(makeTicket('t', 'shipment'), now));
        equal([after.intent.label, after.versions.intent], ['track_order', `${fixtureHeadName}@2`], 'the intent by the made head');
        equal(valueOf(await engine.info()).heads[0]?.version, '2', 'the version told');
        equal(valueOf(await engine.useHead(null)).version, '1', 'the version that ships');
        equal(valueOf(await engine.triage(makeTicket('t', 'shipment'), now)).intent, before.intent, 'the intent as it was');
      }),
  },
  {
    name: 'refuses a head that is damaged or reads another encoder, and keeps the one it has',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const made = await makeHeadFiles();
        const damaged = made.weights.slice(0);
        new Uint8Array(damaged).fill(7, 40, 44);
        failsWith(await engine.useHead({ ...made, weights: damaged }), 'model-corrupt');
        failsWith(await engine.useHead({ ...made, metadata: '{"format":"other"}' }), 'model-corrupt');
        failsWith(await engine.useHead({ ...made, weights: 'x' as unknown as ArrayBuffer }), 'bad-input');
        const foreign = made.metadata.replace(fixtureEncoderMark, 'another@3');
        const refused = await engine.useHead({ ...made, metadata: foreign });
        failsWith(refused, 'model-corrupt');
        check(!refused.ok && refused.message.includes('another@3'), 'the encoder to be named');
        equal(valueOf(await engine.triage(makeTicket('t', 'cancel my order'), now)).versions.intent, `${fixtureHeadName}@1`, 'the version');
      }),
  },
  {
    name: 'loads with a head made on this device, and with the one that ships where that can not be read',
    run: (host) =>
      using(host, async (engine) => {
        const made = await makeHeadFiles();
        const info = valueOf(await engine.load({ ...loadOptions(host), intentFiles: made }));
        equal([info.problems, info.heads[0]?.version], [[], '2'], 'the head');
        const again = valueOf(await engine.load({ ...loadOptions(host), intentFiles: { ...made, checksum: 'x', weights: new ArrayBuffer(9) } }));
        equal([again.problems.length, again.heads[0]?.version], [1, '1'], 'the head that ships');
        check(/^The head made on this device can not be used: .*[.] The one that ships decides[.]$/.test(again.problems[0] ?? ''), `a plain problem, not "${again.problems[0]}"`);
      }),
  },
  {
    name: 'goes by the same head after its worker died',
    needsWorker: true,
    run: (host) =>
      using(host, async (engine, kill) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.useHead(await makeHeadFiles()));
        const pending = engine.triageMany(makeTickets(5_000), now);
        kill();
        valueOf(await pending);
        equal(valueOf(await engine.info()).restarts, 1, 'the restarts');
        equal(valueOf(await engine.triage(makeTicket('t', 'shipment'), now)).versions.intent, `${fixtureHeadName}@2`, 'the version');
      }),
  },
  {
    name: 'forgets vectors of another encoder when other models are loaded, and finds by words until the passages are set again',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const vectors = valueOf(await engine.setPassages(passages, null));
        valueOf(await engine.load({ ...loadOptions(host), encoder: null }));
        const byWord = valueOf(await engine.search('refund'));
        equal([byWord.hits[0]?.passage.id, byWord.index], ['p-refund', 'none'], 'the hit by word');
        equal(valueOf(await engine.info()).index, { kind: 'none', passages: passages.length }, 'the index');
        valueOf(await engine.load(loadOptions(host)));
        equal(valueOf(await engine.search('shipment')).hits.length, 0, 'hits of vectors that are gone');
        valueOf(await engine.setPassages(passages, vectors));
        equal(valueOf(await engine.search('shipment')).hits[0]?.passage.id, 'p-where', 'the hit by meaning');
      }),
  },
  {
    name: 'indexes with the models that came while it embedded',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        let loading: Promise<unknown> | null = null;
        const swapTo = (options: LoadOptions) => (): void => {
          loading ??= engine.load(options);
        };
        const loaded = (): Promise<unknown> => loading ?? Promise.resolve();
        const without = valueOf(await engine.setPassages(lamps(400), null, { onProgress: swapTo({ ...loadOptions(host), encoder: null }) }));
        await loaded();
        equal(without, null, 'vectors of an encoder that went');
        equal(valueOf(await engine.search('lamp number 399', { limit: 1 })).hits[0]?.passage.id, 'p-399', 'the hit by words');
        valueOf(await engine.load(loadOptions(host)));
        loading = null;
        // The same encoder from elsewhere: the one at work is put away under its hands.
        const again = valueOf(await engine.setPassages(lamps(400), null, { onProgress: swapTo(loadOptions(host, 'embedding-head')) }));
        await loaded();
        equal(again?.ids.length, 400, 'the vectors');
        check(valueOf(await engine.search('bulb', { limit: 1 })).index !== 'none', 'an answer by vectors');
      }),
  },
  {
    name: 'changes passages in place, embedding only what is new',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        const totals: number[] = [];
        const fresh = passage('p-gift', 'Gift cards', 'A card holds money for a year.');
        const kept = { ...passages[0], products: ['Tansy lamp'] } as Passage;
        const vectors = valueOf(
          await engine.updatePassages(
            { put: [fresh, kept], removed: ['p-where', 'nobody'] },
            { onProgress: (step) => (step.status === 'embedding' ? totals.push(step.total) : 0) },
          ),
        );
        equal(totals, [1], 'passages embedded');
        equal([vectors?.ids, vectors?.data.length], [['p-gift', 'p-clean'], 2 * fixtureDimension], 'the vectors');
        equal(valueOf(await engine.info()).index.passages, passages.length, 'the passages');
        equal(valueOf(await engine.search('gift')).hits[0]?.passage.id, 'p-gift', 'the new one by word');
        equal(valueOf(await engine.search('reimbursement', { limit: 2 })).hits.map((hit) => hit.passage.id).sort(), ['p-gift', 'p-refund'], 'the new one by meaning');
        check(!valueOf(await engine.search('tracking package')).hits.some((hit) => hit.passage.id === 'p-where'), 'the removed one to be gone');
        check(!valueOf(await engine.search('lamp', { product: 'Alder desk' })).hits.some((hit) => hit.passage.id === 'p-clean'), 'the changed product to count');
        failsWith(await engine.updatePassages({ put: [{ id: 'x' } as Passage], removed: [] }), 'bad-input');
        failsWith(await engine.updatePassages({ put: [], removed: [7 as unknown as string] }), 'bad-input');
      }),
  },
  {
    name: 'makes the first set of a change that comes before any',
    run: (host) =>
      using(host, async (engine) => {
        failsWith(await engine.updatePassages({ put: passages, removed: [] }), 'not-loaded');
        valueOf(await engine.load(loadOptions(host)));
        equal(valueOf(await engine.updatePassages({ put: passages, removed: ['p-x'] }))?.ids.length, passages.length, 'the vectors');
        equal(valueOf(await engine.search('shipment')).hits[0]?.passage.id, 'p-where', 'the hit');
      }),
  },
  {
    name: 'loses no change and no deletion that comes while a set is being indexed',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        const building = engine.setPassages(lamps(600), null);
        const changing = engine.updatePassages({ put: [passage('p-new', 'New', 'Candles burn for nine hours.')], removed: ['p-17', 'p-599'] });
        valueOf(await building);
        valueOf(await changing);
        equal(valueOf(await engine.info()).index.passages, 599, 'the passages');
        equal(valueOf(await engine.search('candles')).hits[0]?.passage.id, 'p-new', 'the changed one');
        check(!valueOf(await engine.search('lamp number 17', { limit: 100 })).hits.some((hit) => hit.passage.id === 'p-17'), 'the deleted one to be gone');
      }),
  },
  {
    name: 'leaves all passages as they were when a change is cancelled',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        const before = valueOf(await engine.search('refund of a lamp', { explain: true })).hits;
        const stop = new AbortController();
        const change = { put: lamps(500), removed: ['p-refund'] };
        failsWith(await engine.updatePassages(change, { signal: stop.signal, onProgress: () => stop.abort() }), 'aborted');
        equal(valueOf(await engine.info()).index.passages, passages.length, 'the passages');
        equal(valueOf(await engine.search('refund of a lamp', { explain: true })).hits, before, 'the hits');
        valueOf(await engine.updatePassages(change));
        equal(valueOf(await engine.info()).index.passages, passages.length + 499, 'the passages when it is made after all');
      }),
  },
  {
    name: 'answers many questions as one by one, with progress, and stops when cancelled',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        failsWith(await engine.searchMany(['x']), 'not-loaded');
        valueOf(await engine.setPassages(passages, null));
        const questions = ['shipment', 'how long does a refund take', '', 'passcode', 'quantum chromodynamics'];
        const done: number[] = [];
        const many = valueOf(await engine.searchMany(questions, {}, { onProgress: (step) => done.push(step.done) }));
        equal(done.at(-1), questions.length, 'the progress');
        for (const [at, question] of questions.entries()) {
          const one = valueOf(await engine.search(question));
          equal(many[at]?.articleIds, one.hits.map((hit) => hit.passage.articleId), `the articles for "${question}"`);
          equal([many[at]?.confident, many[at]?.coverage], [one.confident, one.hits[0]?.coverage ?? 0], `how sure for "${question}"`);
        }
        equal(many[3]?.articleIds[0], 'a-p-password', 'the article by meaning');
        equal(valueOf(await engine.searchMany([])), [], 'nothing');
        failsWith(await engine.searchMany([7 as unknown as string]), 'bad-input');
        const stop = new AbortController();
        const long = Array.from({ length: 20_000 }, (_, i) => `where is parcel ${i}`);
        failsWith(await settlesSoon(engine.searchMany(long, {}, { signal: stop.signal, onProgress: () => stop.abort() }), 5_000), 'aborted');
      }),
  },
  {
    name: 'tries an edit for the questions asked with it, and nobody else sees it',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        const before = valueOf(await engine.search('candles and a refund', { explain: true })).hits;
        const edit = { articleId: 'a-p-refund', passages: [{ ...passage('p-candle', 'Candles', 'Candles burn for nine hours.'), articleId: 'a-p-refund' }] };
        const questions = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 'candles' : 'money'));
        const trying = engine.searchMany(questions, { trial: edit });
        for (let i = 0; i < 5; i += 1) equal(valueOf(await engine.search('candles and a refund', { explain: true })).hits, before, 'hits beside the trial');
        const tried = valueOf(await trying);
        equal(tried[0]?.articleIds, ['a-p-refund'], 'the article as edited');
        // By meaning the refund passage would answer: the edit no longer speaks of money.
        check((tried[1]?.cosine ?? 0) < 0.5, 'the words before the edit not to answer');
        const gone = valueOf(await engine.searchMany(['how long does a refund take'], { trial: { articleId: 'a-p-refund', passages: [] } }));
        check(gone[0]?.articleIds.includes('a-p-refund') === false, 'the article taken out');
        equal(valueOf(await engine.search('candles and a refund', { explain: true })).hits, before, 'hits after the trial');
        equal(valueOf(await engine.info()).index.passages, passages.length, 'the passages');
      }),
  },
  {
    name: "goes by agents' word on like questions, and exactly as before when it is taken back",
    run: (host) =>
      using(host, async (engine) => {
        failsWith(await engine.setRanking(defaultRanking, []), 'not-loaded');
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        const ask = async (text: string) => valueOf(await engine.search(text, { explain: true })).hits;
        const [before, unlike] = [await ask('where is my parcel'), await ask('clean the bulb')];
        const said = { query: 'track my shipment', articleId: 'a-p-password', passageId: 'p-password', helped: true };
        valueOf(await engine.setRanking(defaultRanking, [said]));
        const after = await ask('where is my parcel');
        const moved = after.find((hit) => hit.passage.id === 'p-password');
        check((moved?.feedback?.added ?? 0) > 0 && moved?.feedback?.helped === 1, 'the passage to have gained');
        for (const hit of after) {
          const { keyword, vector, feedback } = hit.why ?? { keyword: 0, vector: 0, feedback: 0 };
          check(Math.abs(keyword + vector + feedback - hit.score) < 1e-9, 'the shares to add up to the score');
        }
        equal(await ask('clean the bulb'), unlike, 'hits of an unlike question');
        valueOf(await engine.setRanking(defaultRanking, [{ ...said, helped: false }]));
        check((await ask('where is my parcel')).every((hit) => (hit.feedback?.added ?? 0) <= 0), 'nothing to have gained');
        valueOf(await engine.setRanking(defaultRanking, []));
        equal(await ask('where is my parcel'), before, 'the hits as before');
        failsWith(await engine.setRanking({ ...defaultRanking, titleWeight: Number.NaN }, []), 'bad-input');
        failsWith(await engine.search('x', { ranking: { ...defaultRanking, headingWeight: -1 } }), 'bad-input');
      }),
  },
  {
    name: 'finds the right passage by words and by meaning, and hands back vectors to store',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        failsWith(await engine.search('refund'), 'not-loaded');
        const steps: string[] = [];
        const vectors = valueOf(await engine.setPassages(passages, null, { onProgress: (step) => steps.push(step.status) }));
        check(steps.includes('embedding') && steps.includes('indexing'), 'both kinds of progress');
        equal(vectors?.ids, passages.map((each) => each.id), 'the ids');
        equal(vectors?.data.length, passages.length * fixtureDimension, 'the vectors');
        const byWord = valueOf(await engine.search('how long does a refund take'));
        equal(byWord.hits[0]?.passage.id, 'p-refund', 'the hit by word');
        const byMeaning = valueOf(await engine.search('parcel', { limit: 2 }));
        equal(byMeaning.hits[0]?.passage.id, 'p-where', 'the hit by meaning');
        check(byMeaning.hits.length <= 2, 'the limit');
        equal(byMeaning.index, 'voy', 'the index');
        const filtered = valueOf(await engine.search('refund', { articleIds: ['a-p-clean'] }));
        check(filtered.hits.every((hit) => hit.passage.articleId === 'a-p-clean'), 'only the article asked for');
        equal(valueOf(await engine.info()).index.passages, passages.length, 'the passages in info()');
        // Stored vectors are taken as they are, and a replaced set is gone.
        const again = valueOf(await engine.setPassages(passages.slice(0, 2), vectors));
        equal(Array.from(again?.data ?? []), Array.from(vectors?.data.slice(0, 2 * fixtureDimension) ?? []), 'the known vectors');
        check(!valueOf(await engine.search('refund')).hits.some((hit) => hit.passage.id === 'p-refund'), 'the old passage to be gone');
        failsWith(await engine.search('x', { limit: 0 }), 'bad-input');
      }),
  },
  {
    name: 'embeds anew what is stored as no number or by another measure, and refuses what does not fit together',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const vectors = valueOf(await engine.setPassages(passages, null));
        if (vectors === null) throw new Error('no vectors');
        const broken = { ...vectors, data: vectors.data.map((value, at) => (at === 3 ? Number.NaN : at === fixtureDimension ? Number.POSITIVE_INFINITY : value)) };
        const shorter = { ...vectors, dimension: 8, data: new Float32Array(8 * passages.length).fill(1) };
        const foreign = { ...vectors, model: 'another@1', data: vectors.data.map(() => 1) };
        for (const known of [broken, shorter, foreign]) {
          const again = valueOf(await engine.setPassages(passages, known));
          equal(Array.from(again?.data ?? []), Array.from(vectors.data), 'the vectors');
          equal(valueOf(await engine.search('shipment')).hits[0]?.passage.id, 'p-where', 'the hit by meaning');
        }
        failsWith(await engine.setPassages(passages, { ...vectors, data: vectors.data.slice(1) }), 'bad-input');
        equal(valueOf(await engine.search('shipment')).hits[0]?.passage.id, 'p-where', 'the hit after a refusal');
        const twins = Array.from({ length: 40 }, (_, i) => ({ ...passages[1], id: `twin-${i}`, articleId: `twin-${i}` }) as Passage);
        valueOf(await engine.updatePassages({ put: [...twins, passage('empty', '', '')], removed: [] }));
        const [first] = valueOf(await engine.search('tracking page')).hits;
        equal(first?.same?.length, 40, 'passages that say the same');
      }),
  },
  {
    name: 'answers from the passages before while others are indexed, stops when cancelled, and goes on answering while voy is built',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        const many = lamps(1_000);
        const stop = new AbortController();
        failsWith(await engine.setPassages(many, null, { signal: stop.signal, onProgress: () => stop.abort() }), 'aborted');
        equal(valueOf(await engine.info()).index.passages, passages.length, 'the passages after the cancel');

        const order: string[] = [];
        const building = engine.setPassages(many, null).then((done) => order.push(done.ok ? 'built' : done.code));
        const asked = engine.search('how long does a refund take').then((found) => order.push(valueOf(found).hits[0]?.passage.id ?? 'none'));
        await Promise.all([building, asked]);
        equal(order, ['p-refund', 'built'], 'the order of answers');

        let kind = 'exact';
        for (const began = Date.now(); kind !== 'voy' && Date.now() - began < 20_000; ) {
          const found = valueOf(await settlesSoon(engine.search('lamp number 512', { limit: 1 })));
          equal(found.hits[0]?.passage.id, 'p-512', 'the hit while voy is built');
          kind = found.index;
        }
        equal(kind, 'voy', 'the index in the end');
      }),
  },
  {
    name: 'takes a new playbook',
    run: (host) =>
      using(host, async (engine) => {
        failsWith(await engine.setPlaybook(defaultPlaybook), 'not-loaded');
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPlaybook({ ...defaultPlaybook, version: 'changed' }));
        const triage = valueOf(await engine.triage(makeTicket('t', 'cancel my order'), now));
        equal(triage.versions.playbook, 'changed', 'the playbook');
      }),
  },
  ...(['no-head', 'broken-head', 'page-for-all'] as const).map((folder) => ({
    name: `goes by rules and says why with a model folder that is "${folder}"`,
    run: (host: ContractHost) =>
      using(host, async (engine) => {
        const info = valueOf(await engine.load(loadOptions(host, folder)));
        equal(info.heads, [], 'the heads');
        const problem = info.problems.find((each) => each.includes(fixtureHeadName)) ?? '';
        check((folder === 'broken-head' ? /damaged/ : /missing/).test(problem), `the problem named, not "${problem}"`);
        const triage = valueOf(await engine.triage(makeTicket('t', 'cancel my order'), now));
        equal([triage.path, triage.intent.label, triage.intent.version], ['rules', 'cancel_order', 'rules@1'], 'the triage');
      }),
  })),
  ...(['no-encoder', 'broken-encoder'] as const).map((folder) => ({
    name: `searches by words and says why with a model folder that is "${folder}"`,
    run: (host: ContractHost) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host, folder)));
        equal(valueOf(await engine.setPassages(passages, null)), null, 'the vectors');
        const found = valueOf(await engine.search('refund'));
        equal([found.hits[0]?.passage.id, found.index], ['p-refund', 'none'], 'the hit');
        failsWith(await engine.embed(['x']), 'model-missing');
        const info = valueOf(await engine.info());
        check(info.encoder === null && info.problems.some((each) => each.includes(fixtureEncoderName)), 'the problem named');
        equal(valueOf(await engine.triage(makeTicket('t', 'cancel my order'), now)).path, 'model', 'the path of triage');
      }),
  })),
  {
    name: 'settles what is pending when it is closed, and everything after',
    run: (host) =>
      using(host, async (engine) => {
        valueOf(await engine.load(loadOptions(host)));
        const pending = engine.triageMany(makeTickets(5_000), now);
        const closing = engine.close();
        failsWith(await settlesSoon(pending), 'aborted');
        await closing;
        failsWith(await engine.triage(makeTicket('t', 'x'), now), 'aborted');
      }),
  },
  {
    name: 'starts a killed worker again, with models, playbook and passages, and the batch goes on where it was',
    needsWorker: true,
    run: (host) =>
      using(host, async (engine, kill) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPlaybook({ ...defaultPlaybook, version: 'changed' }));
        valueOf(await engine.setPassages(passages, null));
        valueOf(await engine.updatePassages({ put: [passage('p-gift', 'Gift cards', 'A card holds money for a year.')], removed: ['p-refund'] }));
        const said = { query: 'gift', articleId: 'a-p-gift', passageId: 'p-gift', helped: true };
        valueOf(await engine.setRanking(defaultRanking, [said]));
        const tickets = makeTickets(1_000);
        let steps = 0;
        const seen: string[] = [];
        const done = valueOf(
          await engine.triageMany(tickets, now, {
            onProgress: (step) => {
              steps += 1;
              seen.push(...step.triages.map((triage) => triage.ticketId));
              if (steps === 3) kill();
            },
          }),
        );
        equal([...done.triages.map((triage) => triage.ticketId)].sort(), tickets.map((ticket) => ticket.id).sort(), 'every ticket once');
        equal(seen.length, tickets.length, 'no result told twice: the results');
        equal(done.missing, [], 'the missing');
        check(done.triages.every((triage) => triage.path === 'model' && triage.versions.playbook === 'changed'), 'model and playbook kept');
        equal(valueOf(await engine.search('parcel')).hits[0]?.passage.id, 'p-where', 'the hit after the restart');
        const found = valueOf(await engine.search('reimbursement')).hits;
        equal([found[0]?.passage.id, found.some((hit) => hit.passage.id === 'p-refund')], ['p-gift', false], 'the hit of what was changed');
        equal(valueOf(await engine.search('gift')).hits[0]?.feedback?.helped, 1, 'what agents said');
        equal(valueOf(await engine.info()).restarts, 1, 'the restarts');
      }),
  },
  {
    name: 'settles other jobs at once when the worker is killed, and works again after',
    needsWorker: true,
    run: (host) =>
      using(host, async (engine, kill) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.embed(['start the encoder']));
        const pending = engine.embed(Array.from({ length: 20_000 }, (_, i) => `where is package number ${i}`));
        await new Promise((resolve) => setTimeout(resolve, 50));
        kill();
        failsWith(await settlesSoon(pending, 5_000), 'worker-crashed');
        equal(valueOf(await engine.triage(makeTicket('t', 'cancel my order'), now)).path, 'model', 'the path');
      }),
  },
  {
    name: 'loads even when the worker is killed during the load',
    needsWorker: true,
    run: (host) =>
      using(host, async (engine, kill) => {
        // Once: each restart tells its progress too, and after four deaths the engine rightly goes on without a worker.
        let isKilled = false;
        const loading = engine.load(loadOptions(host), {
          onProgress: () => {
            if (!isKilled) setTimeout(kill, 0);
            isKilled = true;
          },
        });
        check(valueOf(await loading).heads.length === 1, 'the head');
        check(isKilled, 'the worker to have been killed');
      }),
  },
  {
    name: 'goes on by rules without a worker when it keeps being killed, and says so',
    needsWorker: true,
    run: (host) =>
      using(host, async (engine, kill) => {
        valueOf(await engine.load(loadOptions(host)));
        valueOf(await engine.setPassages(passages, null));
        for (let i = 0; i < 4; i += 1) {
          valueOf(await engine.info());
          kill();
          // Until the death is noticed: at once by lock or exit, else by heartbeat.
          while (((await engine.info()) as { value?: EngineInfo }).value?.restarts !== i + 1) await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const info = valueOf(await engine.info());
        equal([info.host, info.heads.length, info.restarts], ['in-process', 0, 4], 'the engine');
        check(info.problems.length > 0, 'a problem in words');
        const done = valueOf(await engine.triageMany(makeTickets(100), now));
        check(done.triages.length === 100 && done.triages.every((triage) => triage.path === 'rules'), 'every ticket by rules');
        equal(valueOf(await engine.search('refund')).hits[0]?.passage.id, 'p-refund', 'the hit by words');
      }),
  },
];
