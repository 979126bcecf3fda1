import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDataset, type Finding, type FindingKind, type LabelledSet } from '../../src/evaluation/check-dataset.ts';
import { groupAlike } from '../../src/evaluation/group-alike.ts';

/** Twelve rows of each of two labels, all different, of which nothing is to be said. */
const words = ['parcel', 'invoice', 'password', 'refund', 'address', 'colour', 'size', 'phone', 'warranty', 'battery', 'courier', 'voucher'];
const sound: LabelledSet = {
  texts: [...words.map((word) => `where is the ${word} i asked about`), ...words.map((word) => `please cancel my ${word} at once`)],
  labels: [...words.map(() => 'where'), ...words.map(() => 'cancel')],
};
const withRows = (rows: readonly (readonly [string, string])[], base: LabelledSet = sound): LabelledSet => ({
  texts: [...base.texts, ...rows.map(([text]) => text)],
  labels: [...base.labels, ...rows.map(([, label]) => label)],
});
const kinds = (findings: readonly Finding[]): FindingKind[] => findings.map(({ kind }) => kind);
function only(findings: readonly Finding[], kind: FindingKind): Finding {
  const [found, ...others] = findings.filter((each) => each.kind === kind);
  if (!found || others.length > 0) throw new Error(`one finding ${kind} expected, not ${kinds(findings).join()}`);
  return found;
}

