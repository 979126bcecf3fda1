import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { useLocation } from 'wouter';
import type { Hit, RankingSettings, SearchResult } from '../knowledge-base/article.ts';
import { compareHits, orderHits, placesByFeedback, withBare, type HitOrder } from '../knowledge-base/compare-hits.ts';
import { weighConfidence } from '../knowledge-base/decide-confidence.ts';
import { sameRanking } from '../knowledge-base/parse-ranking.ts';
import { defaultRanking } from '../knowledge-base/rank-hits.ts';
import { ConfidenceSigns } from '../knowledge-base/ui/ConfidenceSigns.tsx';
import { describeFeedback } from '../knowledge-base/ui/describe-feedback.ts';
import { ExplainedHit } from '../knowledge-base/ui/ExplainedHit.tsx';
import { RankingPanel } from '../knowledge-base/ui/RankingPanel.tsx';
import { RankLines } from '../knowledge-base/ui/RankLines.tsx';
import { shareScale } from '../knowledge-base/ui/ScoreShares.tsx';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { AddQuestionButton } from './AddQuestionButton.tsx';
import { useDesk } from './desk-context.ts';
import { judgedFor } from './follow-ranking.ts';
import { useTestedQuestion } from './search-tester-question.ts';
import { listRows, useTestedSearch, type TestedAnswer } from './search-tester-search.ts';
import { SearchTesterFeedback } from './SearchTesterFeedback.tsx';
import { SearchTesterQuestion, TicketQuestions } from './SearchTesterQuestion.tsx';
import { useStore } from './store.ts';
import { ticketHits } from './ticket-view-search.ts';
import styles from './SearchTester.module.css';

/** Hits shown before the others are asked for. */
const firstShown = listRows;

/** Type a question and see how every hit was found; change the ranking and see what moves. */
export function SearchTester() {
  const { knowledge, ranking } = useDesk();
  const passages = useStore(knowledge);
  const { settings, feedback } = useStore(ranking);
  const saved = settings ?? defaultRanking;
  const [asked, setAsked] = useTestedQuestion();
  const [trying, setTrying] = useState<RankingSettings | null>(null);
  const [saving, setSaving] = useState(false);
  const wide = useMedia(breakpoints.wide);
  const tried = trying ?? saved;
  const { answer, busy, problem } = useTestedSearch(asked, tried);

  const use = async (): Promise<void> => {
    setSaving(true);
    if (await ranking.saveSettings(tried)) setTrying(null);
    setSaving(false);
  };
  const panel = (
    <RankingPanel
      value={tried}
      saved={saved}
      measured={defaultRanking}
      coverage={answer && wordsCoverage(answer.tried)}
      saving={saving}
      onChange={(next) => setTrying(sameRanking(next, saved) ? null : next)}
      onUse={() => void use()}
    />
  );
  const feedbackList = feedback.length > 0 && <SearchTesterFeedback feedback={feedback} onAsk={(question) => setAsked({ question, ticket: undefined })} />;

  let found: ReactNode;
  if (passages.status === 'failed') {
    found = (
      <EmptyState title="The articles can not be searched" actions={<Button onPress={() => location.reload()}>Reload the page</Button>}>
        {passages.message ?? 'They could not be indexed. Your articles are safe.'}
      </EmptyState>
    );
  } else if (passages.status === 'ready' && passages.passages === 0) {
    found = <NoPassages />;
  } else if (asked.question.trim() === '' && asked.ticket === undefined) {
    found = <NoQuestion onPick={setAsked} />;
  } else if (problem !== null) {
    found = (
      <EmptyState title="This search did not come to an end" actions={<Button onPress={() => location.reload()}>Reload the page</Button>}>
        {problem}
      </EmptyState>
    );
  } else if (!answer) {
    found = <Waiting done={passages.done} total={passages.status === 'indexing' ? passages.total : 0} />;
  } else if (answer.tried.hits.length === 0) {
    found = <EmptyState title="Nothing found">No passage has any of these words, and none is near them in meaning. Try other words, or fewer filters.</EmptyState>;
  } else {
    found = <Found answer={answer} ticketId={asked.ticket ?? null} busy={busy} />;
  }

  return (
    <div className={styles.view}>
      <div className={styles.main}>
        <header className={styles.head}>
          <h1 className={styles.heading}>Search tester</h1>
          <SearchTesterQuestion asked={asked} onAsk={setAsked} />
        </header>
        {!wide && (
          <details className={styles.folded}>
            <summary>Settings of the ranking{trying ? ', changed' : ''}</summary>
            {panel}
          </details>
        )}
        {found}
        {!wide && feedbackList && <div className={styles.below}>{feedbackList}</div>}
      </div>
      {wide && (
        <aside className={styles.side} aria-label="Ranking and feedback">
          <h2 className={styles.sideTitle}>Ranking</h2>
          {panel}
          {feedbackList}
        </aside>
      )}
    </div>
  );
}

