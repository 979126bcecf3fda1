import { useEffect, useMemo, useRef, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { useLocation } from 'wouter';
import type { FoundArticle } from '../inference/api.ts';
import type { Article } from '../knowledge-base/article.ts';
import { ordinal } from '../tickets/ui/ordinal.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useDesk } from './desk-context.ts';
import { useKnowledgeStateName } from './knowledge-state.ts';
import { measureEdit, readEditQuestions, trialOf, type EditEffects, type EditQuestions, type EffectOnCase, type EffectOnTicket } from './measure-edit.ts';
import styles from './KnowledgeEditEffect.module.css';

/** Quiet after the last key before the questions are asked again. */
const quietMs = 700;
const shownAtOnce = 12;

/** Questions, and what they found before the edit. */
interface Baseline {
  readonly state: string;
  readonly questions: EditQuestions;
  readonly found: readonly FoundArticle[] | null;
}

/** What publishing this edit would do: which questions it fixes and which it breaks, kept up to date while it is written. */
export function EditEffect({ article }: { /** As it would be published. */ readonly article: Article }) {
  const { db, engine } = useDesk();
  const state = useKnowledgeStateName();
  const titles = useLiveQuery(async () => new Map((await db.articles.toArray()).map(({ id, title }) => [id, title])), [db]);
  const [effects, setEffects] = useState<{ readonly of: string; readonly effects: EditEffects } | null>(null);
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [stopped, setStopped] = useState(false);
  const baseline = useRef<Baseline>(null);
  const running = useRef<AbortController>(null);
  const trial = useMemo(() => trialOf(article), [article]);
  // Passage ids are made of their text; titles and products are searched too.
  const key = JSON.stringify([state, article.id, article.title, article.products, article.language, trial.passages.map(({ id }) => id)]);
  const latest = useRef(trial);
  useEffect(() => {
    latest.current = trial;
  });

  useEffect(() => {
    if (state === null || stopped) return undefined;
    const stop = new AbortController();
    running.current = stop;
    const measure = async (): Promise<void> => {
      setProblem(null);
      setProgress({ done: 0, total: 0 });
      const known = baseline.current?.state === state ? baseline.current : { state, questions: await readEditQuestions(db), found: null };
      baseline.current = known;
      const made = await measureEdit(engine, latest.current, known.questions, {
        baseline: known.found,
        signal: stop.signal,
        onProgress: (done, total) => !stop.signal.aborted && setProgress({ done, total }),
      });
      if (running.current !== stop) return;
      setProgress(null);
      if (made.ok) {
        baseline.current = { ...known, found: made.value.baseline };
        setEffects({ of: key, effects: made.value.effects });
      } else if (made.code !== 'aborted') setProblem(made.message);
    };
    const timer = setTimeout(() => void measure(), quietMs);
    return () => {
      clearTimeout(timer);
      running.current = null;
      stop.abort();
      setProgress(null);
    };
  }, [db, engine, key, state, stopped]);

  const fresh = effects?.of === key;
  return (
    <section className={styles.effect} aria-label="What publishing would do">
      <div className={styles.head}>
        <h2 className={styles.title}>What publishing would do</h2>
        <p className={styles.state} role="status">
          {problem ?? (stopped ? 'Stopped' : state === null ? 'Waiting for the articles to be indexed' : progress ? (progress.total === 0 ? 'Reading the questions' : `Asking ${count(progress.done)} of ${count(progress.total)} questions`) : fresh ? '' : 'Waiting for a pause in the writing')}
        </p>
        {progress && (
          <Button size="small" variant="quiet" onPress={() => setStopped(true)}>
            Cancel
          </Button>
        )}
        {(stopped || problem !== null) && (
          <Button
            size="small"
            onPress={() => {
              setStopped(false);
              setProblem(null);
            }}
          >
            Try it on the questions
          </Button>
        )}
      </div>
      {progress && progress.total > 0 && <ProgressBar label="Trying the edit on the questions" done={progress.done} total={progress.total} />}
      {effects && <Effects effects={effects.effects} faded={!fresh} titles={titles ?? new Map<string, string>()} />}
    </section>
  );
}

function Effects({ effects, faded, titles }: { readonly effects: EditEffects; readonly faded: boolean; readonly titles: ReadonlyMap<string, string> }) {
  const { cases, fixed, broken, surer, lessSure, tickets, moved, sure, unsure } = effects;
  return (
    <div className={classes(styles.body, faded && styles.faded)} role="region" aria-label="Questions it changes" tabIndex={0}>
      <p className={styles.verdict}>
        {cases === 0 ? (
          'There are no test questions yet: replies you send with a citation add them.'
        ) : fixed.length + broken.length === 0 ? (
          `Of ${plural(cases, 'test question')} none is fixed and none is broken.`
        ) : (
          <>
            {fixed.length > 0 && <span className={styles.good}>Fixes {plural(fixed.length, 'question')}</span>}
            {fixed.length > 0 && broken.length > 0 && ', '}
            {broken.length > 0 && (
              <span className={styles.bad}>
                {fixed.length > 0 ? 'breaks' : 'Breaks'} {plural(broken.length, 'question')}
              </span>
            )}{' '}
            of {count(cases)}.
          </>
        )}
      </p>
      <CaseList words="Breaks" cases={broken} titles={titles} open />
      <CaseList words="Fixes" cases={fixed} titles={titles} open={broken.length === 0} />
      <CaseList words="Less sure" cases={lessSure} titles={titles} />
      <CaseList words="Surer" cases={surer} titles={titles} />
      {tickets > 0 && (
        <p className={styles.net}>
          {moved.length + sure.length + unsure.length === 0
            ? `Of ${plural(tickets, 'recent ticket')} none would find anything else.`
            : `Of ${plural(tickets, 'recent ticket')} ${[
                moved.length > 0 && `${count(moved.length)} would find another article first`,
                sure.length > 0 && `${count(sure.length)} would get a sure answer`,
                unsure.length > 0 && `${count(unsure.length)} would lose theirs`,
              ]
                .filter((part) => part !== false)
                .join(', ')}.`}
        </p>
      )}
      <TicketList words="Another article first" tickets={moved} titles={titles} />
      <TicketList words="A sure answer lost" tickets={unsure} titles={titles} />
      <TicketList words="A sure answer won" tickets={sure} titles={titles} />
    </div>
  );
}

function place(found: { readonly place: number; readonly confident: boolean }): string {
  return found.place === 0 ? 'not found' : `${ordinal(found.place)}${found.confident ? ', sure' : ', not sure'}`;
}

function CaseList({ words, cases, titles, open = false }: { readonly words: string; readonly cases: readonly EffectOnCase[]; readonly titles: ReadonlyMap<string, string>; readonly open?: boolean }) {
  if (cases.length === 0) return null;
  return (
    <details className={styles.list} open={open}>
      <summary>
        {words} <span className={styles.count}>{count(cases.length)}</span>
      </summary>
      <ul role="list">
        {cases.slice(0, shownAtOnce).map(({ case: { id, question, articleId }, before, after }) => (
          <li key={id}>
            <p className={styles.question}>{question.replace(/\s+/g, ' ')}</p>
            <p className={styles.change}>
              {titles.get(articleId) ?? 'An article that is gone'}: {place(before)} → {place(after)}
            </p>
          </li>
        ))}
        {cases.length > shownAtOnce && <li className={styles.more}>And {count(cases.length - shownAtOnce)} more.</li>}
      </ul>
    </details>
  );
}

function TicketList({ words, tickets, titles }: { readonly words: string; readonly tickets: readonly EffectOnTicket[]; readonly titles: ReadonlyMap<string, string> }) {
  const [, navigate] = useLocation();
  if (tickets.length === 0) return null;
  const name = (found: FoundArticle): string => {
    const [id] = found.articleIds;
    return id === undefined ? 'nothing' : `“${titles.get(id) ?? id}”${found.confident ? ', sure' : ''}`;
  };
  return (
    <details className={styles.list}>
      <summary>
        {words} <span className={styles.count}>{count(tickets.length)}</span>
      </summary>
      <ul role="list">
        {tickets.slice(0, shownAtOnce).map(({ ticketId, question, before, after }) => (
          <li key={ticketId}>
            <button type="button" className={styles.question} onClick={() => navigate(`/ticket/${encodeURIComponent(ticketId)}`)}>
              {question.replace(/\s+/g, ' ')}
            </button>
            <p className={styles.change}>
              {name(before)} → {name(after)}
            </p>
          </li>
        ))}
        {tickets.length > shownAtOnce && <li className={styles.more}>And {count(tickets.length - shownAtOnce)} more.</li>}
      </ul>
    </details>
  );
}