describe('the check of a labelled set', () => {
  it('says nothing of a sound one', () => {
    expect(checkDataset({ ...sound, groups: groupAlike(sound.texts) })).toEqual([]);
  });

  it('blocks what has no rows, one label or one text', () => {
    expect(checkDataset({ texts: [], labels: [] })).toMatchObject([{ kind: 'no-rows', severity: 'blocks' }]);
    const one = checkDataset({ texts: sound.texts, labels: sound.texts.map(() => 'track_order') });
    expect(one).toMatchObject([{ kind: 'one-label', severity: 'blocks' }]);
    expect(one[0]?.message).toContain('Track order');
    const equal = checkDataset({ texts: sound.labels.map(() => 'Hello!'), labels: sound.labels });
    expect(kinds(equal)).toEqual(['texts-all-equal', 'text-under-several-labels']);
    expect(equal[0]?.rows).toHaveLength(24);
  });

  it('names labels that are too small, those of one row apart', () => {
    const found = checkDataset(withRows([['my cat ate it', 'pets'], ['what is your name', 'bot'], ['who are you then', 'bot']]));
    expect(kinds(found)).toEqual(['label-of-one-row', 'label-small']);
    expect(only(found, 'label-of-one-row')).toMatchObject({ message: '1 label with a single row: Pets. What is learned from it can not be judged.', cases: [{ labels: ['pets'] }] });
    expect([...only(found, 'label-of-one-row').rows]).toEqual([24]);
    expect(only(found, 'label-small').message).toContain('Bot (2)');
    expect([...only(found, 'label-small').rows]).toEqual([25, 26]);
    const nine = words.slice(0, 9).map((word) => [`tell me of ${word}`, 'nine'] as const);
    expect(kinds(checkDataset(withRows(nine)))).toEqual(['label-small']);
    expect(kinds(checkDataset(withRows([...nine, ['tell me of courier', 'nine']])))).toEqual([]);
  });

  it('names at most three labels, and says how many more there are', () => {
    const many = Array.from({ length: 5 }, (_, at) => [`something else ${words[at] ?? ''}`, `label_${at}`] as const);
    expect(only(checkDataset(withRows(many)), 'label-of-one-row').message).toContain('5 labels with a single row: Label 0, Label 1, Label 2 and 2 more.');
  });

  it('tells empty texts from texts without words', () => {
    const found = checkDataset(withRows([['', 'where'], ['  \n', 'cancel'], ['😀👍', 'where'], ['?!', 'cancel']]));
    expect([...only(found, 'text-empty').rows]).toEqual([24, 25]);
    expect([...only(found, 'text-without-words').rows]).toEqual([26, 27]);
    // Two empty texts under two labels are told once.
    expect(kinds(found)).toEqual(['text-empty', 'text-without-words']);
  });

  it('finds the same text under several labels, whatever its case and marks', () => {
    const found = only(checkDataset(withRows([['WHERE is the parcel I asked about?', 'cancel']])), 'text-under-several-labels');
    expect(found.message).toBe('1 text under more than one label. No model can get all of these rows right.');
    expect(found.cases).toEqual([{ labels: ['where', 'cancel'], rows: Int32Array.of(0, 24) }]);
  });

  it('finds label names that are likely meant to be one, and missing ones', () => {
    const found = checkDataset({ texts: sound.texts, labels: sound.labels.map((label, row) => (label === 'where' ? label : row % 2 === 0 ? 'Cancel_Order' : 'cancel order')) });
    expect(only(found, 'label-names-alike')).toMatchObject({ cases: [{ labels: ['Cancel_Order', 'cancel order'] }] });
    expect(only(found, 'label-names-alike').message).toContain('“Cancel_Order” and “cancel order”');
    const missing = only(checkDataset(withRows([['hm', ' ']])), 'label-name-empty');
    expect(missing.message).toBe('1 row has no label. Give it one or leave it out.');
  });

  it('finds texts much longer than the others, and says what is not read of them', () => {
    const long = only(checkDataset(withRows([['very long '.repeat(300), 'where'], ['far too long '.repeat(2000), 'where']])), 'text-long');
    expect([...long.rows]).toEqual([24, 25]);
    expect(long.message).toBe('2 texts of more than 2,000 characters, where most have about 33. Of 1 only the first 20,000 characters are read.');
    expect(long.severity).toBe('notes');
  });

  it('finds a label whose rows are all nearly the same', () => {
    const set = withRows([['could you close my account please', 'close'], ['Could you close my account, please?', 'close']]);
    const found = only(checkDataset({ ...set, groups: groupAlike(set.texts) }), 'label-of-one-group');
    expect(found.cases).toEqual([{ labels: ['close'], rows: Int32Array.of(24, 25) }]);
  });

  it('finds copies across a split', () => {
    const set = withRows([['Where is the PARCEL I asked about', 'where'], ['nothing like it at all', 'where']]);
    const split = { training: Int32Array.from(sound.texts.keys()), heldOut: Int32Array.of(24, 25) };
    const found = only(checkDataset({ ...set, groups: groupAlike(set.texts), split }), 'copies-across-split');
    expect(found.message).toBe('1 of 2 held-out rows (50.0%) has a near copy among the training rows. Figures on them are too good.');
    expect([...found.rows]).toEqual([0, 24]);
    expect(kinds(checkDataset({ ...set, groups: groupAlike(set.texts), split: { ...split, heldOut: Int32Array.of(25) } }))).toEqual([]);
  });

  it('holds for 2,000 labels and refuses lists that do not fit', () => {
    const texts = Array.from({ length: 4000 }, (_, row) => `word${row.toString(36)}x and other${(row * 7).toString(36)}y`);
    expect(only(checkDataset({ texts, labels: texts.map((_, row) => `label ${row % 2000}`) }), 'label-small').cases).toHaveLength(2000);
    expect(() => checkDataset({ texts: ['a'], labels: [] })).toThrow(RangeError);
    expect(() => checkDataset({ texts: ['a'], labels: ['b'], groups: new Int32Array() })).toThrow(RangeError);
  });

  it('names only rows that there are, each once and in order, whatever the texts', () => {
    const row = fc.tuple(fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('', 'hi', '😀', 'hello there')), fc.constantFrom('a', 'A', 'b', ' ', '__proto__'));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 15 }), (rows) => {
        const texts = rows.map(([text]) => text);
        for (const { rows: named, cases, message } of checkDataset({ texts, labels: rows.map(([, label]) => label), groups: groupAlike(texts) })) {
          expect([...named]).toEqual([...new Set(cases.flatMap((each) => [...each.rows]))].sort((a, b) => a - b));
          expect(named.every((at) => at >= 0 && at < rows.length)).toBe(true);
          expect(message).toMatch(/\.$/);
        }
      }),
    );
  });
});
