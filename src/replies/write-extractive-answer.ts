import type { Hit, Passage } from '../knowledge-base/article.ts';
import { contentTerms } from './content-terms.ts';
import { splitSentences, type SentenceSpan } from '../text/split-sentences.ts';

export interface ExtractedSentence {
  readonly text: string;
  readonly passage: Passage;
  /** The passage's sentence word for word; `text` may carry a step's number besides. */
  readonly quote: string;
  readonly paragraph: boolean;
  /** Share of what is asked that this sentence itself says, 0..1. */
  readonly share: number;
}

/** Hits looked at, sentences taken, steps kept whole up to this many. */
const limits = { passages: 3, sentences: 4, steps: 6 } as const;

interface Candidate {
  readonly sentence: SentenceSpan;
  readonly hit: Hit;
  readonly rank: number;
  readonly index: number;
  readonly terms: ReadonlySet<string>;
  readonly said: number;
  readonly score: number;
}

/**
 * The sentences of the best passages that answer `query`, word for word, at most four: those that cover most of what the query is
 * about (each word weighed by its rarity in these passages), from the better passage, near its beginning. Steps come whole and in
 * order or not at all; half sentences, headings and table rows never. `hints` are further words of what is wanted (the intent).
 * Empty when no sentence has anything to do with the query.
 */
export function writeExtractiveAnswer(query: string, hits: readonly Hit[], hints = ''): ExtractedSentence[] {
  const looked = hits.slice(0, limits.passages);
  const wanted = weighQuery(query, hints, looked);
  if (wanted.size === 0) return [];
  const candidates = looked.flatMap((hit, rank) => rateSentences(hit, rank, wanted, looked[0]?.score ?? 0));
  const best = candidates.reduce<Candidate | null>((top, each) => (top === null || each.score > top.score ? each : top), null);
  if (best === null || best.score <= 0.12) return [];
  const chosen: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (chosen.length >= limits.sentences || candidate.score < best.score * 0.55) break;
    if (candidate.sentence.step !== null) continue;
    if (chosen.some((each) => overlap(each.terms, candidate.terms) > 0.6)) continue;
    chosen.push(candidate);
  }
  const steps = chooseSteps(candidates, best);
  const prose = chosen.slice(0, steps.length > 0 ? 2 : limits.sentences).sort((a, b) => a.rank - b.rank || a.index - b.index);
  return joinChoice(prose, steps);
}

/** Weight of each query term, summing to 1: rare among the passages counts more; words no passage has count nothing. */
function weighQuery(query: string, hints: string, hits: readonly Hit[]): Map<string, number> {
  const passageTerms = hits.map((hit) => new Set(contentTerms(`${hit.passage.title} ${hit.passage.headings.join(' ')} ${hit.passage.text}`)));
  const own = new Set(contentTerms(query.slice(0, 4_000)));
  const hinted = new Set(contentTerms(hints));
  const weights = new Map<string, number>();
  let total = 0;
  for (const term of new Set([...own, ...hinted])) {
    const inPassages = passageTerms.filter((terms) => terms.has(term)).length;
    if (inPassages === 0) continue;
    const weight = Math.log(1 + (hits.length + 1) / inPassages) * (own.has(term) ? 1 : 0.5);
    weights.set(term, weight);
    total += weight;
  }
  for (const [term, weight] of weights) weights.set(term, weight / total);
  return weights;
}

function rateSentences(hit: Hit, rank: number, wanted: ReadonlyMap<string, number>, topScore: number): Candidate[] {
  const above = new Set(contentTerms(`${hit.passage.title} ${hit.passage.headings.join(' ')}`));
  const asked = (heading: string): boolean => {
    const terms = contentTerms(heading);
    return terms.length === 0 || terms.some((term) => wanted.has(term));
  };
  let section = hit.passage.headings.at(-1) ?? '';
  const standing = topScore > 0 ? Math.max(0, Math.min(1, hit.score / topScore)) : 1 / (1 + rank);
  return splitSentences(hit.passage.text).flatMap((sentence, index) => {
    // A line alone without a full stop is the heading of what follows.
    if (sentence.opens && sentence.step === null && !/[.!?:…|,;]/.test(sentence.text)) section = sentence.text;
    // A question in an article is a heading or rhetoric; it answers nobody.
    if (!sentence.whole || sentence.text.endsWith('?')) return [];
    const terms = new Set(contentTerms(sentence.text));
    let said = 0;
    let implied = 0;
    for (const [term, weight] of wanted) {
      if (terms.has(term)) said += weight;
      else if (above.has(term)) implied += weight;
    }
    // The opening of an article answers its title; further down sentences answer ever more special questions.
    const place = index === 0 ? (hit.passage.position === 0 ? 0.25 : 0.1) : index <= 2 ? 0.05 : 0;
    const long = terms.size > 24 ? 0.8 : 1;
    const score = said === 0 && place < 0.25 ? 0 : (said + implied * 0.4 + place) * (0.5 + 0.5 * standing) * (1 - 0.15 * rank) * long * (asked(section) ? 1 : 0.6);
    return [{ sentence, hit, rank, index, terms, said, score }];
  });
}

/** The steps of the best passage, all of them, if one of them is among what answers best. */
function chooseSteps(candidates: readonly Candidate[], best: Candidate): Candidate[] {
  const steps = candidates.filter(({ hit, sentence }) => hit === best.hit && sentence.step !== null);
  const first = steps.findIndex(({ sentence }) => sentence.step === 1);
  if (first < 0) return [];
  const list: Candidate[] = [];
  for (const step of steps.slice(first)) {
    const number = step.sentence.step;
    if (number !== list.at(-1)?.sentence.step && number !== (list.at(-1)?.sentence.step ?? 0) + 1) break;
    list.push(step);
  }
  const telling = list.some((step) => step.score >= best.score * 0.5);
  const complete = splitSentences(best.hit.passage.text).filter(({ step }) => step !== null).length === list.length;
  const short = list.length > 1 && list.length <= limits.steps;
  return telling && complete && short ? list : [];
}

function joinChoice(prose: readonly Candidate[], steps: readonly Candidate[]): ExtractedSentence[] {
  const sentences: ExtractedSentence[] = [];
  let last: Candidate | null = null;
  for (const each of prose) {
    const paragraph = last?.hit !== each.hit;
    sentences.push({ text: each.sentence.text, passage: each.hit.passage, quote: each.sentence.text, paragraph, share: each.said });
    last = each;
  }
  for (const each of steps) {
    const number = each.sentence.opens ? `${each.sentence.step ?? ''}. ` : '';
    const text = number + each.sentence.text;
    sentences.push({ text, passage: each.hit.passage, quote: each.sentence.text, paragraph: each.sentence.opens, share: each.said });
  }
  return sentences;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared += 1;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
