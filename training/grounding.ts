/** `npm run grounding`: how well sentences of replies are judged, what the default templates say that no article does, and how long it takes. */
import { fileURLToPath } from 'node:url';
import type { Passage } from '../src/knowledge-base/article.ts';
import { createNodeEngine } from '../src/inference/host-node.ts';
import { groundReply } from '../src/replies/ground-reply.ts';
import { defaultPlaybook } from '../src/playbook/default-playbook.ts';
import { readSamplePassages } from '../tests/knowledge-base/read-sample-passages.ts';
import { measuredPairs, ticketTexts, tuningPairs } from '../tests/replies/grounding-pairs.ts';
import { printResult, readOptions, UsageError, wholeNumber } from './command-line.ts';
import { readRequests } from './data/read-requests.ts';
import { groundTemplate, type TemplateFigures } from './ground-templates.ts';
import { measurePairs, type PairFigures } from './measure-grounding.ts';

const usage = 'grounding -- [--requests N] [--json]';

interface Times {
  /** The first reply of this process: 10 sentences, 10 passages, nothing read or prepared before. Milliseconds. */
  readonly cold: number;
  /** 40 sentences and 12 passages: all new, then in a new map, then with one letter more in one sentence (the slowest of 20). */
  readonly large: number;
  readonly newMap: number;
  readonly key: number;
}

interface GroundingFigures {
  readonly times: Times;
  readonly pairs: { readonly tuning: PairFigures; readonly measured: PairFigures };
  readonly templates: readonly TemplateFigures[];
  /** Of the templates that may be sent by themselves, how many are borne out whole for every request. */
  readonly bySelf: { readonly templates: number; readonly borneOut: number };
}

function timed(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function some<T>(list: readonly T[], count: number, from: number, step: number): T[] {
  return Array.from({ length: count }, (_, at) => list[(from + at * step) % list.length]).filter((each) => each !== undefined);
}

/** Before anything else is judged: the first reply of a process is the slowest. */
function measureTimes(passages: readonly Passage[]): Times {
  const says = [...tuningPairs, ...measuredPairs].map((pair) => pair.says);
  const sight = (count: number, from: number): Map<number, Passage> => new Map(some(passages, count, from, 7).map((each, at) => [at + 1, each]));
  const own = ticketTexts;
  const cold = timed(() => groundReply({ text: some(says, 10, 0, 11).join(' '), passages: sight(10, 0), own }));
  const text = some(says, 40, 5, 11).join(' ');
  const large = timed(() => groundReply({ text, passages: sight(12, 5), own }));
  const newMap = timed(() => groundReply({ text, passages: new Map([...sight(12, 5), ...sight(1, 90)]), own: [...own] }));
  const same = sight(12, 5);
  const keys = Array.from({ length: 20 }, (_, at) => timed(() => groundReply({ text: `${text} You can send it back ${'within 30 days.'.slice(0, at)}`, passages: same, own })));
  return { cold, large, newMap, key: Math.max(...keys) };
}

async function measureTemplates(passages: readonly Passage[], count: number): Promise<TemplateFigures[]> {
  const engine = createNodeEngine();
  const loaded = await engine.load({ modelsUrl: fileURLToPath(new URL('../public/models', import.meta.url)), intentHead: 'intent', encoder: 'desk-encoder', playbook: defaultPlaybook });
  if (!loaded.ok) throw new UsageError(loaded.message);
  const indexed = await engine.setPassages(passages, null);
  if (!indexed.ok) throw new UsageError(indexed.message);
  const { requests } = readRequests(fileURLToPath(new URL('../data/requests', import.meta.url)));
  const figures: TemplateFigures[] = [];
  for (const template of defaultPlaybook.templates) {
    const asked = requests.filter(({ label, text }) => label === template.intent && text.length < 200).map(({ text }) => text);
    figures.push(await groundTemplate(template, some(asked, count, 0, Math.max(1, Math.floor(asked.length / count))), engine, defaultPlaybook));
  }
  await engine.close();
  return figures;
}

async function run(): Promise<GroundingFigures> {
  const given = readOptions(options, usage);
  const passages = readSamplePassages();
  const times = measureTimes(passages);
  const pairs = { tuning: measurePairs(tuningPairs, passages, ticketTexts), measured: measurePairs(measuredPairs, passages, ticketTexts) };
  const templates = await measureTemplates(passages, wholeNumber(given.requests, 'requests', 1, 100, 6));
  const alone = templates.filter(({ action }) => action === 'auto-reply');
  return { times, pairs, templates, bySelf: { templates: alone.length, borneOut: alone.filter(({ requests, passed }) => requests > 0 && passed === requests).length } };
}

function asText({ times, pairs, templates, bySelf }: GroundingFigures): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
  const halves = Object.entries(pairs).map(([name, { pairs: count, recall, precision, values, supportedMarked, faults }]) =>
    [`${name}: ${count} sentences; of what should be marked ${percent(recall)}, of the marks right ${percent(precision)}, wrong values and links ${percent(values)}, marked though supported ${percent(supportedMarked)}`, ...faults.map(({ says, label, marked }) => `  ${label}: ${says}${marked.length === 0 ? '' : ` (${marked.join(', ')})`}`)].join('\n'),
  );
  const lines = templates.map(({ id, action, requests, passed, claims, supported, marked, slipped }) => [`${id} (${action}): ${passed} of ${requests} requests, ${supported} of ${claims} statements`, ...marked.map((each) => `  ${each}`), ...slipped.map((each) => `  other number, not marked: ${each}`)].join('\n'));
  const altered = templates.reduce((sum, each) => sum + each.altered, 0);
  const slipped = templates.reduce((sum, each) => sum + each.slipped.length, 0);
  const time = `milliseconds: ${times.cold.toFixed(0)} for the first reply, ${times.large.toFixed(0)} for 40 sentences and 12 passages, ${times.newMap.toFixed(1)} in a new map, ${times.key.toFixed(1)} at most a key press`;
  return [...halves, '', ...lines, '', `${bySelf.borneOut} of ${bySelf.templates} templates that may be sent by themselves are borne out whole`, `of ${altered} drafts with one number made another ${slipped} sentences would have gone out`, time].join('\n');
}

const options = { requests: { type: 'string' }, json: { type: 'boolean' } } as const;

if (process.argv.includes('--json')) await printResult(run);
else {
  try {
    console.log(asText(await run()));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
