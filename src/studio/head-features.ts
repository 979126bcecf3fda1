import type { FeatureSpec } from '../classifier/head.ts';
import { ngramVersion } from '../text/hashed-ngrams.ts';
import { lexiconVersion } from '../text/lexicon.ts';
import type { SentenceReader } from './studio-host.ts';

/** What a head of a few typed sentences reads of a text: its words, parts of words and concepts, and the meaning where there is an encoder. */
export function featuresFor(reader: Pick<SentenceReader, 'mark' | 'dimension'> | null): FeatureSpec {
  return {
    version: ngramVersion,
    words: [1, 2],
    characters: [2, 5],
    buckets: 2 ** 24,
    concepts: { lexicon: lexiconVersion, window: 10, share: 0.7 },
    ...(reader === null ? {} : { embedding: { model: reader.mark, dimension: reader.dimension } }),
  };
}
