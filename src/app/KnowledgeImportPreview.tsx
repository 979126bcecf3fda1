import { useMemo, useRef, useState } from 'react';
import type { ImportChoice, ImportVerdict } from '../knowledge-base/plan-article-import.ts';
import type { ImportRow } from '../storage/article-import-messages.ts';
import type { RefusedArticle } from '../storage/read-chosen-files.ts';
import { Button } from '../ui/Button.tsx';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Select.tsx';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { breakpoints } from '../ui/media.ts';
import { useFixedRows } from '../ui/use-fixed-rows.ts';
import { choiceOf, type ArticleImports, type ArticleImportStep } from './article-imports.ts';
import { KnowledgeImportArticle } from './KnowledgeImportArticle.tsx';
import { KnowledgeImportColumns } from './KnowledgeImportColumns.tsx';
import styles from './KnowledgeImport.module.css';

type Kind = ImportVerdict['kind'];
type Shown = Kind | 'all' | 'refused';
const rowHeight = 60;

const kinds: readonly { readonly kind: Kind; readonly name: string }[] = [
  { kind: 'new', name: 'New' },
  { kind: 'changes', name: 'Changed' },
  { kind: 'near', name: 'Nearly the same' },
  { kind: 'same', name: 'The same' },
];

/** What can be done with a row, in the words of its kind. */
function wordsFor(choice: ImportChoice, verdict: ImportVerdict): string {
  if (choice === 'skip') return 'Leave out';
  if (choice === 'replace') return verdict.kind === 'near' ? 'Replace it' : 'Replace';
  return verdict.kind === 'new' ? 'Import' : 'Keep both';
}

function verdictOf({ verdict }: ImportRow): { readonly word: string; readonly tone: ChipTone; readonly rest: string } {
  switch (verdict.kind) {
    case 'new':
      return { word: 'New', tone: 'good', rest: '' };
    case 'changes':
      return { word: 'Changes', tone: 'accent', rest: `“${verdict.of.title}”` };
    case 'same':
      return { word: 'Same as', tone: 'plain', rest: `“${verdict.of.title}”${verdict.of.in === 'import' ? ' in this import' : ''}` };
    case 'near':
      return { word: 'Nearly the same as', tone: 'warn', rest: `“${verdict.of.title}”${verdict.of.in === 'import' ? ' in this import' : ''}, ${Math.floor(verdict.overlap * 100)}%` };
  }
}

