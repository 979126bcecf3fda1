import { describe, expect, it } from 'vitest';
import { examineLabels } from '../../src/studio/examine-labels.ts';
import type { LearnStep } from '../../src/studio/studio-job.ts';
import { prepared, requests, setOf, studioWith } from './small-set.ts';

const silent = (): void => undefined;

/** Every ninth row gets the next label. */
function planted() {
  const rows = requests(60, 7);
  const names = [...new Set(rows.map(([, label]) => label))];
  const wrong = new Map<number, string>();
  rows.forEach((row, at) => {
    if (at % 9 !== 3) return;
    wrong.set(10 + at, row[1]);
    row[1] = names[(names.indexOf(row[1]) + 1) % names.length] ?? '';
  });
  return { set: setOf(rows), wrong };
}

describe('looking over the labels of a set', () => {
  it('finds most labels that were made wrong, suggests what they were, and suspects few others', async () => {
    const { set, wrong } = planted();
    const { suspects, expectedWrong, agreed } = examineLabels(await prepared(set), 1, silent);
    const found = suspects.filter(({ id }) => wrong.has(id));
    expect(found.length / wrong.size).toBeGreaterThan(0.9);
    // 26 of 27, and 3 others.
    expect(found.length / suspects.length).toBeGreaterThan(0.85);
    expect(found.filter(({ id, suggested }) => suggested === wrong.get(id)).length / found.length).toBeGreaterThan(0.95);
    expect(expectedWrong).toBeGreaterThan(0.06);
    expect(expectedWrong).toBeLessThan(0.14);
    expect(agreed).toBeGreaterThan(0.85);
    expect(agreed).toBeLessThan(0.95);
  });

  it('names a suspect by its number in the dataset, with its text and both labels as they are probable', async () => {
    const { set } = planted();
    const [first] = examineLabels(await prepared(set), 1, silent).suspects;
    const place = set.ids.indexOf(first?.id ?? -1);
    expect(set.texts[place]).toBe(first?.text);
    expect(set.labels[place]).toBe(first?.given);
    expect(first?.suggested).not.toBe(first?.given);
    expect(first?.suggestedProbability).toBeGreaterThan(first?.givenProbability ?? 1);
  });

  it('suspects next to nothing where nothing is wrong', async () => {
    const { suspected, expectedWrong } = examineLabels(await prepared(setOf(requests(60, 7))), 1, silent);
    expect(suspected).toBeLessThan(4);
    expect(expectedWrong).toBeLessThan(0.02);
  });

  it('never lets a near copy of a row vouch for its wrong label', async () => {
    const rows = requests(60, 7);
    const [text = ''] = rows[0] ?? [];
    const set = setOf([...rows, ...Array.from({ length: 12 }, (): [string, string] => [text, 'invoice'])]);
    const found = new Set(examineLabels(await prepared(set), 1, silent).suspects.map(({ id }) => id));
    for (let row = rows.length; row < rows.length + 12; row++) expect(found.has(10 + row)).toBe(true);
  });

  it('tells of labels with a single row, and neither suspects nor suggests them', async () => {
    const set = setOf([...requests(30, 3), ['Do you sell gift cards for aunts?', 'gift']]);
    const { findings, suspects, notes } = examineLabels(await prepared(set), 1, silent);
    expect(findings.find(({ kind }) => kind === 'label-of-one-row')?.cases).toEqual([{ labels: ['gift'], ids: Int32Array.from([130]) }]);
    expect(suspects.filter(({ given, suggested }) => given === 'gift' || suggested === 'gift')).toEqual([]);
    expect(notes.join()).toContain('“gift”');
  });

  it('neither suspects nor suggests a label whose rows are all copies of one text', async () => {
    const set = setOf([...requests(30, 3), ...Array.from({ length: 8 }, (): [string, string] => ['Hello, refund: money back for the lamp, reimburse', 'gift'])]);
    const { suspects, findings } = examineLabels(await prepared(set), 1, silent);
    expect(suspects.filter(({ given, suggested }) => given === 'gift' || suggested === 'gift')).toEqual([]);
    expect(findings.some(({ kind }) => kind === 'label-of-one-group')).toBe(true);
  });

  it('tells of one text under two labels, and of near copies under two', async () => {
    const set = setOf([
      ...requests(30, 3),
      ['My order number 4711 came without the cable', 'refund'],
      ['My order number 4711 came without the cable', 'tracking'],
      ['The kettle I bought at your shop in town leaks at the bottom', 'refund'],
      ['The kettle I bought at your shop in town leaks at the bottom!!', 'invoice'],
      ['The kettle I bought at your shop in town leaks at its bottom', 'invoice'],
    ]);
    const { findings } = examineLabels(await prepared(set), 1, silent);
    expect(findings.find(({ kind }) => kind === 'text-under-several-labels')?.cases.map(({ ids }) => [...ids])).toContainEqual([130, 131]);
    expect(findings.find(({ kind }) => kind === 'near-copies-labelled-differently')?.cases.map(({ ids }) => [...ids])).toEqual([[132, 133, 134]]);
  });

  it('tells how far it is, part by part', async () => {
    const steps: LearnStep[] = [];
    examineLabels(await prepared(setOf(requests(20, 3))), 1, (step) => steps.push(step));
    expect([...new Set(steps.map(({ part }) => part))]).toEqual([1, 2, 3, 4, 5]);
    expect(steps.every(({ parts, done, total }) => parts === 5 && done <= total)).toBe(true);
  });

  it('finds the same when asked again', async () => {
    const { set } = planted();
    const again = await prepared(set);
    expect(examineLabels(again, 1, silent)).toEqual(examineLabels(again, 1, silent));
  });

  it('refuses a set of which all texts are the same, and one with a single label, in words', async () => {
    const same = await studioWith(null).prepare(setOf([['Hello', 'a'], ['Hello', 'b'], [' Hello ', 'a']]), true, silent);
    expect(same).toMatchObject({ ok: false, code: 'bad-input', message: expect.stringMatching(/^All texts are the same, so nothing tells the labels apart\. Choose/) as string });
    const single = await studioWith(null).prepare(setOf([['Hello', 'a'], ['Good day', 'a']]), true, silent);
    expect(single).toMatchObject({ ok: false, code: 'bad-input' });
  });

  it('judges no label of a set of two texts, and says so', async () => {
    const { suspects, agreed, notes } = examineLabels(await prepared(setOf([['Hello', 'a'], ['Goodbye then', 'b']])), 1, silent);
    expect(suspects).toEqual([]);
    expect(agreed).toBeNull();
    expect(notes).toHaveLength(1);
  });
});
