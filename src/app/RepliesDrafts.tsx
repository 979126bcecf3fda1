import { useMemo, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { Link, useLocation } from 'wouter';
import ChartBarStacked from 'lucide-react/icons/chart-bar-stacked';
import { countOutcomes, type OutcomeCount, type OutcomeGroup, type RewrittenTemplate } from '../replies/count-outcomes.ts';
import type { DraftSource } from '../replies/draft.ts';
import type { DraftOutcome } from '../storage/schema.ts';
import { labelWords } from '../text/label-words.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, messageTime, plural } from '../ui/format-time.ts';
import { percent } from '../ui/percent.ts';
import { Select } from '../ui/Select.tsx';
import { useDesk } from './desk-context.ts';
import { templateName, templatePath } from './replies-templates.ts';
import { useStore } from './store.ts';
import { useNow } from './use-now.ts';
import styles from './RepliesDrafts.module.css';

const day = 86_400_000;
const periods = [
  { id: '30', label: 'Last 30 days' },
  { id: '90', label: 'Last 90 days' },
  { id: 'all', label: 'All time' },
] as const;

const sourceNames: Readonly<Record<DraftSource, string>> = { template: 'Template', extractive: 'Articles', 'template+extractive': 'Template and articles', llm: 'Language model' };

/** What became of drafts: sent as written, edited and how much, or not used; and the templates that are rewritten time and again. */
export function RepliesDrafts() {
  const { db } = useDesk();
  const now = useNow();
  const [period, setPeriod] = useState<string>('30');
  const outcomes = useLiveQuery(() => db.draftOutcomes.toArray(), [db]);
  const report = useMemo(() => (outcomes === undefined ? null : countOutcomes(outcomes, period === 'all' ? -Infinity : now - Number(period) * day)), [outcomes, period, now]);
  const [, navigate] = useLocation();
  if (outcomes === undefined || report === null) return null;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>Drafts</h1>
          <p className={styles.note}>{report.all.total === 0 ? 'What became of the drafts you were given.' : <Summary all={report.all} />}</p>
        </div>
        {outcomes.length > 0 && <Select label="Time" hideLabel options={periods} value={period} onChange={setPeriod} />}
      </header>
      {outcomes.length === 0 ? (
        <EmptyState icon={<ChartBarStacked />} title="No draft was used yet" actions={<Button onPress={() => navigate('/')}>Go to the inbox</Button>}>
          Send a draft as it is, change it, or discard it: each is counted here by what the customer wanted, with how much was changed.
        </EmptyState>
      ) : report.all.total === 0 ? (
        <EmptyState title="No draft in this time" actions={<Button onPress={() => setPeriod('all')}>Show all time</Button>} />
      ) : (
        <>
          {report.rewritten.length > 0 && <Rewritten templates={report.rewritten} />}
          <Outcomes title="By intent" first="Intent" groups={report.byIntent} words={(intent) => (intent === '' ? 'Nobody knew' : labelWords(intent))} />
          <Outcomes title="By source" first="Written from" groups={report.bySource} words={(source) => sourceNames[source as DraftSource]} />
        </>
      )}
    </div>
  );
}

function Summary({ all: { total, accepted, edited, rejected, medianDistance } }: { readonly all: OutcomeCount }) {
  const changed = medianDistance === null ? '' : `; half of the edits change ${percent(medianDistance)} of the words or more`;
  return (
    <>
      Of {plural(total, 'draft')} you sent {count(accepted)} as written and {count(edited)} edited, and did not use {count(rejected)}
      {changed}.
    </>
  );
}

