import { describe, expect, it } from 'vitest';
import { pickSample } from '../../training/data/pick-sample.ts';

const csv = (rows: readonly string[]): string => `text,intent,group\n${rows.join('\n')}\n`;
const many = csv([...Array.from({ length: 75 }, (_, at) => `a ${at},often,g${at}`), ...Array.from({ length: 25 }, (_, at) => `"b, ${at}",seldom,h${at}`)]);
const linesOf = (text: string): string[] => text.trimEnd().split('\n').slice(1);

describe('the sample of the labelled requests', () => {
  it('has as many rows as wanted, each intent in its share, spread over the file', () => {
    const picked = linesOf(pickSample(many, 10));
    expect(picked.filter((line) => line.includes('often'))).toHaveLength(8);
    expect(picked.filter((line) => line.includes('seldom'))).toEqual(['"b, 0",seldom,h0', '"b, 12",seldom,h12']);
    expect(picked.at(7)).toBe('a 65,often,g65');
    expect(new Set(picked).size).toBe(10);
  });

  it('is the whole file where that has no more rows, and the same each time', () => {
    expect(pickSample(many, 1000)).toBe(many);
    expect(pickSample(many, 33)).toBe(pickSample(many, 33));
    expect(linesOf(pickSample(many, 33))).toHaveLength(33);
  });
});
