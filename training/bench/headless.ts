import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { toHundredth } from './quantile.ts';
import { readSampleTickets } from './triage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const count = 100_000;

/** `npm run triage` over 100,000 generated rows, file to file: its memory must not grow with the file. */
export async function measure(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tabdesk-bench-'));
  try {
    const source = join(folder, 'tickets.csv');
    await pipeline(Readable.from(generateRows()), createWriteStream(source));
    const options = [source, '--text', 'subject', 'body', '--id', 'id', '--out', join(folder, 'triaged.jsonl')];
    const began = performance.now();
    const { stderr } = await run(process.execPath, ['--import', 'tsx', join(root, 'training/triage.ts'), ...options], { cwd: root });
    const seconds = (performance.now() - began) / 1000;
    const [, rows, peak] = /^(\d+) rows triaged, 0 refused, .* at most (\d+) MB of memory\.$/m.exec(stderr) ?? [];
    if (Number(rows) !== count || peak === undefined) throw new Error(`the program told other than ${count} rows triaged: ${stderr.slice(-300)}`);
    return [
      { name: 'triage of 100,000 rows, file to file: peak resident memory', value: Number(peak), unit: 'MB', bar: { below: 400 } },
      { name: 'triage of 100,000 rows, file to file', value: toHundredth(seconds), unit: 's', note: 'start of the program included' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first messages of the sample desk over and over, each row with an order of its own; a few hundred rows at a time. */
function* generateRows(): Generator<string> {
  const tickets = readSampleTickets();
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  yield 'id,subject,body\n';
  for (let first = 0; first < count; first += tickets.length) {
    yield tickets
      .slice(0, count - first)
      .map(({ subject, messages }, at) => {
        const number = first + at;
        return `${number},${quoted(subject)},${quoted(`${messages[0]?.text ?? ''}\nMy order is LL-${10_000 + (number % 90_000)}.`)}\n`;
      })
      .join('');
  }
}
