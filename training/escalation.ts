/**
 * `npm run escalation [-- --set DIR] [--part dev|test] [--list] [--json]`: precision and recall of the escalation rules on the written
 * tickets of data/escalation, by group and by file. `--list` shows what was missed and what fired wrongly, of the dev part only.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printResult, readOptions, UsageError } from './command-line.ts';
import { loadShippedHeads } from './load-head.ts';
import { measureEscalation, readLabelledTickets, type EscalationFigures } from './measure-escalation.ts';

const usage = 'escalation -- [--set DIR] [--part dev|test] [--list] [--json]';
const options = { set: { type: 'string' }, part: { type: 'string' }, list: { type: 'boolean' }, json: { type: 'boolean' } } as const;

async function run(): Promise<Record<string, EscalationFigures>> {
  const given = readOptions(options, usage);
  const folder = given.set ?? fileURLToPath(new URL('../data/escalation', import.meta.url));
  if (!existsSync(folder)) throw new UsageError(`${folder} is not there. Name the folder of the labelled tickets with --set.`);
  if (given.part !== undefined && given.part !== 'dev' && given.part !== 'test') throw new UsageError(`--part must be dev or test, not "${given.part}".`);
  const models = await loadShippedHeads();
  const parts = given.part === undefined ? ['dev', 'test'] : [given.part];
  return Object.fromEntries(
    parts.flatMap((part) => {
      const files = readdirSync(folder).filter((name) => name.startsWith(`${part}-`) && name.endsWith('.jsonl')).sort();
      const tickets = files.map((name) => readLabelledTickets(readFileSync(join(folder, name), 'utf8'), name));
      const single = files.map((name, at) => [name.replace('.jsonl', ''), measureEscalation(tickets[at] ?? [], models)] as const);
      return [[part, measureEscalation(tickets.flat(), models)] as const, ...single];
    }),
  );
}

function asLine(part: string, { tickets, precision, recall, answeredByItself }: EscalationFigures): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
  return `${part}: ${tickets} tickets, recall ${percent(recall)}, precision ${percent(precision)}, ${answeredByItself} of those to escalate answered by themselves`;
}

function asTable(part: string, figures: EscalationFigures): string {
  const { groups, wrongly } = figures;
  return [
    asLine(part, figures),
    ...Object.entries(groups).map(([group, { labelled, escalated, named }]) => `  ${group.padEnd(14)} ${String(labelled).padStart(3)} labelled, ${escalated} escalated, ${named} for that reason`),
    `  fired wrongly: ${Object.entries(wrongly).map(([rule, count]) => `${rule} ${count}`).join(', ') || 'none'}`,
  ].join('\n');
}

function asList({ missed, over }: EscalationFigures): string {
  const tell = (ticket: EscalationFigures['missed'][number]['ticket']): string =>
    [`[${ticket.channel}, ${ticket.customer.tier ?? ''}] ${ticket.subject}`, ...ticket.messages.map(({ from, text }) => `    ${from}: ${text.replaceAll('\n', '\n      ')}`)].join('\n');
  return [
    ...missed.map(({ ticket, groups, why }) => `MISSED ${ticket.id} ${groups.join(', ')} (${why}) ${tell(ticket)}`),
    ...over.map(({ labelled: { ticket, why }, triage }) => `OVER ${ticket.id} ${triage.escalation.reasons.map(({ rule, quote }) => `${rule} “${quote}”`).join('; ')} (${why}) ${tell(ticket)}`),
  ].join('\n\n');
}

if (process.argv.includes('--json')) await printResult(async () => Object.fromEntries(Object.entries(await run()).map(([part, { missed, over, ...figures }]) => [part, { ...figures, missed: missed.length, over: over.length }])));
else {
  try {
    for (const [part, figures] of Object.entries(await run())) {
      const whole = part === 'dev' || part === 'test';
      console.log(whole ? asTable(part, figures) : `  ${asLine(part, figures)}`);
      if (process.argv.includes('--list') && part === 'dev') console.log(`\n${asList(figures)}`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
