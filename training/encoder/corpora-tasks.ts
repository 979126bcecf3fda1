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

/** Without the texts of these sources: a help centre that is to be measured must not have been read. */
export function withoutSources(corpora: Corpora, sources: readonly string[]): Corpora {
  const stays = ({ src }: { readonly src: string }): boolean => !sources.includes(src);
  return {
    pairs: corpora.pairs.filter(stays),
    groups: corpora.groups.filter(stays),
    prose: corpora.prose.filter(stays),
    sources: corpora.sources.filter((src) => !sources.includes(src)),
  };
}

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

/**
 * Three kinds of pairs: heading → passage (half of the batches within one source, so that negatives are near), a sentence
 * → the rest of its passage (there are far more of these than headings, and they keep the headings from being learnt by
 * heart; the inverse cloze task of Lee and others, 2019), and utterances of the same meaning.
 */
export function corporaTasks(corpora: Corpora, pieces: WordPieces): Task[] {
  const questions = numberOf();
  const bySource = new Map<string, TokenPair[]>();
  for (const { q, p, src } of corpora.pairs) {
    const pairs = bySource.get(src) ?? [];
    pairs.push({ left: pieces.encode(q), right: pieces.encode(p), group: questions(q) });
    bySource.set(src, pairs);
  }
  const all = [...bySource.values()].flat();
  const large = [...bySource].filter(([, pairs]) => pairs.length >= 1000);
  const inLarge = large.reduce((sum, [, pairs]) => sum + pairs.length, 0);
  return [
    { name: 'pairs', weight: 2.75, draw: (random) => pick(all, random) },
    ...large.map(([name, pairs]): Task => ({ name, weight: (2.75 * pairs.length) / inLarge, draw: (random) => pick(pairs, random) })),
    { name: 'cloze', weight: 2.5, draw: sentenceAndRest(corpora, pieces) },
    { name: 'groups', weight: 1, draw: sameGroup(corpora, pieces) },
  ];
}

/** One time in ten the sentence stays in its passage: the same words on both sides are a good sign, and must stay one. */
const keptInPlace = 0.1;

function sentenceAndRest(corpora: Corpora, pieces: WordPieces): (random: Random) => TokenPair {
  const texts = [...corpora.pairs.map(({ p }) => p), ...corpora.prose.map(({ text }) => text)]
    .map((text) => text.split(/(?<=[.!?])\s+|\n+/).filter((part) => part.trim().split(/\s+/).length >= 4))
    .filter((parts) => parts.length >= 2)
    .map((parts) => parts.map((part) => pieces.encode(part)));
  return (random) => {
    const group = Math.floor(random() * texts.length);
    const parts = texts[group] ?? [];
    const chosen = Math.floor(random() * parts.length);
    const stays = random() < keptInPlace;
    const rest = parts.filter((_, at) => stays || at !== chosen).flatMap((part) => [...part]);
    return { left: parts[chosen] ?? new Int32Array(0), right: Int32Array.from(rest), group };
  };
}

function sameGroup(corpora: Corpora, pieces: WordPieces): (random: Random) => TokenPair {
  const byGroup = new Map<string, Int32Array[]>();
  for (const { text, group } of corpora.groups) {
    const texts = byGroup.get(group) ?? [];
    texts.push(pieces.encode(text));
    byGroup.set(group, texts);
  }
  const groups = [...byGroup.values()].filter((texts) => texts.length > 1);
  // A group is drawn by the root of its size: the largest hold hundreds of times the texts of the smallest.
  const upTo: number[] = [];
  for (const texts of groups) upTo.push((upTo.at(-1) ?? 0) + Math.sqrt(texts.length));
  const total = upTo.at(-1) ?? 0;
  return (random) => {
    const at = random() * total;
    const group = Math.min(groups.length - 1, upTo.findIndex((end) => at < end));
    const texts = groups[group] ?? [];
    return { left: pick(texts, random), right: pick(texts, random), group };
  };
}