function Rewritten({ templates }: { readonly templates: readonly RewrittenTemplate[] }) {
  const playbook = useStore(useDesk().playbook);
  return (
    <section className={styles.section} aria-label="Templates to look at">
      <h2 className={styles.heading}>Templates to look at</h2>
      <ul role="list" className={styles.rewritten}>
        {templates.map(({ templateId, reason }) => {
          const template = playbook.templates.find(({ id }) => id === templateId);
          return (
            <li key={templateId} className={styles.template}>
              {template ? <Link href={templatePath(templateId)}>{templateName(template)}</Link> : <span>A template that is gone</span>}
              <span className={styles.reason}>{reason}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const parts = [
  { key: 'accepted', name: 'As written' },
  { key: 'edited', name: 'Edited' },
  { key: 'rejected', name: 'Not used' },
] as const;

/** Bars and their numbers in one table; a row opens the tickets behind it. */
function Outcomes({ title, first, groups, words }: { readonly title: string; readonly first: string; readonly groups: readonly OutcomeGroup<DraftOutcome>[]; readonly words: (key: string) => string }) {
  const [open, setOpen] = useState<string | null>(null);
  const most = Math.max(1, ...groups.map(({ total }) => total));
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <td className={styles.barCell} />
              {parts.map(({ key, name }) => (
                <th key={key} scope="col" className={styles.number}>
                  <span className={classes(styles.swatch, styles[key])} aria-hidden="true" />
                  {name}
                </th>
              ))}
              <th scope="col" className={styles.number}>
                Words changed
              </th>
            </tr>
          </thead>
          {groups.map((group) => {
            const isOpen = open === group.key;
            return (
              <tbody key={group.key}>
                <tr>
                  <th scope="row">
                    <button type="button" className={styles.name} aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : group.key)}>
                      {words(group.key)}
                    </button>
                  </th>
                  <td className={styles.barCell} aria-hidden="true">
                    <Bar group={group} most={most} />
                  </td>
                  {parts.map(({ key }) => (
                    <td key={key} className={styles.number}>
                      {count(group[key])}
                    </td>
                  ))}
                  <td className={styles.number}>{group.medianDistance === null ? '–' : percent(group.medianDistance)}</td>
                </tr>
                {/* On a phone the bar stands under its numbers. */}
                <tr className={styles.under} aria-hidden="true">
                  <td colSpan={6}>
                    <Bar group={group} most={most} />
                  </td>
                </tr>
                {isOpen && (
                  <tr>
                    <td colSpan={6} className={styles.behind}>
                      <Tickets outcomes={group.outcomes} label={words(group.key)} />
                    </td>
                  </tr>
                )}
              </tbody>
            );
          })}
        </table>
      </div>
    </section>
  );
}

function Bar({ group, most }: { readonly group: OutcomeCount; readonly most: number }) {
  return (
    <span className={styles.bar} style={{ width: `${(group.total / most) * 100}%` }}>
      {parts.map(({ key }) => group[key] > 0 && <span key={key} className={styles[key]} style={{ flexGrow: group[key] }} />)}
    </span>
  );
}

/** Rows of tickets shown at once. */
const page = 20;

function Tickets({ outcomes, label }: { readonly outcomes: readonly DraftOutcome[]; readonly label: string }) {
  const { inbox } = useDesk();
  const now = useNow();
  const [shown, setShown] = useState(page);
  return (
    <>
      <ul role="list" className={styles.tickets} aria-label={`Tickets behind ${label}`}>
        {outcomes.slice(0, shown).map(({ id, ticketId, outcome, distance, at }) => {
          const subject = inbox.row(ticketId)?.subject ?? '';
          return (
            <li key={id} className={styles.ticket}>
              <Link href={`/ticket/${encodeURIComponent(ticketId)}`}>{subject === '' ? `Ticket ${ticketId}` : subject}</Link>
              <span className={styles.became}>
                {outcome === 'accepted' ? 'sent as written' : outcome === 'edited' ? `edited, ${percent(distance)} of the words` : 'not used'} · {messageTime(at, now)}
              </span>
            </li>
          );
        })}
      </ul>
      {shown < outcomes.length && (
        <Button size="small" variant="quiet" onPress={() => setShown(shown + page * 5)}>
          {`Show more of ${count(outcomes.length)}`}
        </Button>
      )}
    </>
  );
}
