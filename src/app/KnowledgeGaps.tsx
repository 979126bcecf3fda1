import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useArticleChoices } from './AddQuestion.tsx';
import { useDesk } from './desk-context.ts';
import { findGaps, type Gaps, type GapsProgress } from './find-gaps.ts';
import { KnowledgeGapsGroup } from './KnowledgeGapsGroup.tsx';
import { useKnowledgeStateName } from './knowledge-state.ts';
import { createStore, useStore } from './store.ts';
import { useNow } from './use-now.ts';
import styles from './KnowledgeGaps.module.css';

const day = 86_400_000;
const periods = [
  { id: '30', name: '30 days', days: 30 },
  { id: '90', name: '90 days', days: 90 },
  { id: 'all', name: 'All', days: null },
] as const;
type Period = (typeof periods)[number]['id'];

/** What was found last for each choice: coming back to it costs nothing. */
const remembered = createStore<ReadonlyMap<string, Gaps>>(new Map());
const mostRemembered = 6;
const aloneShown = 50;

/** Questions to which nothing good is found, in groups that ask the same. */
export function KnowledgeGaps() {
  const { db, engine, inbox, backlog, knowledge } = useDesk();
  const [, navigate] = useLocation();
  const minute = useNow();
  const { total, loaded } = useStore(inbox);
  const work = useStore(backlog);
  const indexed = useStore(knowledge);
  const state = useKnowledgeStateName();
  const choices = useArticleChoices();
  const titles = new Map(choices.map(({ id, label }) => [id, label]));
  const [period, setPeriod] = useState<Period>('90');
  const [outOfScope, setOutOfScope] = useState(false);
  const [turn, setTurn] = useState(0);
  const [progress, setProgress] = useState<GapsProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [stopped, setStopped] = useState('');
  const running = useRef<AbortController>(null);

  const triaging = work.status === 'running';
  const days = periods.find(({ id }) => id === period)?.days ?? null;
  const today = Math.floor(minute / day);
  const key = `${state ?? ''} ${period} ${String(outOfScope)} ${total} ${today} ${turn}`;
  const gaps = useStore(remembered).get(key);
  const waiting = state === null || !loaded || triaging || total === 0;

  useEffect(() => {
    if (state === null || waiting || stopped === key || remembered.get().has(key)) return undefined;
    const stop = new AbortController();
    running.current = stop;
    const work = async (): Promise<void> => {
      setProblem(null);
      setProgress({ doing: 'searching', done: 0, total: 0 });
      const made = await findGaps(db, engine, {
        since: days === null ? 0 : Date.now() - days * day,
        outOfScope,
        state,
        signal: stop.signal,
        onProgress: (next) => !stop.signal.aborted && setProgress(next),
      });
      if (running.current !== stop) return;
      setProgress(null);
      if (made.ok) remembered.set(new Map([...[...remembered.get()].slice(1 - mostRemembered), [key, made.value]]));
      else if (made.code !== 'aborted') setProblem(made.message);
    };
    void work();
    return () => {
      running.current = null;
      stop.abort();
      setProgress(null);
    };
  }, [db, engine, key, state, days, outOfScope, waiting, stopped]);

  const again = (): void => {
    setStopped('');
    setTurn(turn + 1);
  };

  let body: ReactNode = null;
  if (loaded && total === 0) {
    body = (
      <EmptyState icon={<CircleHelp />} title="There are no tickets yet" actions={<Button onPress={() => navigate('/import')}>Import tickets</Button>}>
        Gaps are what customers ask and no article answers. They show once there are tickets.
      </EmptyState>
    );
  } else if (indexed.status === 'ready' && indexed.passages === 0) {
    body = (
      <EmptyState icon={<CircleHelp />} title="There are no articles yet" actions={<Button onPress={() => navigate('/knowledge/tools/import')}>Import articles</Button>}>
        Without articles every question is a gap. Import some, or write the first one.
      </EmptyState>
    );
  } else if (problem !== null) {
    body = (
      <EmptyState title="The gaps could not be worked out" actions={<Button onPress={again}>Try again</Button>}>
        {problem}
      </EmptyState>
    );
  } else if (stopped === key) {
    body = (
      <EmptyState title="Stopped" actions={<Button onPress={again}>Go on</Button>}>
        What was looked at is kept: going on begins where it ended.
      </EmptyState>
    );
  } else if (gaps?.groups.length === 0 && gaps.alone.length === 0) {
    body = (
      <EmptyState icon={<CircleHelp />} title={gaps.counts.tickets === 0 ? 'No ticket came in in this time' : 'Every question finds a sure answer'}>
        {gaps.counts.tickets === 0 ? 'Choose a longer time above.' : 'Of those that are about the shop.'}
      </EmptyState>
    );
  } else if (gaps) {
    body = (
      <>
        <ul role="list" className={styles.groups} aria-label="Groups of questions, largest first">
          {gaps.groups.map((group) => (
            <KnowledgeGapsGroup key={group.members.join(' ')} group={group} since={days === null ? null : minute - days * day} until={minute} titles={titles} />
          ))}
        </ul>
        {gaps.alone.length > 0 && (
          <details className={styles.alone}>
            <summary>{plural(gaps.alone.length, 'question')} that nobody else asks</summary>
            <ul role="list">
              {gaps.alone.slice(0, aloneShown).map(({ ticketId, text }) => (
                <li key={ticketId}>
                  <button type="button" className={styles.asked} onClick={() => navigate(`/ticket/${encodeURIComponent(ticketId)}`)}>
                    {text.replace(/\s+/g, ' ')}
                  </button>
                </li>
              ))}
              {gaps.alone.length > aloneShown && <li className={styles.more}>And {count(gaps.alone.length - aloneShown)} more.</li>}
            </ul>
          </details>
        )}
      </>
    );
  }

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <div className={styles.titleLine}>
          <h1 className={styles.title}>Gaps</h1>
          <p className={styles.state} role="status">
            {describe()}
          </p>
        </div>
        <div className={styles.choices}>
          <div className={styles.periods} role="group" aria-label="Tickets of the last">
            {periods.map(({ id, name }) => (
              <button key={id} type="button" className={classes(styles.period, id === period && styles.chosen)} aria-pressed={id === period} onClick={() => setPeriod(id)}>
                {name}
              </button>
            ))}
          </div>
          <Checkbox checked={outOfScope} onChange={setOutOfScope}>
            Out of scope too
          </Checkbox>
          {progress && (
            <Button
              onPress={() => {
                setStopped(key);
                running.current?.abort();
              }}
            >
              Cancel
            </Button>
          )}
        </div>
        {progress && <ProgressBar label="Looking for gaps" done={progress.done} total={progress.doing === 'grouping' || progress.total === 0 ? null : progress.total} />}
        {gaps && <LeftOut gaps={gaps} />}
      </header>
      {body}
    </div>
  );

  function describe(): string {
    if (indexed.status === 'failed') return indexed.message ?? 'The articles can not be searched. Reload the page to try again.';
    if (!loaded || total === 0) return '';
    if (triaging) return `Waiting for triage: ${count(work.done)} of ${count(work.total)} tickets`;
    if (state === null) return 'Waiting for the articles to be indexed';
    if (progress?.doing === 'grouping') return `Grouping ${plural(progress.total, 'question')}`;
    if (progress) return progress.total === 0 ? 'Reading the tickets' : `Searching for ${count(progress.done)} of ${count(progress.total)}`;
    if (!gaps) return '';
    const unanswered = gaps.groups.reduce((sum, { members }) => sum + members.length, 0) + gaps.alone.length;
    return `${count(unanswered)} of ${plural(unanswered + gaps.counts.answered, 'question')} find no sure answer`;
  }
}

/** What is not in the groups, and why. */
function LeftOut({ gaps: { counts } }: { readonly gaps: Gaps }) {
  const parts = [
    counts.outOfScope > 0 && `${count(counts.outOfScope)} out of scope`,
    counts.smallTalk > 0 && `${count(counts.smallTalk)} small talk`,
    counts.otherLanguage > 0 && `${count(counts.otherLanguage)} in a language without articles`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : <p className={styles.leftOut}>Left out: {parts.join(', ')}.</p>;
}
