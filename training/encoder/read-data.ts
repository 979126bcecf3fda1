import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Article, Passage } from '../../src/knowledge-base/article.ts';
import { parseArticle } from '../../src/knowledge-base/parse-article.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';

export interface LabelledRequest {
  readonly text: string;
  readonly intent: string;
}

/** A customer's message and the answer it got. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

/** The project's own data, as far as the encoder learns or is measured from it. */
export interface EncoderData {
  readonly articles: readonly Article[];
  readonly passages: readonly Passage[];
  readonly train: readonly LabelledRequest[];
  readonly validation: readonly LabelledRequest[];
  readonly exchanges: readonly Exchange[];
  /** SHA-256 of what is learnt from: the same data give the same hash. */
  readonly hash: string;
}

/** Reads `data/`. Throws in words when something is missing or malformed. */
export function readEncoderData(folder: string): EncoderData {
  const articles = readArticles(join(folder, 'articles'));
  const train = readRequestTable(join(folder, 'requests.train.csv'));
  const validation = readRequestTable(join(folder, 'requests.validation.csv'));
  const exchanges = readExchanges(join(folder, 'inbox'));
  const hash = createHash('sha256').update(JSON.stringify([articles, train, exchanges])).digest('hex');
  return { articles, passages: articles.flatMap(splitPassages), train, validation, exchanges, hash };
}

/** The published articles of a folder of Markdown files, by name. */
export function readArticles(folder: string): Article[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const parsed = parseArticle(name.slice(0, -3), readFileSync(join(folder, name), 'utf8'));
      if (!parsed.ok) throw new Error(parsed.message);
      return parsed.value;
    });
}

export function readRequestTable(file: string): LabelledRequest[] {
  const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true });
  const first = errors[0];
  if (first !== undefined) throw new Error(`${file}: ${first.message}`);
  return data.map(({ text = '', intent = '' }) => ({ text, intent }));
}

interface InboxLine {
  readonly subject?: string;
  readonly messages: readonly { readonly from: string; readonly text: string }[];
}

function readExchanges(folder: string): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const name of readdirSync(folder).filter((file) => file.startsWith('tickets-')).sort()) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const { subject = '', messages } = JSON.parse(line) as InboxLine;
      const question = messages.find(({ from }) => from === 'customer');
      const answer = messages.find(({ from }) => from === 'agent');
      if (question !== undefined) exchanges.push({ question: `${subject}\n${question.text}`, answer: answer?.text ?? '' });
    }
  }
  return exchanges;
}
