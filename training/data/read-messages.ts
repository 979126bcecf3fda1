import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One message as written in data/sentiment, data/products or data/escalation: `field | field | text`. */
export interface WrittenMessage {
  readonly fields: readonly string[];
  readonly text: string;
  /** Messages declared as paraphrases of one another share it: file and line of the first of them. */
  readonly paraphraseOf: string;
  readonly file: string;
  readonly line: number;
}

/**
 * Reads a file of messages, each with so many fields before its text (the format stands in the README beside it); `allowed` says of a
 * field whether its value may stand there. `problems` names each line that breaks the format.
 */
export function readMessageFile(file: string, content: string, fields: number, allowed: (field: number, value: string) => boolean): { messages: WrittenMessage[]; problems: string[] } {
  const messages: WrittenMessage[] = [];
  const problems: string[] = [];
  let first: string | null = null;
  content.split('\n').forEach((written, index) => {
    const line = index + 1;
    if (written.trim() === '' || written.startsWith('# ')) return;
    const paraphrase = written.startsWith('= ');
    const parts = (paraphrase ? written.slice(2) : written).split(' | ');
    const values = parts.slice(0, fields).map((part) => part.trim());
    const text = parts.slice(fields).join(' | ').replaceAll('\\n', '\n').trim();
    const wrong = values.findIndex((value, at) => !allowed(at, value));
    if (values.length < fields || text === '') problems.push(`${file}:${line}: needs ${fields} labels and a text, divided by " | "`);
    else if (wrong >= 0) problems.push(`${file}:${line}: there is no label "${values[wrong] ?? ''}"`);
    else if (paraphrase && first === null) problems.push(`${file}:${line}: a paraphrase with nothing above it`);
    else {
      const paraphraseOf: string = paraphrase && first !== null ? first : `${file}:${line}`;
      first = paraphraseOf;
      messages.push({ fields: values, text, paraphraseOf, file, line });
    }
  });
  return { messages, problems };
}

/** Reads every file of messages whose name fits, in order of name. Throws with the first lines that break the format. */
export function readMessages(folder: string, name: RegExp, fields: number, allowed: (field: number, value: string) => boolean): WrittenMessage[] {
  const read = readdirSync(folder).filter((file) => name.test(file)).sort().map((file) => readMessageFile(file, readFileSync(join(folder, file), 'utf8'), fields, allowed));
  const problems = read.flatMap((each) => each.problems);
  if (problems.length > 0) throw new Error(`${folder}: ${problems.length} lines break the format:\n${problems.slice(0, 20).join('\n')}`);
  return read.flatMap((each) => each.messages);
}
