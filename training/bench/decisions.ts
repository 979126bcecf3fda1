import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePattern } from '../../src/escalation/compile-pattern.ts';
import { decideEscalation } from '../../src/escalation/decide-escalation.ts';
import type { EscalationRule } from '../../src/escalation/rule.ts';
import { scoreSentiment } from '../../src/sentiment/score-sentiment.ts';
import { scoreVader } from '../../src/sentiment/vader.ts';
import { readThreadText } from '../../src/tickets/request-text.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { askProgram } from './ask-program.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Moods {
  readonly accuracy: number;
  readonly macroF1: number;
}

/** How good decisions are on what nobody tuned on, and what rules may cost at worst. */
export async function measure(datasets = join(root, '../shared/datasets')): Promise<BenchRow[]> {
  const tweets = existsSync(join(datasets, 'airline-tweets.train.csv'));
  const moods = (await askProgram('sentiment', tweets ? ['--datasets', datasets] : [])) as Record<string, { readonly head: Moods; readonly vader: Moods }>;
  const escalation = (await askProgram('escalation', ['--part', 'test'])) as Record<string, { readonly recall: number; readonly precision: number; readonly tickets: number }>;
  const rows: BenchRow[] = [];
  const told = (figures: { readonly head: Moods; readonly vader: Moods } | undefined): string =>
    `VADER as published: ${toHundredth((figures?.vader.accuracy ?? 0) * 100)}%, ${toHundredth(figures?.vader.macroF1 ?? 0)}`;
  rows.push({ name: 'mood on own test messages, three classes: accuracy', value: toHundredth((moods.test?.head.accuracy ?? 0) * 100), unit: '%', bar: { atLeast: 85 }, note: told(moods.test) });
  if (tweets) {
    const real = moods['airline tweets'];
    rows.push(
      { name: 'mood on real airline tweets, never trained on: accuracy', value: toHundredth((real?.head.accuracy ?? 0) * 100), unit: '%', bar: { atLeast: 70 }, note: told(real) },
      { name: 'the same: macro-F1', value: toHundredth(real?.head.macroF1 ?? 0), unit: '', bar: { atLeast: 0.62 } },
    );
  }
  const { test } = escalation;
  rows.push(
    { name: 'escalation on own test tickets: recall', value: toHundredth((test?.recall ?? 0) * 100), unit: '%', bar: { atLeast: 97 }, note: `${test?.tickets ?? 0} tickets` },
    { name: 'the same: precision', value: toHundredth((test?.precision ?? 0) * 100), unit: '%', bar: { atLeast: 90 } },
  );
  return [...rows, ...measureRules(), measureVader()];
}

/** The longest thread against as many of the dearest patterns as are let in. */
function measureRules(): BenchRow[] {
  const source = '[a-z]{1,30} [a-z]{1,30} refund';
  const steps = compilePattern(source);
  if (!steps.ok) throw new Error(steps.message);
  const rules = (count: number): EscalationRule[] =>
    Array.from({ length: count }, (_, i): EscalationRule => ({
      id: `own-${i}`, group: 'other', title: 'Own', detail: '', severity: 'normal', on: true, negatable: true, all: [{ kind: 'pattern', source: `${source}${i}`, reads: 'thread' }],
    }));
  const long = 'the parcel came at noon and i put it on the table. '.repeat(230);
  const ticket: Ticket = {
    id: 't', subject: '', channel: 'email', status: 'open', unread: true, customer: { id: 'c', name: 'Ana' }, createdAt: 0, updatedAt: 0,
    messages: [{ id: 'm', from: 'customer', author: 'Ana', at: 0, text: long }],
  };
  const thread = readThreadText(ticket);
  const sentiment = scoreSentiment(long);
  const worst = Math.floor(3_000_000 / thread.text.length / steps.value.steps);
  const times = Array.from({ length: 9 }, () => {
    const own = rules(worst);
    const began = performance.now();
    decideEscalation({ ticket, thread, sentiment, now: 0 }, own);
    return performance.now() - began;
  });
  return [{ name: 'own rules, the most that are matched against the longest thread: median', value: toHundredth(quantile(times, 0.5)), unit: 'ms', bar: { below: 500 }, note: `${worst} patterns over ${thread.text.length} characters; beyond that a person looks` }];
}

function measureVader(): BenchRow {
  const text = 'I am not happy with the lamp, but the driver was very kind and it was not his fault at all!';
  for (let i = 0; i < 2_000; i++) scoreVader(text);
  const began = performance.now();
  for (let i = 0; i < 5_000; i++) scoreVader(text);
  return { name: 'VADER, a message of 20 words', value: toHundredth(((performance.now() - began) / 5_000) * 1_000), unit: 'µs', bar: { below: 100 } };
}
