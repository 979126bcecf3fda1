import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askProgram as ask } from './ask-program.ts';
import type { BenchRow } from './bench-row.ts';
import { toHundredth } from './quantile.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
function percent(value: unknown): number {
  if (typeof value !== 'number') throw new Error('the program printed no such figure');
  return toHundredth(value * 100);
}

/** The quality of what ships and of what can be trained; the public sets are measured where `datasets` holds them. */
export async function measure(datasets = join(root, '../shared/datasets')): Promise<BenchRow[]> {
  const own = await ask('evaluate', ['--head', 'intent', '--data', 'data/requests.test.csv', '--text', 'text', '--label', 'intent']);
  const rows: BenchRow[] = [
    { name: 'shipped intent head on its own test split: accuracy', value: percent(own.accuracy), unit: '%', bar: { atLeast: 93 }, note: `macro-F1 ${String(own.macroF1)}, ECE ${String(own.ece)}` },
  ];
  const bitext = join(datasets, 'bitext-intents.dev.csv');
  if (existsSync(bitext)) {
    const result = await ask('evaluate', ['--head', 'intent', '--data', bitext, '--text', 'utterance', '--label', 'intent']);
    rows.push({ name: 'shipped intent head on Bitext dev: accuracy', value: percent(result.accuracy), unit: '%', bar: { atLeast: 88 }, note: 'no row of Bitext was trained on' });
  }
  const banking = join(datasets, 'banking77.train.csv');
  if (existsSync(banking)) {
    const result = await ask('train', ['--data', banking, '--text', 'text', '--label', 'category']);
    rows.push({
      name: 'head trained from BANKING77, 5-fold: accuracy', value: percent(result.accuracy), unit: '%', bar: { atLeast: 91.2 },
      note: `a linear SVM over TF-IDF has 90.3 on these folds and 91.2 on the test split; training ${String(result.trainSeconds)} s`,
    });
  }
  for (const set of ['arduino-help', 'gnome-desktop-docs']) {
    const folder = join(datasets, 'retrieval-dev', set);
    if (!existsSync(folder)) continue;
    const result = await ask('search', ['--passages', join(folder, 'passages.jsonl'), '--queries', join(folder, 'queries.jsonl')]);
    rows.push({ name: `search on ${set}: MRR@10`, value: Math.round(Number(result.mrr10) * 1000) / 1000, unit: '' });
  }
  return rows;
}
