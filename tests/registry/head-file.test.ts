import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { packHead, unpackHead } from '../../src/registry/head-file.ts';
import { writeModelCard } from '../../src/registry/write-model-card.ts';
import { sha256, tinyData, tinyHead } from '../classifier/tiny-head.ts';
import { someDetails, someHeldOut, someVersion, someWeights } from './some-head.ts';

const packed = (): Promise<Uint8Array<ArrayBuffer>> => packHead(someVersion(), someWeights(), someHeldOut, sha256);

/** The file with some of its parts replaced; with `signed`, its manifest follows. */
async function altered(change: (parts: Record<string, Uint8Array>) => void, signed = false): Promise<Uint8Array> {
  const parts: Record<string, Uint8Array> = unzipSync(await packed());
  change(parts);
  if (signed) {
    const files = Object.fromEntries(Object.entries(parts).filter(([name]) => name !== 'manifest.json').map(([name, bytes]) => [name, { bytes: bytes.byteLength, sha256: sha256(bytes) }]));
    parts['manifest.json'] = strToU8(JSON.stringify({ format: 'tabdesk-head-file', formatVersion: 1, files }));
  }
  return zipSync(parts);
}

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  const read = await unpackHead(bytes, sha256);
  if (!read.ok) expect(read.message).toMatch(/Nothing was changed\.$/);
  return read.ok ? 'ok' : read.code;
};

