import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import ListChecks from 'lucide-react/icons/list-checks';
import MoreHorizontal from 'lucide-react/icons/ellipsis';
import Play from 'lucide-react/icons/play';
import Plus from 'lucide-react/icons/plus';
import { changeCases } from '../storage/save-cases.ts';
import type { KnowledgeCase } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural, shortTime } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { breakpoints, useMedia } from '../ui/media.ts';
import { Menu } from '../ui/Menu.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFixedRows } from '../ui/use-fixed-rows.ts';
import { AddQuestion, useArticleChoices } from './AddQuestion.tsx';
import { useDesk } from './desk-context.ts';
import { saveFile } from './import-view-save-file.ts';
import { readCases, writeCases } from './knowledge-cases-file.ts';
import { passes, summariseRun, type CaseResult } from './knowledge-test-run.ts';
import { KnowledgeTestsRow, testRowHeight } from './KnowledgeTestsRow.tsx';
import { KnowledgeTestsSuggestions } from './KnowledgeTestsSuggestions.tsx';
import { KnowledgeTestsSummary } from './KnowledgeTestsSummary.tsx';
import { useStore } from './store.ts';
import { useNow } from './use-now.ts';
import { useTestRuns } from './use-test-runs.ts';
import styles from './KnowledgeTests.module.css';

type Filter = 'all' | 'failing' | 'unsure' | 'changed';

/** Whether a question passed in one run and not in the other. */
function turned(now: CaseResult | undefined, before: CaseResult | undefined): boolean {
  return now !== undefined && before !== undefined && passes(now) !== passes(before);
}

/** Questions and the article that must be found for each: the regression tests of the knowledge base. */
export function KnowledgeTests() {
  const { db, undoStack, notify, knowledge } = useDesk();
  const now = useNow();
  const indexed = useStore(knowledge);
  const cases = useLiveQuery(async () => (await db.knowledgeCases.toArray()).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)), [db]);
  const choices = useArticleChoices();
  const titles = useMemo(() => new Map(choices.map(({ id, label }) => [id, label])), [choices]);
  const { runs, current, pending, progress, problem, ready, start, cancel } = useTestRuns(cases);
  const [filter, setFilter] = useState<Filter>('all');
  const [adding, setAdding] = useState(false);
  const [suggesting, setSuggesting] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  const results = useMemo(() => {
    const latest = new Map<string, CaseResult>();
    for (const { id, articleId } of cases ?? []) {
      const result = runs?.latest.results.get(id);
      if (result?.expected === articleId) latest.set(id, result);
    }
    return latest;
  }, [cases, runs]);
  const before = runs?.previous?.results;
  const is: Readonly<Record<Filter, (each: KnowledgeCase) => boolean>> = {
    all: () => true,
    failing: ({ id }) => results.get(id)?.place !== undefined && results.get(id)?.place !== 1,
    unsure: ({ id }) => results.get(id)?.confident === false,
    changed: ({ id }) => turned(results.get(id), before?.get(id)),
  };
  const shown = cases?.filter(is[filter]) ?? [];

  const change = async (put: readonly KnowledgeCase[], removed: readonly string[], words: string): Promise<void> => {
    const changed = await changeCases(db, put, removed);
    if (!changed.ok) notify({ text: changed.message, tone: 'bad', forMs: 12_000 });
    else if (changed.value.changed > 0) undoStack.done(words, changed.value.undo);
  };

  const importFile = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const read = readCases(await chosen.text(), await db.articles.toArray(), Date.now());
    if (!read.ok) {
      notify({ text: `${chosen.name}: ${read.message}`, tone: 'bad', forMs: 12_000 });
      return;
    }
    const { cases: made, refused } = read.value;
    // What came from a ticket goes on saying so.
    const known = new Map((cases ?? []).map((each) => [each.id, each]));
    const put = made.map((each) => ({ ...each, ...known.get(each.id), articleId: each.articleId }));
    const first = refused[0];
    if (first) notify({ text: `${plural(refused.length, 'line')} left out. Line ${first.line} ${first.reason}.`, tone: 'bad', forMs: null });
    await change(put, [], `${plural(put.length, 'question')} read from ${chosen.name}`);
  };

  const exportFile = (): void => {
    saveFile(new Blob([writeCases(cases ?? [], titles)], { type: 'text/csv;charset=utf-8' }), `tabdesk-questions-${new Date().toISOString().slice(0, 10)}.csv`);
  };

  const chooseFile = (): void => file.current?.click();
  const empty = cases?.length === 0;
  let list: ReactNode;
  if (cases === undefined || runs === undefined) list = <Waiting />;
  else if (empty && !suggesting) {
    list = (
      <EmptyState
        icon={<ListChecks />}
        title="No question is tested yet"
        actions={
          <>
            <Button variant="primary" onPress={() => setSuggesting(true)}>
              Take them from solved tickets
            </Button>
            <Button onPress={() => setAdding(true)}>Write one</Button>
            <Button onPress={chooseFile}>Import a CSV</Button>
          </>
        }
      >
        A test is a question and the article that must be found for it. Each reply you send with a citation adds one. Before an article is published you see which it fixes and which it breaks.
      </EmptyState>
    );
  } else if (shown.length === 0 && !empty) {
    list = (
      <EmptyState title={filter === 'failing' ? 'Every question finds its article first' : filter === 'unsure' ? 'Every question finds a sure answer' : 'The last change fixed nothing and broke nothing'} actions={<Button onPress={() => setFilter('all')}>Show all</Button>} />
    );
  } else if (!empty) {
    list = (
      <Rows
        cases={shown}
        results={results}
        before={before}
        current={current}
        titles={titles}
        choices={choices}
        onArticle={(each, articleId) => void change([{ ...each, articleId }], [], 'Question given another article')}
        onRemove={(each) => void change([], [each.id], 'Question removed')}
      />
    );
  }

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <div className={styles.titleLine}>
          <h1 className={styles.title}>Questions</h1>
          <p className={styles.state} role="status">
            {describe()}
          </p>
          {cases && !empty && (
            <div className={styles.actions}>
              {progress ? (
                <Button onPress={cancel}>Cancel</Button>
              ) : (
                <Button icon={<Play />} onPress={() => start(pending === 0)} isDisabled={!ready}>
                  {pending > 0 && pending < cases.length && current ? `Run ${count(pending)} more` : 'Run all'}
                </Button>
              )}
              <Button icon={<Plus />} onPress={() => setAdding(true)}>
                Add
              </Button>
              <Menu
                trigger={<IconButton label="More" icon={<MoreHorizontal />} />}
                label="More"
                choices={[
                  { id: 'suggest', label: 'Take questions from solved tickets' },
                  { id: 'import', label: 'Import a CSV' },
                  { id: 'export', label: 'Export as CSV' },
                ]}
                onChoose={(id) => (id === 'suggest' ? setSuggesting(true) : id === 'import' ? chooseFile() : exportFile())}
                placement="bottom end"
              />
            </div>
          )}
        </div>
        {progress && <ProgressBar label="Running the questions" done={progress.done} total={progress.total} />}
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem} <Button size="small" onPress={() => start(false)}>Try again</Button>
          </p>
        )}
        {cases && !empty && results.size > 0 && <KnowledgeTestsSummary summary={summariseRun(results.values())} before={compareWith()} faded={!current} />}
        {cases && !empty && (
          <div className={styles.filters} role="group" aria-label="Which questions">
            {(
              [
                ['all', 'All'],
                ['failing', 'Failing'],
                ['unsure', 'Not sure'],
                ['changed', 'Changed'],
              ] as const
            ).map(([id, name]) => (
              <button key={id} type="button" className={classes(styles.filter, id === filter && styles.chosen)} aria-pressed={id === filter} onClick={() => setFilter(id)}>
                {name} <span className={styles.count}>{count(cases.filter(is[id]).length)}</span>
              </button>
            ))}
          </div>
        )}
      </header>
      {suggesting && <KnowledgeTestsSuggestions titles={titles} choices={choices} filling={empty} onClose={() => setSuggesting(false)} />}
      {(!suggesting || !empty) && list}
      {adding && <AddQuestion from={{ question: '', articleId: null }} onClose={() => setAdding(false)} />}
      <input
        ref={file}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label="A CSV of questions"
        onChange={(event) => {
          void importFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );

  function describe(): string {
    if (cases === undefined || cases.length === 0) return '';
    if (progress) return `Asking ${count(progress.done)} of ${count(progress.total)}`;
    if (indexed.status === 'failed') return indexed.message ?? 'The articles can not be searched. Reload the page to try again.';
    if (!ready) return 'Waiting for the articles to be indexed';
    if (!runs) return `${plural(cases.length, 'question')}, not run yet`;
    const when = shortTime(runs.latest.at, now);
    const ago = when === 'now' ? 'just now' : /min|h$/.test(when) ? `${when} ago` : when;
    if (!current) return `Run ${ago}; the articles changed since`;
    return pending > 0 ? `${plural(pending, 'question')} not run yet` : `${plural(cases.length, 'question')}, run ${ago} with the articles as they are`;
  }

  function compareWith(): { readonly fixed: number; readonly broken: number } | null {
    if (!before || !current) return null;
    let [fixed, broken] = [0, 0];
    for (const [id, result] of results) {
      if (!turned(result, before.get(id))) continue;
      if (passes(result)) fixed += 1;
      else broken += 1;
    }
    return { fixed, broken };
  }
}

