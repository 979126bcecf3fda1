import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { numberOf } from './data-tasks.ts';
import { pick, type Random } from './random.ts';
import type { Task, TokenPair } from './train-contrastive.ts';
import type { WordPieces } from './wordpieces.ts';

/** Public text from outside the project; see `readCorpora`. */
export interface Corpora {
  readonly pairs: readonly { readonly q: string; readonly p: string; readonly src: string }[];
  readonly groups: readonly { readonly text: string; readonly group: string; readonly src: string }[];
  readonly prose: readonly { readonly text: string; readonly src: string }[];
  /** Where the text came from, named once each. */
  readonly sources: readonly string[];
}

/** Characters kept of a text; training reads less. */
const longestText = 700;

/**
 * Reads `pairs.jsonl.gz` ({q, p, src}), `groups.jsonl.gz` ({text, group, src}) and `prose.jsonl.gz` ({text, src}) of a
 * folder. Throws when one is missing or malformed.
 */
export function readCorpora(folder: string): Corpora {
  const rows = (name: string): Record<string, string>[] =>
    gunzipSync(readFileSync(join(folder, name)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line, at) => {
        try {
          return JSON.parse(line) as Record<string, string>;
        } catch {
          throw new Error(`${join(folder, name)}: line ${at + 1} is not JSON`);
        }
      });
  const text = (value: string | undefined): string => (value ?? '').slice(0, longestText);
  const pairs = rows('pairs.jsonl.gz').map(({ q, p, src = '' }) => ({ q: text(q), p: text(p), src }));
  const groups = rows('groups.jsonl.gz').map((row) => ({ text: text(row.text), group: row.group ?? '', src: row.src ?? '' }));
  const prose = rows('prose.jsonl.gz').map((row) => ({ text: text(row.text), src: row.src ?? '' }));
  const sources = [...new Set([...pairs, ...groups, ...prose].map(({ src }) => src))].sort();
  return { pairs, groups, prose, sources };
}

export function* corporaTexts(corpora: Corpora): Iterable<string> {
  for (const { q, p } of corpora.pairs) {
    yield q;
    yield p;
  }
  for (const { text } of corpora.groups) yield text;
  for (const { text } of corpora.prose) yield text;
}

/** Heading → passage pairs, drawn within one source so that negatives are near, and utterances of the same meaning. */
export function corporaTasks(corpora: Corpora, pieces: WordPieces): Task[] {
  const questions = numberOf();
  const bySource = new Map<string, TokenPair[]>();
  for (const { q, p, src } of corpora.pairs) {
    const pairs = bySource.get(src) ?? [];
    pairs.push({ left: pieces.encode(q), right: pieces.encode(p), group: questions(q) });
    bySource.set(src, pairs);
  }
  const all = [...bySource.values()].flat();
  const tasks: Task[] = [{ name: 'pairs', weight: 8, draw: (random) => pick(all, random) }];
  const total = all.length;
  for (const [source, pairs] of bySource) {
    if (pairs.length >= 1000) tasks.push({ name: source, weight: (8 * pairs.length) / total, draw: (random) => pick(pairs, random) });
  }
  tasks.push({ name: 'groups', weight: 3, draw: sameGroup(corpora, pieces) });
  return tasks;
}

function sameGroup(corpora: Corpora, pieces: WordPieces): (random: Random) => TokenPair {
  const byGroup = new Map<string, Int32Array[]>();
  for (const { text, group } of corpora.groups) {
    const texts = byGroup.get(group) ?? [];
    texts.push(pieces.encode(text));
    byGroup.set(group, texts);
  }
  const groups = [...byGroup.values()].filter((texts) => texts.length > 1);
  return (random) => {
    const group = Math.floor(random() * groups.length);
    const texts = groups[group] ?? [];
    return { left: pick(texts, random), right: pick(texts, random), group };
  };
}
