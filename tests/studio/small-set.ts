import { seededRandom } from '../../src/classifier/seeded-random.ts';
import type { LabelledSet } from '../../src/studio/labelled-set.ts';
import { Studio } from '../../src/studio/studio.ts';
import type { PreparedSet } from '../../src/studio/prepare-rows.ts';
import type { SentenceReader } from '../../src/studio/studio-host.ts';

/** What requests of each label are made of. */
export const topics = {
  refund: ['refund', 'money back', 'reimburse', 'return payment', 'give back what I paid'],
  tracking: ['parcel', 'where is my delivery', 'track the package', 'courier', 'shipment'],
  password: ['password', 'log in', 'reset access', 'sign in code', 'locked out'],
  invoice: ['invoice', 'bill as a file', 'receipt', 'tax statement', 'billing document'],
} as const;
export type Topic = keyof typeof topics;

const openings = ['Hello', 'Good morning', 'Please help', 'Hi there', 'Quick question', 'Dear team', 'Sorry to ask', 'I wonder'];
const things = ['lamp', 'kettle', 'jacket', 'bicycle', 'desk', 'phone', 'curtain', 'guitar', 'blender', 'mirror', 'sofa', 'watch', 'tent', 'printer', 'carpet'];
const endings = ['before Friday', 'as soon as you can', 'for my brother', 'from last month', 'since the weekend', 'from the spring sale', 'after the move', 'without a fuss', 'for the office', 'in the second order'];

/** A request about a topic, no two of them near copies but by chance. */
export function request(topic: Topic, random: () => number): string {
  const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  return `${one(openings)}, ${one(topics[topic])}: ${one(things)} and ${one(things)}, ${one(endings)}, ${one(topics[topic])}`;
}

export function setOf(rows: readonly (readonly [text: string, label: string])[], changes: Partial<LabelledSet> = {}): LabelledSet {
  return {
    name: 'small', column: 'intent', kind: 'intent', dataHash: '0', ids: Int32Array.from(rows, (_, row) => 10 + row),
    texts: rows.map(([text]) => text), labels: rows.map(([, label]) => label), groups: null, outOfScopeLabel: null, ...changes,
  };
}

/** So many requests of each topic. */
export function requests(each: number, seed: number, of: readonly Topic[] = Object.keys(topics) as Topic[]): [string, string][] {
  const random = seededRandom(seed);
  return Array.from({ length: each * of.length }, (_, row) => {
    const topic = of[row % of.length] ?? 'refund';
    return [request(topic, random), topic];
  });
}

/** A reader of which words count: a place of the vector for each of some words. */
export function wordReader(words: readonly string[]): SentenceReader {
  return {
    mark: 'words@1',
    dimension: words.length + 1,
    embed: (texts) => {
      const rows = new Float32Array(texts.length * (words.length + 1));
      texts.forEach((text, row) => {
        const own = [...words.map((word) => (text.includes(word) ? 1 : 0)), 0.3];
        const length = Math.hypot(...own);
        rows.set(own.map((value) => value / length), row * own.length);
      });
      return Promise.resolve(rows);
    },
  };
}

export function studioWith(reader: SentenceReader | null): Studio {
  return new Studio({ clock: () => 0, now: () => 0, sha256: () => Promise.resolve('0'), yieldToEvents: () => Promise.resolve(), reader: () => Promise.resolve(reader), solver: () => Promise.resolve(null) });
}

/** A set ready for a job. Throws where it is refused. */
export async function prepared(set: LabelledSet, reader: SentenceReader | null = null): Promise<PreparedSet> {
  const made = await studioWith(reader).prepare(set, true, () => undefined);
  if (!made.ok) throw new Error(made.message);
  return made.value;
}
