import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';
import { passageText } from '../../src/knowledge-base/passage-text.ts';
import { isHeldOut } from './data-tasks.ts';
import type { EncoderData } from './read-data.ts';
import type { StaticEncoder } from './static-encoder.ts';

/** Anything that turns questions and passages into vectors. */
type Reader = Pick<StaticEncoder, 'embed' | 'embedPassage' | 'dimension'>;

/**
 * How good an encoder is on the project's own data, vectors alone, 0..1: `titleRecall1`, `titleMrr10`: the title of an
 * article whose titles were kept from training finds a passage of it; `requestRecall1`, `requestRecall5`: a validation
 * request finds an article written for its intent; `intentNeighbour`: its nearest training request has its intent.
 */
export function measureEncoder(encoder: Reader, data: EncoderData): Record<string, number> {
  const { dimension } = encoder;
  const embed = (text: string): Float32Array => encoder.embed(text);
  const passages = new ExactIndex(dimension, data.passages.length);
  const articleOf = new Map(data.passages.map(({ id, articleId }) => [id, articleId]));
  // Without the title: it would be found by itself.
  const bare = new ExactIndex(dimension, data.passages.length);
  for (const passage of data.passages) {
    passages.add(passage.id, encoder.embedPassage(passageText(passage)));
    bare.add(passage.id, encoder.embedPassage([...passage.headings, passage.text].join('\n')));
  }
  const titles = data.articles.filter(({ id }) => isHeldOut(id));
  const titleRanks = titles.map(({ id, title }) => bare.search(embed(title), 10).findIndex((match) => articleOf.get(match.id) === id));
  const intentsOf = new Map(data.articles.map(({ id, intents }) => [id, intents]));
  const requests = data.validation.filter(({ intent }) => intent !== 'out_of_scope');
  const requestRanks = requests.map(({ text, intent }) =>
    passages.search(embed(text), 5).findIndex((match) => intentsOf.get(articleOf.get(match.id) ?? '')?.includes(intent)),
  );
  const known = new ExactIndex(dimension, data.train.length);
  data.train.forEach(({ text }, at) => known.add(String(at), embed(text)));
  const neighbours = data.validation.map(({ text, intent }) => data.train[Number(known.search(embed(text), 1)[0]?.id)]?.intent === intent);
  return {
    titleRecall1: share(titleRanks.map((rank) => rank === 0)),
    titleMrr10: titleRanks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / titleRanks.length,
    requestRecall1: share(requestRanks.map((rank) => rank === 0)),
    requestRecall5: share(requestRanks.map((rank) => rank >= 0)),
    intentNeighbour: share(neighbours),
  };
}

function share(truths: readonly boolean[]): number {
  return truths.filter(Boolean).length / Math.max(1, truths.length);
}
