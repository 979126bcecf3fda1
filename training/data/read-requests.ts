import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One request as written in data/requests/<label>.txt. */
export interface WrittenRequest {
  readonly text: string;
  readonly label: string;
  /** Requests declared as paraphrases of one another share it: file and line of the first of them. */
  readonly paraphraseOf: string;
  readonly file: string;
  readonly line: number;
}

/** Reads one file of requests (data/requests/FORMAT.md); `problems` names each line that breaks the format. */
export function readRequestFile(file: string, content: string): { requests: WrittenRequest[]; problems: string[] } {
  const label = basename(file, '.txt');
  const requests: WrittenRequest[] = [];
  const problems: string[] = [];
  let above: WrittenRequest | null = null;
  content.split('\n').forEach((written, index) => {
    const line = index + 1;
    if (written.includes('\r')) problems.push(`${file}:${line}: a carriage return; lines end with a line feed alone`);
    if (written.trim() === '' || written.startsWith('# ')) return;
    const paraphrase = written.startsWith('= ');
    const text = (paraphrase ? written.slice(2) : written).replaceAll('\\n', '\n').trim();
    if (text === '') problems.push(`${file}:${line}: no text`);
    else if (paraphrase && !above) problems.push(`${file}:${line}: a paraphrase with nothing above it`);
    else if (/^=\S/.test(text)) problems.push(`${file}:${line}: "=" without a space; a paraphrase starts with "= "`);
    else {
      const paraphraseOf: string = paraphrase && above ? above.paraphraseOf : `${label}:${line}`;
      above = { text, label, paraphraseOf, file, line };
      requests.push(above);
    }
  });
  return { requests, problems };
}

/** Reads every file of requests in a folder, in order of name. */
export function readRequests(folder: string): { requests: WrittenRequest[]; problems: string[] } {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt')).sort();
  const read = files.map((name) => readRequestFile(name, readFileSync(join(folder, name), 'utf8')));
  return { requests: read.flatMap((each) => each.requests), problems: read.flatMap((each) => each.problems) };
}