function Rows({
  cases,
  results,
  before,
  current,
  titles,
  choices,
  onArticle,
  onRemove,
}: {
  readonly cases: readonly KnowledgeCase[];
  readonly results: ReadonlyMap<string, CaseResult>;
  readonly before: ReadonlyMap<string, CaseResult> | undefined;
  readonly current: boolean;
  readonly titles: ReadonlyMap<string, string>;
  readonly choices: Parameters<typeof KnowledgeTestsRow>[0]['choices'];
  readonly onArticle: (each: KnowledgeCase, articleId: string) => void;
  readonly onRemove: (each: KnowledgeCase) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const height = testRowHeight[useMedia(breakpoints.narrow) ? 'narrow' : 'wide'];
  const { first, last } = useFixedRows(scroller, cases.length, height);
  return (
    <div ref={scroller} className={styles.rows} tabIndex={0} role="region" aria-label="Questions and what they find">
      <ul role="list" style={{ height: cases.length * height }}>
        {cases.slice(first, last).map((each, at) => (
          <KnowledgeTestsRow
            key={each.id}
            top={(first + at) * height}
            position={first + at + 1}
            total={cases.length}
            case={each}
            result={results.get(each.id)}
            before={before?.get(each.id)}
            faded={!current}
            titles={titles}
            choices={choices}
            onArticle={(articleId) => onArticle(each, articleId)}
            onRemove={() => onRemove(each)}
          />
        ))}
      </ul>
    </div>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} aria-hidden="true">
      {[62, 48, 71, 55, 66].map((width) => (
        <div key={width}>
          <Skeleton width={`${width}%`} />
          <Skeleton width="36%" height="10px" />
        </div>
      ))}
    </div>
  );
}
