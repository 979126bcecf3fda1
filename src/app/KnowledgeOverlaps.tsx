import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { useLocation } from 'wouter';
import Copy from 'lucide-react/icons/copy';
import type { Passage } from '../knowledge-base/article.ts';
import type { Span } from '../knowledge-base/find-contradictions.ts';
import { saveSetting } from '../storage/save-settings.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { percent } from '../ui/percent.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useDesk } from './desk-context.ts';
import { findOverlapsInWorker, type FoundContradiction, type FoundDuplicate, type InsightProgress, type Overlaps } from './knowledge-insights.ts';
import { useKnowledgeStateName } from './knowledge-state.ts';
import { createStore, useStore } from './store.ts';
import styles from './KnowledgeOverlaps.module.css';

const hiddenKey = 'knowledge.hiddenPairs';
const shownAtOnce = 60;

/** What was found last, and for which state of the knowledge base. */
const remembered = createStore<{ readonly state: string; readonly overlaps: Overlaps } | null>(null);

type Kind = 'contradictions' | 'duplicates';

/** A pair by its passages, whose ids are made of their text: it comes back when either is changed. */
function keyOf(kind: Kind, a: Passage, b: Passage): string {
  return [kind, ...[a.id, b.id].sort()].join(' ');
}

/** Articles that contradict each other, and articles that say the same. */
export function KnowledgeOverlaps() {
  const { db, knowledge, engineState, undoStack, notify } = useDesk();
  const engine = useStore(engineState);
  const encoder = engine.status === 'ready' && engine.info.encoder !== null;
  const [, navigate] = useLocation();
  const indexed = useStore(knowledge);
  const state = useKnowledgeStateName();
  const hidden = useLiveQuery(async () => new Set(readHidden((await db.settings.get(hiddenKey))?.value)), [db]);
  const found = useStore(remembered);
  const [progress, setProgress] = useState<InsightProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [stopped, setStopped] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [kind, setKind] = useState<Kind>('contradictions');
  const [showHidden, setShowHidden] = useState(false);
  const running = useRef<AbortController>(null);
  const current = found !== null && found.state === state ? found.overlaps : null;

  useEffect(() => {
    if (state === null || stopped === state || remembered.get()?.state === state || indexed.passages === 0) return undefined;
    const stop = new AbortController();
    running.current = stop;
    const work = async (): Promise<void> => {
      setProblem(null);
      setProgress({ doing: 'reading', done: 0, total: 0 });
      const made = await findOverlapsInWorker(encoder, { signal: stop.signal, onProgress: setProgress });
      if (running.current !== stop) return;
      setProgress(null);
      if (made.ok) remembered.set({ state, overlaps: made.value });
      else if (made.code !== 'aborted') setProblem(made.message);
    };
    void work();
    return () => {
      running.current = null;
      stop.abort();
      setProgress(null);
    };
  }, [state, encoder, stopped, turn, indexed.passages]);

  const again = (): void => {
    setStopped(null);
    setTurn(turn + 1);
  };

  const hide = async (key: string, hiding: boolean, words: string): Promise<void> => {
    const change = async (on: boolean) => {
      const others = readHidden((await db.settings.get(hiddenKey))?.value).filter((each) => each !== key);
      return saveSetting(db, hiddenKey, on ? [...others, key] : others);
    };
    const saved = await change(hiding);
    if (saved.ok) undoStack.done(words, () => change(!hiding));
    else notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
  };

  const contradictions = useMemo(() => split(current?.contradictions ?? [], hidden, (each) => keyOf('contradictions', each.a.passage, each.b.passage)), [current, hidden]);
  const duplicates = useMemo(() => split(current?.duplicates ?? [], hidden, (each) => keyOf('duplicates', each.a, each.b)), [current, hidden]);
  const chosen = kind === 'contradictions' ? contradictions : duplicates;
  const hiddenCount = chosen.hidden.length;
  const open = (passage: Passage): void => navigate(`/knowledge/${encodeURIComponent(passage.articleId)}?passage=${encodeURIComponent(passage.id)}`);

  let body: ReactNode = null;
  if (indexed.status === 'ready' && indexed.passages === 0) {
    body = (
      <EmptyState icon={<Copy />} title="There are no articles yet" actions={<Button onPress={() => navigate('/knowledge/tools/import')}>Import articles</Button>}>
        Once there are, those that contradict each other or say the same are shown here side by side.
      </EmptyState>
    );
  } else if (problem !== null) {
    body = (
      <EmptyState title="The articles could not be compared" actions={<Button onPress={again}>Try again</Button>}>
        {problem}
      </EmptyState>
    );
  } else if (stopped !== null && stopped === state && !current) {
    body = (
      <EmptyState title="Stopped" actions={<Button onPress={again}>Compare the articles</Button>}>
        Nothing was changed.
      </EmptyState>
    );
  } else if (current && chosen.shown.length === 0 && !(showHidden && hiddenCount > 0)) {
    body = (
      <EmptyState icon={<Copy />} title={kind === 'contradictions' ? 'No two articles contradict each other' : 'No two articles say the same'}>
        {kind === 'contradictions'
          ? 'Sentences about the same thing were compared by their amounts, dates, times and other figures, and by whether one says not. What is said in quite other words is not seen.'
          : `Passages were compared by their words${current.byMeaning ? ' and by their meaning' : ''}.`}
      </EmptyState>
    );
  } else if (current) {
    const pairs = [...chosen.shown.slice(0, shownAtOnce).map((each) => ({ each, hiding: true })), ...(showHidden ? chosen.hidden.map((each) => ({ each, hiding: false })) : [])];
    body = (
      <ul role="list" className={styles.pairs} aria-label={kind === 'contradictions' ? 'Contradictions, the surest first' : 'Passages that say the same, the surest first'}>
        {pairs.map(({ each, hiding }) =>
          'kind' in each ? (
            <ContradictionPair key={keyOf('contradictions', each.a.passage, each.b.passage)} pair={each} hidden={!hiding} onOpen={open} onHide={() => void hide(keyOf('contradictions', each.a.passage, each.b.passage), hiding, hiding ? 'Pair hidden: not a contradiction' : 'Pair shown again')} />
          ) : (
            <DuplicatePair key={keyOf('duplicates', each.a, each.b)} pair={each} hidden={!hiding} onOpen={open} onHide={() => void hide(keyOf('duplicates', each.a, each.b), hiding, hiding ? 'Pair hidden: both are wanted' : 'Pair shown again')} />
          ),
        )}
        {chosen.shown.length > shownAtOnce && <li className={styles.more}>And {count(chosen.shown.length - shownAtOnce)} more, shown as these are dealt with.</li>}
      </ul>
    );
  }

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <div className={styles.titleLine}>
          <h1 className={styles.title}>Overlaps</h1>
          <p className={styles.state} role="status">
            {describe()}
          </p>
          {progress && (
            <Button
              onPress={() => {
                setStopped(state);
                running.current?.abort();
              }}
            >
              Cancel
            </Button>
          )}
        </div>
        {progress && <ProgressBar label="Comparing the articles" done={progress.done} total={progress.doing === 'reading' || progress.total === 0 ? null : progress.total} />}
        {current && (
          <div className={styles.choices}>
            <div className={styles.kinds} role="group" aria-label="What to show">
              {(
                [
                  ['contradictions', 'Contradictions', contradictions.shown.length],
                  ['duplicates', 'Say the same', duplicates.shown.length],
                ] as const
              ).map(([id, name, many]) => (
                <button key={id} type="button" className={classes(styles.kind, id === kind && styles.chosen)} aria-pressed={id === kind} onClick={() => setKind(id)}>
                  {name} <span className={styles.count}>{count(many)}</span>
                </button>
              ))}
            </div>
            {hiddenCount > 0 && (
              <Checkbox checked={showHidden} onChange={setShowHidden}>
                Show {count(hiddenCount)} hidden
              </Checkbox>
            )}
          </div>
        )}
      </header>
      {body}
    </div>
  );

  function describe(): string {
    if (indexed.status === 'failed') return indexed.message ?? 'The articles can not be searched. Reload the page to try again.';
    if (indexed.status === 'ready' && indexed.passages === 0) return '';
    if (state === null) return 'Waiting for the articles to be indexed';
    if (progress) {
      if (progress.doing === 'reading') return 'Reading the articles';
      return `${progress.doing === 'duplicates' ? 'Comparing passages' : progress.doing === 'statements' ? 'Reading statements' : 'Comparing statements'}: ${count(progress.done)} of ${count(progress.total)}`;
    }
    return current ? `${plural(current.passages, 'passage')} compared ${current.byMeaning ? 'by words and meaning' : 'by their words alone'}` : '';
  }
}

