import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AutoTokenizer, env, pipeline, type FeatureExtractionPipeline } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosine, unitVector } from '../../src/knowledge-base/exact-index.ts';
import { readEncoderData } from '../../training/encoder/read-data.ts';
import { readEncoder } from '../../training/encoder/read-encoder.ts';
import type { StaticEncoder } from '../../training/encoder/static-encoder.ts';

const models = resolve(import.meta.dirname, '../../public/models');
const name = 'desk-encoder';

type Encode = (text: string, options: object) => { readonly input_ids: { tolist(): (bigint | number)[][] } };

const oddTexts = [
  '',
  ' ',
  'Where is my parcel?',
  'Ünïcödé café naïve Straße ŁÓDŹ İstanbul',
  '订单在哪里 注文はどこですか 주문',
  '𠀀𠀁 rare ideographs',
  '🎉🎉 thanks 👩‍👩‍👧 so much ❤️',
  `${'a'.repeat(100)} ${'b'.repeat(101)} ${'long'.repeat(60)}`,
  "don't e-mail me@example.com!!! £4.95 (LL-48213)…",
  'tab\tnew\nline\r\nno\u00a0break\u200bzero\ufeffwidth\u0000null \ufffd',
  '[PAD] [CLS] [UNK] ##ing',
  'x '.repeat(700),
  '\ud800 lone \udfff surrogates',
  'العربية עברית ไทย',
];

let encoder: StaticEncoder;
let tokenise: Encode;
let extract: FeatureExtractionPipeline;

beforeAll(async () => {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = models;
  encoder = readEncoder(join(models, name));
  tokenise = await AutoTokenizer.from_pretrained(name);
  extract = await pipeline('feature-extraction', name, { dtype: 'q8', device: 'cpu' });
});

function theirIds(text: string): number[] {
  return (tokenise(text, { truncation: true }).input_ids.tolist()[0] ?? []).map(Number);
}

describe('the shipped encoder', () => {
  it.each(oddTexts)('cuts %j into the same word pieces as transformers.js', (text) => {
    expect([...encoder.encode(text)]).toEqual(theirIds(text));
  });

  it('cuts any text into the same word pieces as transformers.js', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect([...encoder.encode(text)]).toEqual(theirIds(text));
      }),
      { numRuns: 300 },
    );
  });

  it('gives in transformers.js what its own forward pass gives', async () => {
    const texts = ['Where is my parcel?', 'I was charged twice for one order', 'Das Paket ist nicht da', "don't e-mail me!!! 🎉", 'zzyzx qwrt', 'ok'];
    const output = await extract(texts, { pooling: 'none' });
    const rows = output.tolist() as number[][];
    texts.forEach((text, at) => {
      const theirs = unitVector(Float32Array.from(rows[at] ?? []), encoder.dimension);
      expect(cosine(theirs, encoder.embed(text))).toBeGreaterThanOrEqual(0.999);
    });
  });

  it('does not let padding change a vector', async () => {
    const alone = (await extract(['refund'], { pooling: 'none' })).tolist() as number[][];
    const padded = (await extract(['refund', 'a much longer text about a parcel that never came'], { pooling: 'none' })).tolist() as number[][];
    expect(padded[0]?.every((value, at) => Math.abs(value - (alone[0]?.[at] ?? 0)) < 1e-5)).toBe(true);
  });

  it('gives zeros for an empty text', async () => {
    const [row] = (await extract([''], { pooling: 'none' })).tolist() as number[][];
    expect(row?.every((value) => value === 0)).toBe(true);
    expect(encoder.embed('').every((value) => value === 0)).toBe(true);
  });

  it('was built from the data of this project as they are', () => {
    const { dataHash, sources } = JSON.parse(readFileSync(join(models, name, 'metadata.json'), 'utf8')) as { dataHash: string; sources: string[] };
    // Otherwise: `npm run train:shipped -- --only encoder`.
    expect(dataHash).toBe(readEncoderData(resolve(import.meta.dirname, '../../data')).hash);
    // And from public text, every source of it named.
    expect(sources[0]).toBe('data/ of this project');
    expect(sources.length).toBeGreaterThan(20);
  });

  it('stays under six megabytes', () => {
    const { files } = JSON.parse(readFileSync(join(models, name, 'metadata.json'), 'utf8')) as { files: Record<string, { bytes: number }> };
    expect(Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(6_000_000);
  });
});
