import { useMemo, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { Link } from 'wouter';
import { knownValues } from '../replies/compose-draft.ts';
import { sayVariable, templateVariables, type TemplateValues } from '../replies/fill-template.ts';
import { previewTemplate, type PreviewLine } from '../replies/preview-template.ts';
import { labelWords } from '../text/label-words.ts';
import type { Template } from '../playbook/playbook.ts';
import { Chip } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { shortTime } from '../ui/format-time.ts';
import { Select } from '../ui/Select.tsx';
import { useDesk } from './desk-context.ts';
import { sampleValues } from './replies-templates.ts';
import { useStore } from './store.ts';
import { useNow } from './use-now.ts';
import styles from './RepliesTemplates.module.css';

const sample = 'sample';
/** Newest tickets of the intent that are offered. */
const offered = 8;

/** How a template reads, with sample values or those of a ticket, and with any of them unknown. */
export function RepliesTemplatesPreview({ template }: { readonly template: Template }) {
  const desk = useDesk();
  const playbook = useStore(desk.playbook);
  const now = useNow();
  const tickets = useNewestOf(template.intent);
  const [chosen, setChosen] = useState(sample);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const ticketId = tickets.some(({ id }) => id === chosen) ? chosen : null;
  const values = useTicketValues(ticketId) ?? (ticketId === null ? sampleValues(playbook, template.product) : null);
  const used = useMemo(() => templateVariables.filter((name) => new RegExp(`\\{\\{[#^/]?\\s{0,3}${name.replace('.', '\\.')}\\s{0,3}\\}\\}`).test(template.body)), [template.body]);
  const shown = values === null ? null : previewTemplate(template, Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name))), playbook);
  const toggle = (name: string): void => {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    setHidden(next);
  };
  return (
    <section className={styles.preview} aria-label="Preview">
      <header className={styles.previewHead}>
        <h2 className={styles.previewTitle}>Preview</h2>
        <Select
          label="Filled with"
          hideLabel
          className={styles.filled ?? ''}
          value={ticketId ?? sample}
          onChange={setChosen}
          options={[{ id: sample, label: 'Sample values' }, ...tickets.map(({ id, subject, updatedAt }) => ({ id, label: subject === '' ? 'No subject' : subject, note: shortTime(updatedAt, now) }))]}
        />
      </header>
      {used.length > 0 && (
        <div className={styles.known} role="group" aria-label="What is known">
          {used.map((name) => (
            <Known key={name} name={name} value={values?.[name]} on={!hidden.has(name)} onToggle={() => toggle(name)} />
          ))}
        </div>
      )}
      {shown && <Letter lines={shown.lines} language={template.language ?? 'en'} />}
      {shown && shown.missing.length > 0 && (
        <p className={styles.missing}>
          Nobody knows:{' '}
          {shown.missing.map((each) => (
            <Chip key={each} tone="warn">
              {each}
            </Chip>
          ))}
        </p>
      )}
      {ticketId !== null ? (
        <p className={styles.aside}>
          <Link href={`/ticket/${encodeURIComponent(ticketId)}`}>Open the ticket</Link>
        </p>
      ) : (
        tickets.length === 0 && <p className={styles.aside}>No ticket in the inbox is about “{labelWords(template.intent).toLowerCase()}”. When there is one, you can look at the template with it.</p>
      )}
    </section>
  );
}

/** A variable of the text: pressed while it counts as known. */
function Known({ name, value, on, onToggle }: { readonly name: string; readonly value: string | undefined; readonly on: boolean; readonly onToggle: () => void }) {
  const there = value !== undefined && value.trim() !== '';
  return (
    <button type="button" className={classes(styles.variable, there && on && styles.isKnown)} aria-pressed={there && on} disabled={!there} title={there ? value : 'Unknown in this ticket'} onClick={onToggle}>
      {sayVariable(name)} {there && on ? 'known' : 'unknown'}
    </button>
  );
}

function Letter({ lines, language }: { readonly lines: readonly PreviewLine[]; readonly language: string }) {
  const paragraphs: PreviewLine[][] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && !line.paragraph && last[0]?.kind === line.kind) last.push(line);
    else paragraphs.push([line]);
  }
  if (paragraphs.length === 0) return <p className={styles.aside}>Nothing is written yet.</p>;
  return (
    <div className={styles.letter} lang={language}>
      {paragraphs.map((paragraph, at) => {
        const kind = paragraph[0]?.kind ?? 'said';
        const text = paragraph.map((line) => line.text).join(' ');
        if (kind === 'left-out') {
          return (
            <p key={at} className={styles.leftOut}>
              <span lang="en">Left out: </span>
              <del>{text}</del>
            </p>
          );
        }
        return (
          <p key={at} className={classes(kind === 'added' && styles.added)} {...(kind === 'added' ? { title: 'Every draft adds this' } : {})}>
            {text}
          </p>
        );
      })}
    </div>
  );
}

/** The newest tickets of an intent, from the rows in memory. */
function useNewestOf(intent: string): readonly { readonly id: string; readonly subject: string; readonly updatedAt: number }[] {
  const { inbox } = useDesk();
  const { total, loaded } = useStore(inbox);
  return useMemo(() => {
    if (!loaded || total === 0) return [];
    const rows = [...inbox.allIds()].flatMap((id) => {
      const row = inbox.row(id);
      return row?.intent === intent ? [row] : [];
    });
    return rows.sort((a, b) => b.updatedAt - a.updatedAt).slice(0, offered);
  }, [inbox, intent, total, loaded]);
}

/** What is known of a ticket; null while it is read, or where there is none. */
function useTicketValues(ticketId: string | null): TemplateValues | null {
  const { db, playbook } = useDesk();
  const desk = useStore(playbook);
  const read = useLiveQuery(async () => (ticketId === null ? null : { ticket: await db.tickets.get(ticketId), triage: await db.triages.get(ticketId) }), [db, ticketId]);
  if (!read?.ticket || !read.triage || read.ticket.id !== ticketId) return null;
  return knownValues(read.ticket, read.triage, desk);
}