describe('the file of a head', () => {
  it('gives back the same head, its history and its held-out predictions', async () => {
    const read = await unpackHead(await packed(), sha256);
    if (!read.ok) throw new Error(read.message);
    expect(read.value.details).toEqual({ ...someDetails, trainedOn: { ...someDetails.trainedOn, id: null, root: null } });
    expect(read.value.heldOut).toEqual(someHeldOut);
    expect(read.value.card).toBe(writeModelCard(someVersion()));
    const head = await parseHead(read.value.metadata, read.value.weights, sha256);
    if (!head.ok) throw new Error(head.message);
    for (const text of tinyData.texts) expect(head.value.probabilities(text)).toEqual(tinyHead().probabilities(text));
    const without = await unpackHead(await packHead(someVersion({ heldOutRows: 0 }), someWeights(), null, sha256), sha256);
    expect(without).toMatchObject({ ok: true, value: { heldOut: null } });
  });

  it('holds no text of the data it was trained on', async () => {
    const texts = Object.values(unzipSync(await packed())).map((bytes) => strFromU8(bytes, true)).join(' ');
    for (const text of tinyData.texts) expect(texts).not.toContain(text);
  });

  it('is refused in words when it is something else, newer, cut off, or altered', async () => {
    const whole = await packed();
    expect(await codeOf(strToU8('hello'))).toBe('foreign');
    expect(await codeOf(new Uint8Array())).toBe('foreign');
    expect(await codeOf(zipSync({ 'word/document.xml': strToU8('x') }))).toBe('foreign');
    expect(await codeOf(zipSync({ 'manifest.json': strToU8('{"format":"other","formatVersion":1}') }))).toBe('foreign');
    expect(await codeOf(zipSync({ 'manifest.json': strToU8('{"format":"tabdesk-head-file","formatVersion":2,"files":{}}') }))).toBe('newer');
    expect(await codeOf(zipSync({ 'manifest.json': strToU8('{"format":"tabdesk-head-file","formatVersion":1,"files":{}}') }))).toBe('corrupt');
    expect(await codeOf(zipSync({ 'manifest.json': strToU8('{"format":"tabdesk-head-file","formatVersion":1,"files":{"weights.bin":null}}') }))).toBe('corrupt');
    expect(await codeOf(whole.slice(0, whole.length / 2))).toBe('corrupt');
    expect(await codeOf(await altered((parts) => (parts['weights.bin'] = new Uint8Array(10))))).toBe('corrupt');
    expect(await codeOf(await altered((parts) => (parts['manifest.json'] = strToU8('{'))))).toBe('corrupt');
    expect(await codeOf(await altered((parts) => Reflect.deleteProperty(parts, 'details.json')))).toBe('corrupt');
    expect(await codeOf(await altered((parts) => Reflect.deleteProperty(parts, 'details.json'), true))).toBe('corrupt');
    for (const text of ['{', 'null', '{"column":3}', '{}']) expect(await codeOf(await altered((parts) => (parts['details.json'] = strToU8(text)), true))).toBe('corrupt');
    expect(await codeOf(await altered((parts) => (parts['held-out.bin'] = new Uint8Array(9)), true))).toBe('corrupt');
    expect(await codeOf(await altered((parts) => (parts['readme.txt'] = strToU8('more')), false))).toBe('ok');
  });

  it('is not unpacked beyond what a head can be', async () => {
    const bomb = await altered((parts) => (parts['manifest.json'] = new Uint8Array(50_000_000)));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await codeOf(bomb)).toBe('too-large');
    expect(await codeOf(new Uint8Array(200_000_001))).toBe('too-large');
  });

  it('is not unpacked beyond what it says of itself, where it says too little', async () => {
    const bomb = await altered((parts) => (parts['weights.bin'] = new Uint8Array(100_000_000)));
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    // The unpacked size stands at 22 of the part's own header and at 24 of its line in the directory.
    for (let at = 0; at + 28 < bomb.length; at++) {
      const place = view.getUint32(at, true) === 0x04034b50 ? 22 : view.getUint32(at, true) === 0x02014b50 ? 24 : null;
      if (place !== null && view.getUint32(at + place, true) === 100_000_000) view.setUint32(at + place, 1000, true);
    }
    const before = process.memoryUsage().arrayBuffers;
    expect(await codeOf(bomb)).toBe('corrupt');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  it('is refused when any one bit of it is another, or reads as before', async () => {
    const whole = await packed();
    const before = await unpackHead(whole, sha256);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      const read = await unpackHead(flipped, sha256);
      // Times and checksums of the archive's own, and parts it may do without, are all that may differ.
      if (read.ok && before.ok) expect({ ...read.value, card: '', heldOut: null }).toEqual({ ...before.value, card: '', heldOut: null });
    }), { numRuns: 300 });
  });

  it('is never a reason to throw', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
      expect(await codeOf(noise)).not.toBe('ok');
      expect(await codeOf(Uint8Array.of(0x50, 0x4b, 3, 4, ...noise))).not.toBe('ok');
    }));
    await fc.assert(fc.asyncProperty(fc.json(), async (json) => {
      await codeOf(await altered((parts) => (parts['details.json'] = strToU8(json)), true));
      await codeOf(zipSync({ 'manifest.json': strToU8(json) }));
    }), { numRuns: 40 });
  });
});

describe('the model card', () => {
  it('tells what it answers, how well, on what, and what it must not be used for', () => {
    const card = writeModelCard(someVersion());
    expect(card).toContain('# tiny, version 3');
    expect(card).toContain('4 labels, “out\\_of\\_scope” for none of the others');
    expect(card).toContain('| accuracy | 90.0% |');
    expect(card).toContain('| calibration error (ECE, 15 bins) | 2.1% |');
    expect(card.indexOf('| track |')).toBeLessThan(card.indexOf('| refund |'));
    expect(card).toContain('2 labels have no held-out row');
    expect(card).toContain('2026-05-02 10:30 UTC, by test on svm, seed 7. Settings: cost 0.7, epochs 12');
    expect(card).toContain('## Limits');
    expect(writeModelCard(someVersion({ metrics: { ...someDetails.metrics, rows: 0 } }))).toContain('nothing is known of how well it does');
  });

  it('lets no name or note become markup', () => {
    const card = writeModelCard(someVersion({ notes: '<img src=x>\n# big\n| a |' }));
    expect(card).toContain('Requests \\| of \\<May\\>');
    expect(card).toContain('> \\<img src=x\\> \\# big \\| a \\|');
  });
});
