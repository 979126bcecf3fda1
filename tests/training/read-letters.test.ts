import { describe, expect, it } from 'vitest';
import { cutLetter } from '../../training/data/read-letters.ts';

const ordinary = 'The sofa came on Tuesday and my wife likes the colour. ';
const letter = (group: string, text: string): Parameters<typeof cutLetter>[0] => ({ fields: [group], text, paraphraseOf: 'letters.txt:1', file: 'letters.txt', line: 1 });

describe('a letter marked for the escalation head', () => {
  it('has the group in the passages that hold the marked words, and in no other', () => {
    const passages = cutLetter(letter('safety', `${ordinary.repeat(6)}[[The plug is hot and hums.]] ${ordinary.repeat(6)}`));
    expect(passages.length).toBeGreaterThan(3);
    for (const { text, fields } of passages) expect(fields, text).toEqual([text.includes('hums') ? 'safety' : 'none']);
    expect(passages.some(({ fields }) => fields[0] === 'safety')).toBe(true);
    expect(passages.map(({ text }) => text).join(' ')).not.toMatch(/\[\[|\]\]/);
  });

  it('leaves out a passage that holds the lesser part of what was marked', () => {
    const passages = cutLetter(letter('legal', `${ordinary.repeat(4)}[[Right. My brother-in-law does contract law and is itching to write to you about this sofa.]] ${ordinary.repeat(6)}`));
    for (const { text, fields } of passages) {
      expect(fields, text).toEqual([text.includes('itching') ? 'legal' : 'none']);
      if (!text.includes('itching')) expect(text).not.toContain('Right.');
    }
  });

  it('is of no group in all its passages where there is nothing to mark', () => {
    expect(cutLetter(letter('none', ordinary.repeat(9))).map(({ fields }) => fields[0])).toEqual(expect.arrayContaining(['none']));
    expect(cutLetter(letter('none', ordinary.repeat(9))).some(({ fields }) => fields[0] !== 'none')).toBe(false);
  });

  it('is refused where mark and group disagree, by file and line', () => {
    expect(() => cutLetter(letter('safety', ordinary.repeat(9)))).toThrow('letters.txt:1');
    expect(() => cutLetter(letter('none', `${ordinary.repeat(9)}[[It hums.]]`))).toThrow('letters.txt:1');
    expect(() => cutLetter(letter('safety', `[[It hums.]] ${ordinary.repeat(9)}[[It hums.]]`))).toThrow('letters.txt:1');
  });
});