function readHidden(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((key): key is string => typeof key === 'string') : [];
}

function split<T>(all: readonly T[], hidden: ReadonlySet<string> | undefined, key: (each: T) => string): { readonly shown: readonly T[]; readonly hidden: readonly T[] } {
  const isHidden = (each: T): boolean => hidden?.has(key(each)) === true;
  return { shown: all.filter((each) => !isHidden(each)), hidden: all.filter(isHidden) };
}

interface PairActions {
  readonly hidden: boolean;
  readonly onOpen: (passage: Passage) => void;
  readonly onHide: () => void;
}

function ContradictionPair({ pair, hidden, onOpen, onHide }: { readonly pair: FoundContradiction } & PairActions) {
  return (
    <li className={classes(styles.pair, hidden && styles.faded)}>
      <div className={styles.sides}>
        <Side passage={pair.a.passage} onOpen={onOpen}>
          <Sentence text={pair.a.passage.text} sentence={pair.a.sentence} marks={pair.a.marks} />
        </Side>
        <Side passage={pair.b.passage} onOpen={onOpen}>
          <Sentence text={pair.b.passage.text} sentence={pair.b.sentence} marks={pair.b.marks} />
        </Side>
      </div>
      <div className={styles.foot}>
        <span>{pair.kind === 'value' ? 'A figure differs' : 'One says the opposite'}</span>
        <Button size="small" variant="quiet" onPress={onHide}>
          {hidden ? 'Show again' : 'Not a contradiction'}
        </Button>
      </div>
    </li>
  );
}

