import type { Passage } from '../knowledge-base/article.ts';
import { passageText } from '../knowledge-base/passage-text.ts';
import { fitCosineScale, type CosineScales } from './cosine-scale.ts';
import type { Encoder } from './encoder.ts';

/** Titles stand for questions: short, and written by the same people. */
const mostQuestions = 24;
const mostPassages = 48;
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
  const own = await cosines(pairs, encoder);
  const known = await cosines(pairs, shipped);
  return { passages: fitCosineScale(own.passages, known.passages), questions: fitCosineScale(own.questions, known.questions) };
}

async function cosines(pairs: Pairs, encoder: Encoder): Promise<{ readonly passages: number[]; readonly questions: number[] }> {
  const { dimension } = encoder;
  const questions = await encoder.embed(pairs.questions, 'query');
  const passages = await encoder.embed(pairs.passages, 'passage');
  const found = { passages: [] as number[], questions: [] as number[] };
  for (let q = 0; q < pairs.questions.length; q += 1) {
    for (let p = 0; p < pairs.passages.length; p += 1) if (pairs.isUnrelated(q, p)) found.passages.push(dot(questions, q, passages, p, dimension));
    for (let other = 0; other < q; other += 1) found.questions.push(dot(questions, q, questions, other, dimension));
  }
  return found;
}

function dot(a: Float32Array, rowA: number, b: Float32Array, rowB: number, dimension: number): number {
  let sum = 0;
  for (let d = 0; d < dimension; d += 1) sum += (a[rowA * dimension + d] ?? 0) * (b[rowB * dimension + d] ?? 0);
  return sum;
}
