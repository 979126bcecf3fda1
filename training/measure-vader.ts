/**
 * `npx tsx training/measure-vader.ts --sentences FILE`: how often our VADER gives the compound score of the authors' program. FILE has
 * their scores: JSON lines `{"text", "compound"}`, or text and compound parted by a tab, with or without a line of those names on
 * top. One JSON object on stdout: the shares within 0.001 of ours and of the package as it is, and the sentences farthest off.
 */
import { existsSync, readFileSync } from 'node:fs';
import vader from 'vader-sentiment';
import { scoreVader } from '../src/sentiment/vader.ts';
import { printResult, readOptions, required, UsageError } from './command-line.ts';

const usage = 'measure-vader --sentences FILE';
const within = 0.001;
const shown = 10;

interface Scored {
  readonly text: string;
  readonly compound: number;
}

await printResult(() => {
  const options = readOptions({ sentences: { type: 'string' } }, usage);
  const file = required(options.sentences, 'sentences', usage);
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file. It is to hold sentences with the compound scores of the authors' program. Usage: ${usage}`);
  const sentences = readScored(file);
  if (sentences.length === 0) throw new UsageError(`${file}: has no sentences.`);
  const judged = sentences.map(({ text, compound }) => {
    const ours = scoreVader(text).compound;
    return { text, compound, ours, off: Math.abs(ours - compound), packageOff: Math.abs(vader.SentimentIntensityAnalyzer.polarity_scores(text).compound - compound) };
  });
  const agree = judged.filter(({ off }) => agrees(off)).length;
  return {
    sentences: judged.length,
    agree,
    share: agree / judged.length,
    packageShare: judged.filter(({ packageOff }) => agrees(packageOff)).length / judged.length,
    worst: judged
      .filter(({ off }) => !agrees(off))
      .sort((a, b) => b.off - a.off)
      .slice(0, shown)
      .map(({ text, compound, ours }) => ({ text: text.slice(0, 200), compound, ours })),
  };
});

/** The scores have four decimals; a difference of exactly 0.001 must not fail for a rounding in the sixteenth. */
function agrees(off: number): boolean {
  return off <= within + 1e-9;
}

function readScored(file: string): Scored[] {
  const lines = readFileSync(file, 'utf8').replace(/^\ufeff/, '').split(/\r?\n/);
  let [textAt, compoundAt] = [0, 1];
  const sentences: Scored[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const json = line.startsWith('{');
    const cells = line.split('\t');
    if (!json && i === 0 && cells.includes('text') && cells.includes('compound')) {
      [textAt, compoundAt] = [cells.indexOf('text'), cells.indexOf('compound')];
      continue;
    }
    const scored = json ? readObject(line) : makeScored(cells[textAt], Number(cells[compoundAt] ?? Number.NaN));
    if (scored === null) throw new UsageError(`${file}, line ${i + 1}: is no text with a compound score of -1 to 1.`);
    sentences.push(scored);
  }
  return sentences;
}

function readObject(line: string): Scored | null {
  try {
    const { text, compound } = JSON.parse(line) as { text?: unknown; compound?: unknown };
    return makeScored(text, compound);
  } catch {
    return null;
  }
}

function makeScored(text: unknown, compound: unknown): Scored | null {
  return typeof text === 'string' && typeof compound === 'number' && Math.abs(compound) <= 1 ? { text, compound } : null;
}