/** What of the question the best match by words covers: what the weight of meaning goes by. */
function wordsCoverage({ hits }: SearchResult): number | null {
  return hits.length === 0 ? null : (hits.find((hit) => hit.bm25?.rank === 1)?.coverage ?? Math.max(...hits.map((hit) => hit.coverage)));
}

const orders: readonly { readonly id: HitOrder; readonly name: string }[] = [
  { id: 'together', name: 'Together' },
  { id: 'words', name: 'Words' },
  { id: 'meaning', name: 'Meaning' },
];

function Found({ answer, ticketId, busy }: { readonly answer: TestedAnswer; readonly ticketId: string | null; readonly busy: boolean }) {
  const { ranking } = useDesk();
  const [, navigate] = useLocation();
  const { feedback } = useStore(ranking);
  const [order, setOrder] = useState<HitOrder>('together');
  const [lit, setLit] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const { desk, tried, lists, question, roundTripMs } = answer;
  const { hits } = tried;
  const { moves, left } = useMemo(() => compareHits(desk.hits, hits, firstShown), [desk.hits, hits]);
  const places = useMemo(() => placesByFeedback(hits), [hits]);
  const scale = useMemo(() => shareScale(hits), [hits]);
  const judged = useMemo(() => judgedFor(feedback, question), [feedback, question]);
  const same = useSameNames(hits);
  const ordered = useMemo(() => (order === 'together' ? hits : orderHits(withBare(hits, lists[order]), order)), [hits, lists, order]);
  const shown = all ? ordered : ordered.slice(0, firstShown);
  // What each would lead by if it stood first; made once, so that a hit that did not change is not drawn again.
  const rests = useMemo(() => new Map(hits.map((hit, at) => [hit.passage.id, hits.slice(at, at + ticketHits)])), [hits]);

  const open = useCallback((hit: Hit) => navigate(`/knowledge/${encodeURIComponent(hit.passage.articleId)}?passage=${encodeURIComponent(hit.passage.id)}`), [navigate]);
  const judge = useCallback((hit: Hit, helped: boolean | null) => void ranking.judge({ query: question, passage: hit.passage, helped, ticketId }), [ranking, question, ticketId]);
  const choose = (passageId: string): void => {
    setLit(passageId);
    if (!shown.some((hit) => hit.passage.id === passageId)) setAll(true);
    // A hit beyond the first ten is there one frame later.
    requestAnimationFrame(() => {
      const button = list.current?.querySelector<HTMLElement>(`[data-hit="${CSS.escape(passageId)}"]`);
      button?.closest('li')?.scrollIntoView({ block: 'center' });
      button?.focus({ preventScroll: true });
    });
  };

  return (
    <div className={classes(styles.found, busy && styles.busy)} aria-busy={busy}>
      <section className={styles.part} aria-label="What was found">
        <ConfidenceSigns ways={weighConfidence(hits.slice(0, ticketHits))} />
        <p className={styles.timing} role="status">
          {plural(hits.length, 'hit')}, ranked in {milliseconds(tried.tookMs)}, answered in {milliseconds(roundTripMs)}
          {tried.index === 'none' ? '. No encoder is loaded: words alone decide' : ''}
        </p>
      </section>
      <section className={styles.part} aria-label="Side by side">
        <RankLines hits={hits} words={lists.words} meaning={lists.meaning} rows={listRows} moves={moves} lit={lit} onLight={setLit} onChoose={choose} />
      </section>
      <section aria-label="Hits">
        <div className={styles.listHead}>
          <h2 className={styles.listTitle}>Hits, one by one</h2>
          <AddQuestionButton className={styles.addQuestion ?? ''} from={() => ({ question, articleId: hits[0]?.passage.articleId ?? null })} />
          <div className={styles.orders} role="group" aria-label="Order of the list">
            {orders.map(({ id, name }) => (
              <button key={id} type="button" className={classes(styles.order, id === order && styles.chosen)} aria-pressed={id === order} onClick={() => setOrder(id)}>
                {name}
              </button>
            ))}
          </div>
        </div>
        <p className={styles.listNote}>A share is how far a passage stands above or below the average candidate in that list, times what the list counts.</p>
        <ol role="list" ref={list}>
          {shown.map((hit, at) => (
            <ExplainedHit
              key={hit.passage.id}
              hit={hit}
              rank={order === 'together' ? at + 1 : ((order === 'words' ? hit.bm25 : hit.vector)?.rank ?? null)}
              move={order === 'together' ? moves.get(hit.passage.id) : undefined}
              rest={rests.get(hit.passage.id) ?? noHits}
              scale={scale}
              moved={describeFeedback(hit, places.get(hit.passage.id) ?? 0)}
              same={same.get(hit.passage.id) ?? noNames}
              lit={lit === hit.passage.id}
              judged={judged.get(hit.passage.id)}
              onJudge={judge}
              onLight={setLit}
              onOpen={open}
            />
          ))}
        </ol>
        {left.length > 0 && order === 'together' && (
          <ul role="list" className={styles.left} aria-label="No longer among the first ten">
            {left.map(({ hit, was, now }) => (
              <li key={hit.passage.id}>
                <strong>{nameOf(hit)}</strong> was {was}, {now === null ? 'is not found now' : `is ${now} now`}.
              </li>
            ))}
          </ul>
        )}
        {ordered.length > firstShown && (
          <div className={styles.more}>
            <Button variant="quiet" size="small" onPress={() => setAll((before) => !before)}>
              {all ? `Show the first ${firstShown} only` : `Show all ${ordered.length}`}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

const noHits: readonly Hit[] = [];
const noNames: readonly string[] = [];

function nameOf({ passage: { title, headings } }: Pick<Hit, 'passage'>): string {
  const heading = headings.at(-1);
  return heading === undefined ? title : `${title} › ${heading}`;
}

function milliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

/** Names of the passages that were collapsed into hits, by the hit's passage id. */
function useSameNames(hits: readonly Hit[]): ReadonlyMap<string, readonly string[]> {
  const { db } = useDesk();
  const wanted = [...new Set(hits.flatMap((hit) => hit.same ?? []))].sort().join(' ');
  const names = useLiveQuery(async () => {
    if (wanted === '') return null;
    const passages = await db.passages.bulkGet(wanted.split(' '));
    return new Map(passages.flatMap((passage) => (passage ? [[passage.id, nameOf({ passage })] as const] : [])));
  }, [db, wanted]);
  return useMemo(
    () => new Map(hits.flatMap((hit) => (hit.same && hit.same.length > 0 ? [[hit.passage.id, hit.same.map((id) => names?.get(id) ?? 'a passage of a draft')] as const] : []))),
    [hits, names],
  );
}

function NoPassages() {
  const [, navigate] = useLocation();
  return (
    <EmptyState
      title="There are no articles to search yet"
      actions={
        <>
          <Button variant="primary" onPress={() => navigate('/knowledge')}>
            Write one
          </Button>
          <Button onPress={() => navigate('/knowledge/tools/import')}>Import articles</Button>
        </>
      }
    >
      Import your help centre or write an article. Then ask here what your customers ask.
    </EmptyState>
  );
}

function NoQuestion({ onPick }: Parameters<typeof TicketQuestions>[0]) {
  return (
    <div className={styles.start}>
      <h2 className={styles.startTitle}>Ask what a customer would ask</h2>
      <p className={styles.startText}>You see which passages are found by their words, which by their meaning, and how the two make the order the desk shows.</p>
      <TicketQuestions onPick={onPick} />
    </div>
  );
}

function Waiting({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <div className={styles.waiting} aria-busy="true">
      <p role="status" className={styles.timing}>
        {total > 0 ? `Reading the articles: ${done} of ${total} passages` : 'Searching'}
      </p>
      {total > 0 && <ProgressBar label="Reading the articles" done={done} total={total} />}
      {[64, 80, 56, 72, 60].map((width) => (
        <div key={width} className={styles.waitingRow} aria-hidden="true">
          <Skeleton width={`${width / 2}%`} height="13px" />
          <Skeleton width={`${width}%`} />
          <Skeleton width={`${width - 12}%`} />
        </div>
      ))}
    </div>
  );
}