function DuplicatePair({ pair: { a, b, shared, cosine }, hidden, onOpen, onHide }: { readonly pair: FoundDuplicate } & PairActions) {
  return (
    <li className={classes(styles.pair, hidden && styles.faded)}>
      <div className={styles.sides}>
        {[a, b].map((passage) => (
          <Side key={passage.id} passage={passage} onOpen={onOpen}>
            <p className={styles.whole}>{passage.text}</p>
          </Side>
        ))}
      </div>
      <div className={styles.foot}>
        <span>
          {percent(shared)} word for word{cosine === null ? '' : ` · meaning ${cosine.toFixed(2)}`}
        </span>
        <Button size="small" variant="quiet" onPress={onHide}>
          {hidden ? 'Show again' : 'Keep both'}
        </Button>
      </div>
    </li>
  );
}

function Side({ passage, onOpen, children }: { readonly passage: Passage; readonly onOpen: (passage: Passage) => void; readonly children: ReactNode }) {
  const heading = passage.headings.at(-1);
  return (
    <div className={styles.side}>
      <p className={styles.where}>
        <button type="button" className={styles.openArticle} onClick={() => onOpen(passage)}>
          {passage.title}
        </button>
        {heading !== undefined && <span className={styles.heading}>{heading}</span>}
      </p>
      {children}
    </div>
  );
}

/** Characters of the passage shown before and after the sentence. */
const around = 140;

/** The sentence with what differs marked, and a little of what stands around it. */
function Sentence({ text, sentence, marks }: { readonly text: string; readonly sentence: Span; readonly marks: readonly Span[] }) {
  const from = Math.max(0, sentence.start - around);
  const until = Math.min(text.length, sentence.end + around);
  const parts: ReactNode[] = [];
  let at = sentence.start;
  for (const { start, end } of marks) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} className={styles.mark}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at, sentence.end));
  return (
    <p className={styles.text}>
      <span className={styles.rest}>
        {from > 0 && '…'}
        {text.slice(from, sentence.start)}
      </span>
      {parts}
      <span className={styles.rest}>
        {text.slice(sentence.end, until)}
        {until < text.length && '…'}
      </span>
    </p>
  );
}