/** Every article with what will happen to it; nothing is written yet. */
export function KnowledgeImportPreview({ step, imports }: { readonly step: Extract<ArticleImportStep, { status: 'preview' }>; readonly imports: ArticleImports }) {
  const { overview, chosen, again } = step;
  const { rows, refused, refusedCount, notes, tables } = overview;
  const [shown, setShown] = useState<Shown>('all');
  // Beside the list there is room for one from the beginning; elsewhere it would hide the list.
  const [open, setOpen] = useState<number | null>(() => (matchMedia(breakpoints.wide).matches ? (rows[0]?.index ?? null) : null));
  const counts = useMemo(() => {
    const by = new Map<Kind, number>();
    for (const row of rows) by.set(row.verdict.kind, (by.get(row.verdict.kind) ?? 0) + 1);
    return by;
  }, [rows]);
  const listed = useMemo(() => (shown === 'all' ? rows : rows.filter((row) => row.verdict.kind === shown)), [rows, shown]);
  const taken = rows.filter((row) => choiceOf(row, chosen) !== 'skip').length;
  const opened = open === null ? undefined : rows[open];
  const many = shown !== 'all' && shown !== 'refused' ? listed[0]?.choices : undefined;

  return (
    <div className={styles.preview}>
      <div className={styles.line}>
        <p className={styles.strong} role="status">
          {rows.length === 0 ? 'No article was found' : `${plural(rows.length, 'article')} found, ${taken === rows.length ? 'all' : count(taken)} to import`}
        </p>
        <div className={styles.actions}>
          <Button onPress={() => imports.back()}>Choose other files</Button>
          <Button variant="primary" isDisabled={taken === 0 || again} onPress={() => void imports.save()}>
            {taken === 0 ? 'Nothing to import' : `Import ${plural(taken, 'article')}`}
          </Button>
        </div>
      </div>
      {notes.slice(0, 8).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {tables.map((table) => (
        <KnowledgeImportColumns key={table.file} table={table} onMapping={(mapping) => void imports.remap(table.file, mapping)} />
      ))}
      {rows.length + refusedCount > 0 && (
        <div className={styles.filters} role="group" aria-label="Show">
          <Filter on={shown === 'all'} name="All" of={rows.length} onPress={() => setShown('all')} />
          {kinds.map(({ kind, name }) => (counts.get(kind) ?? 0) > 0 && <Filter key={kind} on={shown === kind} name={name} of={counts.get(kind) ?? 0} onPress={() => setShown(kind)} />)}
          {refusedCount > 0 && <Filter on={shown === 'refused'} name="Refused" of={refusedCount} onPress={() => setShown('refused')} />}
          {many !== undefined && listed.length > 1 && shown !== 'all' && shown !== 'refused' && (
            <Select
              className={classes(styles.forAll)}
              label={`For all ${count(listed.length)} of these`}
              hideLabel
              placeholder={`All ${count(listed.length)}…`}
              value={null}
              options={many.map((choice) => ({ id: choice, label: `${wordsFor(choice, listed[0]?.verdict ?? { kind: 'new' })}: all ${count(listed.length)}` }))}
              onChange={(choice) => imports.chooseAll(shown, choice as ImportChoice)}
            />
          )}
        </div>
      )}
      {shown === 'refused' ? (
        <Refused refused={refused} total={refusedCount} />
      ) : (
        listed.length > 0 && (
          <div className={classes(styles.split, opened !== undefined && styles.both)}>
            <Rows rows={listed} chosen={chosen} open={open} onOpen={setOpen} onChoose={(index, choice) => imports.choose(index, choice)} />
            {opened === undefined ? (
              <div className={styles.beside}>
                <EmptyState title="Choose an article to read it">As it will stand in the desk: pictures are words, and nothing in it runs.</EmptyState>
              </div>
            ) : (
              <KnowledgeImportArticle row={opened} imports={imports} onClose={() => setOpen(null)} />
            )}
          </div>
        )
      )}
    </div>
  );
}

function Filter({ on, name, of, onPress }: { readonly on: boolean; readonly name: string; readonly of: number; readonly onPress: () => void }) {
  return (
    <button type="button" className={classes(styles.filter, on && styles.on)} aria-pressed={on} onClick={onPress}>
      {name} <span className={styles.number}>{count(of)}</span>
    </button>
  );
}

function Rows({
  rows,
  chosen,
  open,
  onOpen,
  onChoose,
}: {
  readonly rows: readonly ImportRow[];
  readonly chosen: ReadonlyMap<number, ImportChoice>;
  readonly open: number | null;
  readonly onOpen: (index: number) => void;
  readonly onChoose: (index: number, choice: ImportChoice) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useFixedRows(scroller, rows.length, rowHeight);
  return (
    <div ref={scroller} className={styles.list} tabIndex={0} role="region" aria-label="Articles of the import">
      <ul role="list" style={{ height: rows.length * rowHeight }}>
        {rows.slice(first, last).map((row, at) => {
          const { word, tone, rest } = verdictOf(row);
          const choice = choiceOf(row, chosen);
          return (
            <li key={row.index} className={classes(styles.row, row.index === open && styles.open, choice === 'skip' && styles.skipped)} style={{ top: (first + at) * rowHeight }}>
              <button type="button" className={styles.rowOpen} aria-current={row.index === open ? 'true' : undefined} onClick={() => onOpen(row.index)}>
                <span className={styles.rowTitle}>
                  <span className={styles.name}>{row.title}</span>
                  {row.status === 'draft' && <span className={styles.aside}>draft</span>}
                  {!/^en\b/.test(row.language) && <span className={styles.aside}>{row.language}</span>}
                  <span className={styles.from}>{[row.file, row.place].filter((part) => part !== '').join(', ')}</span>
                </span>
                <span className={styles.rowNote}>
                  <Chip tone={tone}>{word}</Chip>
                  {rest !== '' && <span className={styles.of}>{rest}</span>}
                </span>
              </button>
              <Select
                className={classes(styles.choice)}
                label={`What to do with “${row.title}”`}
                hideLabel
                value={choice}
                options={row.choices.map((each) => ({ id: each, label: wordsFor(each, row.verdict) }))}
                onChange={(each) => onChoose(row.index, each as ImportChoice)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const refusedShown = 500;

function Refused({ refused, total }: { readonly refused: readonly RefusedArticle[]; readonly total: number }) {
  return (
    <>
      <div className={styles.refused} tabIndex={0} role="region" aria-label="What is refused">
        <ul role="list">
          {refused.slice(0, refusedShown).map(({ file, place, title, reason }, at) => (
            <li key={at}>
              <span className={styles.strong}>{[file === '' ? 'Pasted text' : file, place].filter((part) => part !== '').join(', ')}</span>
              {title !== '' && <span className={styles.aside}> “{title}”</span>}
              <span className={styles.reason}>{reason}</span>
            </li>
          ))}
        </ul>
      </div>
      {total > refusedShown && (
        <p className={styles.note}>
          The first {count(refusedShown)} of {count(total)}.
        </p>
      )}
    </>
  );
}
