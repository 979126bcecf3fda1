import { cutMessage } from '../../src/triage/cut-passages.ts';
import type { WrittenMessage } from './read-messages.ts';

const mark = /\[\[([\s\S]+?)\]\]/;

/**
 * A long message as the escalation head meets it: in the passages that triage cuts. The words between `[[` and `]]` are what its label
 * is about; passages that hold the greater part of them have that label, those that hold none of them `none`, and the rest is left out.
 * Throws when a letter other than `none` has no mark or more than one.
 */
export function cutLetter(letter: WrittenMessage): WrittenMessage[] {
  const [group = ''] = letter.fields;
  const marked = mark.exec(letter.text);
  const text = letter.text.replace(mark, '$1');
  if ((marked === null) !== (group === 'none') || text.includes('[[') || text.includes(']]')) {
    throw new Error(`${letter.file}:${letter.line}: a letter has one [[mark]], or none where its group is "none"`);
  }
  const start = marked?.index ?? 0;
  const end = start + (marked?.[1]?.length ?? 0);
  return cutMessage(text, { start: 0, end: text.length }).flatMap((passage): WrittenMessage[] => {
    const shared = Math.max(0, Math.min(end, passage.end) - Math.max(start, passage.start));
    if (shared > 0 && shared < (end - start) / 2) return [];
    return [{ ...letter, text: text.slice(passage.start, passage.end).trim(), fields: shared > 0 ? letter.fields : ['none'] }];
  });
}
