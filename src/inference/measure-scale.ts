import { adaptVector, fitAdaptation, type Adaptation } from '../knowledge-base/adapt-vectors.ts';
import type { Passage } from '../knowledge-base/article.ts';
import { cosine } from '../knowledge-base/exact-index.ts';
import { passageText } from '../knowledge-base/passage-text.ts';
import { fitCosineScale, type CosineScales } from './cosine-scale.ts';
import type { Encoder } from './encoder.ts';

/** Titles stand for questions: short, and written by the same people. */
const mostQuestions = 24;
const mostPassages = 48;
/** Passages the shipped encoder reads to learn what all of them share: a thousand tell, and take it a moment. */
const mostAdapted = 1_000;
/** With fewer articles the sentences below serve. */
const fewestArticles = 9;

/** Questions and answers that have nothing to do with each other, for a desk without articles enough. */
const anyQuestions = [
  'How do I reset my password?',
  'Where is my parcel?',
  'Can I pay by bank transfer?',
  'The lamp flickers when I dim it.',
  'Do you deliver to Norway?',
  'I want to cancel my subscription.',
  'Which size fits me?',
  'My invoice shows the wrong name.',
  'Is there a discount for students?',
  'Two screws are missing in the box.',
];
const anyPassages = [
  'Wipe the glass with a soft cloth once the bulb has cooled down.',
  'Our shop in the old town is open from ten to six on working days.',
  'Gift cards are valid for three years and can be used more than once.',
  'The battery lasts about eight hours and charges in two.',
  'We hire twice a year; send your letter before the end of March.',
  'The recipe needs two eggs, a spoon of sugar and a pinch of salt.',
  'Every chair is oiled by hand and may differ a little in colour.',
  'Points are counted at the end of each month and never expire.',
];

interface Pairs {
  readonly questions: readonly string[];
  readonly passages: readonly string[];
  /** Which pairs are of different articles. */
  readonly isUnrelated: (question: number, passage: number) => boolean;
}

function evenly<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, i) => items[Math.floor(i * step)]).filter((item) => item !== undefined);
}

function choosePairs(passages: readonly Passage[]): Pairs {
  const byArticle = new Map<string, Passage>();
  for (const passage of passages) if (!byArticle.has(passage.articleId)) byArticle.set(passage.articleId, passage);
  if (byArticle.size < fewestArticles) return { questions: anyQuestions, passages: anyPassages, isUnrelated: () => true };
  const asked = evenly([...byArticle.values()], mostQuestions);
  const read = evenly(passages, mostPassages);
  return {
    questions: asked.map(({ title }) => title),
    passages: read.map(passageText),
    isUnrelated: (question, passage) => asked[question]?.articleId !== read[passage]?.articleId,
  };
}

/**
 * How a downloaded encoder's cosines are told on the shipped one's scale, measured on the desk's own articles by both
 * encoders: the titles of some against passages of others, and against each other. The thresholds of a sure hit and of like
 * questions were measured for the shipped encoder and then mean about the same (cosine-scale.ts).
 */
export async function measureCosineScales(passages: readonly Passage[], encoder: Encoder, shipped: Encoder): Promise<CosineScales> {
  const pairs = choosePairs(passages);
  const own = await cosines(pairs, encoder, null);
  const known = await cosines(pairs, shipped, await adaptationOf(passages, shipped));
  return { passages: fitCosineScale(own.passages, known.passages), questions: fitCosineScale(own.questions, known.questions) };
}

/** What the shipped encoder's vectors of this desk are compared by: its thresholds are on that scale. */
async function adaptationOf(passages: readonly Passage[], encoder: Encoder): Promise<Adaptation | null> {
  const { dimension, whitening } = encoder;
  if (whitening === undefined) return null;
  const rows = await encoder.embed(evenly(passages, mostAdapted).map(passageText), 'passage');
  return fitAdaptation(rows, dimension, whitening);
}

/** Questions are held against each other as the encoder reads them; against passages as the collection has them. */
async function cosines(
  pairs: Pairs,
  encoder: Encoder,
  adaptation: Adaptation | null,
): Promise<{ readonly passages: number[]; readonly questions: number[] }> {
  const { dimension } = encoder;
  const rowsOf = (all: Float32Array, count: number): Float32Array[] => Array.from({ length: count }, (_, at) => all.subarray(at * dimension, (at + 1) * dimension));
  const adapted = (row: Float32Array): Float32Array => (adaptation === null ? row : adaptVector(row, adaptation));
  const questions = rowsOf(await encoder.embed(pairs.questions, 'query'), pairs.questions.length);
  const passages = rowsOf(await encoder.embed(pairs.passages, 'passage'), pairs.passages.length).map(adapted);
  const found = { passages: [] as number[], questions: [] as number[] };
  for (const [q, question] of questions.entries()) {
    const asked = adapted(question);
    for (const [p, passage] of passages.entries()) if (pairs.isUnrelated(q, p)) found.passages.push(cosine(asked, passage));
    for (const other of questions.slice(0, q)) found.questions.push(cosine(question, other));
  }
  return found;
}
