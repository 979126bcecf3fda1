import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, labelOf, labelsFrom, summariseColumns, type Dataset } from '../../src/datasets/dataset.ts';
import { editDataset, type DatasetEdit, type EditedDataset } from '../../src/datasets/edit-dataset.ts';
import { hashDataset } from '../../src/datasets/hash-dataset.ts';
import { sha256 } from './read-all.ts';

const columns = [{ name: 'intent', kind: 'intent' }, { name: '__proto__', kind: 'custom' }] as const;

function of(...rows: readonly (readonly [string, string])[]): Dataset {
  return datasetOf(rows.map(([text, intent]) => ({ text, labels: labelsFrom([['intent', intent]]) })), columns);
}

function edited(dataset: Dataset, edit: DatasetEdit): EditedDataset {
  const outcome = editDataset(dataset, edit);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

const intents = ({ rows }: Dataset): string[] => rows.map((row) => `${row.id} ${labelOf(row, 'intent')}`);
const some = of(['q', 'a'], ['w', 'b'], ['e', 'a'], ['r', 'c']);

describe('editing a dataset', () => {
  it('relabels, merges, splits and renames, and tells it in a line', () => {
    const told = (edit: DatasetEdit) => {
      const { dataset, line } = edited(some, edit);
      return [line, ...intents(dataset)];
    };
    expect(told({ kind: 'relabel', column: 'intent', to: [{ label: ' b ', rows: [0, 99] }, { label: '', rows: [3] }] })).toEqual(['2 rows relabelled “b”, no label in “intent”.', '0 b', '1 b', '2 a', '3 ']);
    expect(told({ kind: 'merge-labels', column: 'intent', from: ['a', 'b'], into: 'b' })).toEqual(['“a” and “b” merged into “b” in “intent” (2 rows changed).', '0 b', '1 b', '2 b', '3 c']);
    expect(told({ kind: 'rename-label', column: 'intent', from: 'a', to: 'z' })).toEqual(['“a” renamed “z” in “intent” (2 rows).', '0 z', '1 b', '2 z', '3 c']);
    expect(told({ kind: 'split-label', column: 'intent', label: 'a', parts: [{ label: 'a2', rows: [2, 1] }] })).toEqual(['“a” split in “intent”: 1 row “a2”; 1 row stays.', '0 a', '1 b', '2 a2', '3 c']);
    expect(told({ kind: 'remove', rows: [1] })).toEqual(['1 row removed.', '0 a', '2 a', '3 c']);
    expect(told({ kind: 'add', rows: [{ text: 't', labels: { intent: 'c' } }] })).toEqual(['1 row added.', '0 a', '1 b', '2 a', '3 c', '4 c']);
    expect(intents(some)).toEqual(['0 a', '1 b', '2 a', '3 c']);
  });

  it('refuses in words what means nothing', () => {
    const code = (edit: DatasetEdit) => {
      const outcome = editDataset(some, edit);
      return outcome.ok ? 'ok' : outcome.code;
    };
    expect(code({ kind: 'relabel', column: 'nope', to: [] })).toBe('no-such-column');
    expect(code({ kind: 'relabel', column: 'intent', to: [{ label: 'a', rows: [0] }] })).toBe('nothing-to-change');
    expect(code({ kind: 'relabel', column: 'intent', to: [{ label: 'x'.repeat(101), rows: [0] }] })).toBe('bad-label');
    expect(code({ kind: 'rename-label', column: 'intent', from: 'a', to: 'b' })).toBe('label-exists');
    expect(code({ kind: 'rename-label', column: 'intent', from: 'a', to: ' ' })).toBe('bad-label');
    expect(code({ kind: 'merge-labels', column: 'intent', from: ['z', ''], into: 'a' })).toBe('no-such-label');
    expect(code({ kind: 'split-label', column: 'intent', label: '', parts: [] })).toBe('no-such-label');
    expect(code({ kind: 'remove', rows: [99] })).toBe('nothing-to-change');
    expect(code({ kind: 'add', rows: [{ text: ' ', labels: {} }] })).toBe('bad-row');
    expect(code({ kind: 'add', rows: [{ text: 'x', labels: { other: 'y' } }] })).toBe('no-such-column');
  });

  it('gives the number of a removed row to no other, and puts a row back in its place', () => {
    const removed = edited(some, { kind: 'remove', rows: [3, 1] });
    const added = edited(removed.dataset, { kind: 'add', rows: [{ text: 'new', labels: { intent: 'n' } }] });
    expect(intents(added.dataset)).toEqual(['0 a', '2 a', '4 n']);
    expect(intents(edited(added.dataset, removed.inverse).dataset)).toEqual(['0 a', '1 b', '2 a', '3 c', '4 n']);
  });

  it('takes back only its own part after other edits', () => {
    const merged = edited(some, { kind: 'merge-labels', column: 'intent', from: ['b'], into: 'a' });
    const other = edited(merged.dataset, { kind: 'relabel', column: 'intent', to: [{ label: 'x', rows: [0] }] });
    expect(intents(edited(other.dataset, merged.inverse).dataset)).toEqual(['0 x', '1 b', '2 a', '3 c']);
  });

  it('forgets that nobody looked at a label once a person sets it, until that is undone', () => {
    const triaged = datasetOf([{ text: 'q', labels: { intent: 'a' }, labelledBy: 'triage' }], columns);
    const confirmed = edited(triaged, { kind: 'relabel', column: 'intent', to: [{ label: 'a', rows: [0] }] });
    expect(confirmed.dataset.rows[0]).toEqual({ id: 0, text: 'q', labels: { intent: 'a' } });
    expect(edited(confirmed.dataset, confirmed.inverse).dataset.rows).toEqual(triaged.rows);
    expect(edited(triaged, { kind: 'rename-label', column: 'intent', from: 'a', to: 'b' }).dataset.rows[0]?.labelledBy).toBe('triage');
  });

  it('leaves what did not change untouched, and any edit can be taken back to the letter', async () => {
    const label = fc.constantFrom('a', 'b', 'c', '', '__proto__');
    const column = fc.constantFrom('intent', '__proto__');
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
    const parts = fc.array(fc.record({ label, rows: ids }), { maxLength: 3 });
    const edit: fc.Arbitrary<DatasetEdit> = fc.oneof(
      fc.record({ kind: fc.constant('relabel' as const), column, to: parts }),
      fc.record({ kind: fc.constant('remove' as const), rows: ids }),
      fc.record({ kind: fc.constant('add' as const), rows: fc.array(fc.record({ text: fc.constantFrom('n', 'm'), labels: label.map((one) => labelsFrom([['intent', one]])) }), { maxLength: 3 }) }),
      fc.record({ kind: fc.constant('merge-labels' as const), column, from: fc.uniqueArray(label), into: label }),
      fc.record({ kind: fc.constant('split-label' as const), column, label, parts }),
      fc.record({ kind: fc.constant('rename-label' as const), column, from: label, to: label }),
    );
    const rows = fc.array(fc.record({ text: fc.constantFrom('q', 'w'), intent: label, other: label, group: fc.constantFrom('', 'g') }), { minLength: 1, maxLength: 10 });
    await fc.assert(fc.asyncProperty(rows, fc.array(edit, { minLength: 1, maxLength: 6 }), async (given, edits) => {
      let dataset = datasetOf(given.map(({ text, intent, other, group }) => ({ text, labels: labelsFrom([['intent', intent], ['__proto__', other]]), ...(group === '' ? {} : { group }) })), columns);
      for (const each of edits) {
        const outcome = editDataset(dataset, each);
        if (!outcome.ok) continue;
        const next = outcome.value;
        const ascending = next.dataset.rows.map(({ id }) => id);
        expect(ascending).toEqual([...new Set(ascending)].sort((a, b) => a - b));
        const back = edited(next.dataset, next.inverse).dataset;
        expect(back.rows).toEqual(dataset.rows);
        const hashes = await Promise.all([hashDataset(back, sha256), hashDataset(dataset, sha256)]);
        expect(hashes[0]?.hash).toBe(hashes[1]?.hash);
        const before = new Set(dataset.rows);
        const kept = next.dataset.rows.filter((row) => before.has(row)).length;
        expect(kept).toBe(each.kind === 'remove' || each.kind === 'add' ? Math.min(dataset.rows.length, next.dataset.rows.length) : dataset.rows.length - next.changed);
        dataset = next.dataset;
      }
    }));
  });
});

describe('the figures of a dataset', () => {
  it('count labels, most frequent first, and rows without one', () => {
    expect(summariseColumns(some)).toEqual([
      { name: 'intent', kind: 'intent', labels: [{ name: 'a', rows: 2 }, { name: 'b', rows: 1 }, { name: 'c', rows: 1 }], unlabelled: 0 },
      { name: '__proto__', kind: 'custom', labels: [], unlabelled: 4 },
    ]);
  });
});

describe('the hash of a dataset', () => {
  const big = (change: (at: number) => string = () => 'same'): Dataset => datasetOf(Array.from({ length: 2500 }, (_, at) => ({ text: `text ${at} ${change(at)}`, labels: { intent: 'a' } })), columns);
  const hashOf = async (dataset: Dataset) => (await hashDataset(dataset, sha256))?.hash;

  it('changes with any text, label, group or number, with order and with the names of columns', async () => {
    const [first, ...rest] = some.rows;
    if (!first) throw new Error('four rows');
    const others: Dataset[] = [
      { ...some, rows: [{ ...first, text: 'Q' }, ...rest] },
      { ...some, rows: [{ ...first, labels: { intent: 'b' } }, ...rest] },
      { ...some, rows: [{ ...first, group: 'g' }, ...rest] },
      { ...some, rows: rest },
      { ...some, rows: some.rows.map((row) => ({ ...row, id: row.id + 1 })) },
      { ...some, columns: [{ name: 'other', kind: 'intent' }] },
      of(['q\ud800', 'a']), of(['q\ud801', 'a']), of(['q\ufffd', 'a']), of(['q', 'a']), of(['q","a', '']),
    ];
    const hashes = await Promise.all([some, ...others].map(hashOf));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(await hashOf({ ...some, columns: columns.map((column) => ({ ...column, kind: 'priority' })) })).toBe(hashes[0]);
  });

  it('is made anew only for the blocks that changed', async () => {
    const dataset = big();
    let calls = 0;
    const counting = (bytes: Uint8Array): string => {
      calls += 1;
      return sha256(bytes);
    };
    const before = await hashDataset(dataset, counting);
    if (!before) throw new Error('not stopped');
    expect(calls).toBe(4);
    calls = 0;
    const { dataset: next } = edited(dataset, { kind: 'relabel', column: 'intent', to: [{ label: 'z', rows: [1500] }] });
    const again = await hashDataset(next, counting, { dataset, blocks: before.blocks });
    expect(calls).toBe(2);
    expect(again).toEqual(await hashDataset(next, sha256));
    const shorter = edited(dataset, { kind: 'remove', rows: [2499] }).dataset;
    expect(await hashDataset(shorter, sha256, { dataset, blocks: before.blocks })).toEqual(await hashDataset(shorter, sha256));
  });

  it('stops when it is told to', async () => {
    let asked = 0;
    expect(await hashDataset(big(), sha256, undefined, () => (asked += 1) > 1)).toBeNull();
  });
});
