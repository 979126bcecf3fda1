import { fileURLToPath } from 'node:url';
import type { HeadMetadata } from '../src/classifier/head.ts';
import { recipeSettings } from '../src/classifier/train-recipe.ts';
import type { LabelledTexts, TrainSettings } from '../src/classifier/train-head.ts';
import { ruleGroups } from '../src/escalation/rule.ts';
import { defaultPlaybook } from '../src/playbook/default-playbook.ts';
import { moodSignals, moodSignalsLength, moodSignalsVersion } from '../src/sentiment/mood-signals.ts';
import { readMood } from '../src/sentiment/read-mood.ts';
import { moods } from '../src/sentiment/sentiment.ts';
import { ngramVersion } from '../src/text/hashed-ngrams.ts';
import { priorities } from '../src/tickets/priority.ts';
import { cutLetter } from './data/read-letters.ts';
import { readMessages, type WrittenMessage } from './data/read-messages.ts';
import { groupRequests, splitRequests, type Split } from './data/split-requests.ts';

/** Rows of one split, as a head is trained on or judged by them. */
export type SplitRows = Required<Pick<LabelledTexts, 'texts' | 'labels' | 'groups'>> & Pick<LabelledTexts, 'embeddings'>;

/** One of the heads beside the intent's that ship, and what it is made of. */
export interface TicketHead {
  readonly name: 'sentiment' | 'priority' | 'product' | 'escalation';
  readonly kind: HeadMetadata['kind'];
  readonly outOfScopeLabel?: string;
  /** Reads the signals of the sentiment rules beside the words. */
  readonly signals: boolean;
  readonly rows: () => Record<Split, SplitRows>;
  readonly settings: (rows: number, labels: number) => TrainSettings;
}

const data = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const moodNames: readonly string[] = moods;
const priorityNames: readonly string[] = priorities;
const productNames: readonly string[] = [...defaultPlaybook.products.map(({ name }) => name), 'none'];
/** The groups that are about words; the others are told by the thread. */
const groupNames: readonly string[] = [...ruleGroups.filter((group) => !['vip', 'unanswered', 'angry-waiting', 'other'].includes(group)), 'none'];

/** Groups by paraphrase and near-duplicate, and splits by group: two wordings of one message never stand on both sides. */
function split(messages: readonly WrittenMessage[], labelOf: (message: WrittenMessage) => string, signals: boolean): Record<Split, SplitRows> {
  const { rows } = groupRequests(messages.map((message) => ({ text: message.text, label: labelOf(message), paraphraseOf: message.paraphraseOf, file: message.file, line: message.line })));
  const dealt = splitRequests(rows);
  const asRows = (of: typeof rows): SplitRows => ({
    texts: of.map(({ text }) => text),
    labels: of.map(({ label }) => label),
    groups: of.map(({ group }) => group),
    ...(signals && { embeddings: of.map(({ text }) => moodSignals(readMood(text))) }),
  });
  return { train: asRows(dealt.train), validation: asRows(dealt.validation), test: asRows(dealt.test) };
}

/** Messages of data/sentiment: mood and priority. */
function moodMessages(): WrittenMessage[] {
  return readMessages(data('sentiment'), /\.txt$/, 2, (field, value) => (field === 0 ? moodNames : priorityNames).includes(value));
}

function riskMessages(files: RegExp): WrittenMessage[] {
  return readMessages(data('escalation'), files, 1, (_, value) => value.split(', ').every((group) => groupNames.includes(group)));
}

const withSignals = { model: moodSignalsVersion, dimension: moodSignalsLength };

/** Words, their pairs, and four and five letters of a word: a third of what the recipe counts, as right on validation, and all of these heads read every ticket. */
const features = { version: ngramVersion, words: [1, 2], characters: [4, 5], buckets: 2 ** 24 } as const;

/** Settings by the recipe; chosen on validation: the features, the signals' length, and that no mean embedding is added. */
function settingsFor(signals: boolean, options: { readonly cost?: number; readonly outOfScopeLabel?: string } = {}): TicketHead['settings'] {
  return (rows, labels) => {
    const { outOfScopeLabel, cost = 1 } = options;
    const recipe = recipeSettings(rows, labels, { seed: 1, embedding: null });
    return { ...recipe, features: { ...features, ...(signals && { embedding: withSignals }) }, balance: 0, cost: recipe.cost * cost, embeddingLength: 0.5 * 1.22, centroidWeight: 0, ...(outOfScopeLabel !== undefined && { outOfScopeLabel }) };
  };
}

/** Reading and grouping thousands of messages takes seconds. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

export const ticketHeads: readonly TicketHead[] = [
  { name: 'sentiment', kind: 'sentiment', signals: true, rows: once(() => split(moodMessages(), ({ fields }) => fields[0] ?? '', true)), settings: settingsFor(true) },
  { name: 'priority', kind: 'priority', signals: true, rows: once(() => split(moodMessages(), ({ fields }) => fields[1] ?? '', true)), settings: settingsFor(true) },
  {
    name: 'product', kind: 'product', outOfScopeLabel: 'none', signals: false,
    rows: once(() => split(readMessages(data('products'), /\.txt$/, 1, (_, value) => productNames.includes(value)), ({ fields }) => fields[0] ?? '', false)),
    settings: settingsFor(false, { outOfScopeLabel: 'none' }),
  },
  {
    name: 'escalation', kind: 'custom', outOfScopeLabel: 'none', signals: true,
    // Where two groups hold, the graver stands first, and that one is learnt.
    rows: once(() => split([...riskMessages(/^messages-.*\.txt$/), ...riskMessages(/^letters-.*\.txt$/).flatMap(cutLetter)], ({ fields }) => fields[0]?.split(', ')[0] ?? '', true)),
    // Few of its messages are alike, so each is to be trusted more; chosen on validation and the dev tickets.
    settings: settingsFor(true, { outOfScopeLabel: 'none', cost: 4 }),
  },
];

/** What a head that ships has learnt: once its settings are chosen, the messages they were chosen on too. */
export function learntRows({ train, validation }: Record<Split, SplitRows>): SplitRows {
  return {
    texts: [...train.texts, ...validation.texts],
    labels: [...train.labels, ...validation.labels],
    groups: [...train.groups, ...validation.groups],
    ...(train.embeddings && validation.embeddings && { embeddings: [...train.embeddings, ...validation.embeddings] }),
  };
}

/** What names the rows a head was trained on. */
export function hashRows({ texts, labels }: SplitRows, sha256: (bytes: Uint8Array) => string): string {
  return sha256(new TextEncoder().encode(texts.map((text, i) => `${labels[i] ?? ''}\t${text}\n`).join('')));
}
