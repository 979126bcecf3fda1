import { useEffect, useState } from 'react';
import X from 'lucide-react/icons/x';
import { changeCases } from '../storage/save-cases.ts';
import type { KnowledgeCase } from '../storage/schema.ts';
import { success } from '../tickets/outcome.ts';
import { ordinal } from '../tickets/ui/ordinal.ts';
import { ChooseOne } from '../triage/ui/ChooseOne.tsx';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useDesk } from './desk-context.ts';
import { dismissSuggestion, suggestCases, type CaseSuggestion } from './suggest-cases.ts';
import styles from './KnowledgeTests.module.css';

const shownAtOnce = 50;

/** Solved tickets that could become test questions: taken one by one, or all. */
export function KnowledgeTestsSuggestions({
  titles,
  choices,
  filling,
  onClose,
}: {
  readonly titles: ReadonlyMap<string, string>;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly note?: string }[];
  /** There is nothing else to see here. */
  readonly filling: boolean;
  readonly onClose: () => void;
}) {
  const { db, engine, undoStack, notify } = useDesk();
  const [found, setFound] = useState<readonly CaseSuggestion[] | null>(null);
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const [problem, setProblem] = useState<string | null>(null);
  const [choosing, setChoosing] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    void suggestCases(db, engine, { now: Date.now(), signal: stop.signal, onProgress: (done, total) => setProgress({ done, total }) }).then((made) => {
      if (stop.signal.aborted) return;
      if (made.ok) setFound(made.value);
      else setProblem(made.message);
    });
    return () => stop.abort();
  }, [db, engine, turn]);

  const drop = (ids: ReadonlySet<string>): void => setFound((before) => before?.filter(({ made }) => !ids.has(made.id)) ?? null);

  const take = async (taken: readonly CaseSuggestion[]): Promise<void> => {
    const saved = await changeCases(db, taken.map(({ made }) => made));
    if (!saved.ok) {
      notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    const left = found;
    undoStack.done(`${plural(taken.length, 'question')} added`, async () => {
      const undone = await saved.value.undo();
      if (undone.ok) setFound(left);
      return undone;
    });
    drop(new Set(taken.map(({ made }) => made.id)));
  };

  const dismiss = async ({ made }: CaseSuggestion): Promise<void> => {
    const { ticketId } = made;
    if (ticketId === null) return;
    const left = found;
    await dismissSuggestion(db, ticketId, true);
    undoStack.done('Suggestion left out', async () => {
      await dismissSuggestion(db, ticketId, false);
      setFound(left);
      return success(null);
    });
    drop(new Set([made.id]));
  };

  const choose = (id: string, articleId: string): void =>
    setFound((before) => before?.map((each) => (each.made.id === id ? { ...each, made: { ...each.made, articleId } satisfies KnowledgeCase, cosine: null } : each)) ?? null);

  return (
    <section className={classes(styles.suggestions, filling && styles.filling)} aria-label="Questions from solved tickets">
      <div className={styles.suggestionsHead}>
        <h2 className={styles.suggestionsTitle}>From solved tickets</h2>
        <p className={styles.state}>{found === null ? 'Looking which article each answer came from' : found.length === 0 ? '' : `${plural(found.length, 'ticket')}. The article is the one the agent’s answer comes nearest to: look before you take it.`}</p>
        {found !== null && found.length > 0 && (
          <Button variant="primary" onPress={() => void take(found)}>
            Take all {count(found.length)}
          </Button>
        )}
        {found === null ? <Button onPress={onClose}>Cancel</Button> : <IconButton label="Close the suggestions" icon={<X />} onPress={onClose} />}
      </div>
      {found === null && problem === null && <ProgressBar label="Looking through solved tickets" done={progress.done} total={progress.total} />}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}{' '}
          <Button
            size="small"
            onPress={() => {
              setProblem(null);
              setTurn(turn + 1);
            }}
          >
            Try again
          </Button>
        </p>
      )}
      {found?.length === 0 && (
        <EmptyState title="No further ticket will do" actions={<Button onPress={onClose}>Close</Button>}>
          A ticket becomes a suggestion when an agent’s answer clearly comes from one article.
        </EmptyState>
      )}
      {found !== null && found.length > 0 && (
        <ul role="list" className={styles.suggestionList} tabIndex={0} aria-label="Suggested questions">
          {found.slice(0, shownAtOnce).map((each) => (
            <li key={each.made.id} className={styles.suggestion}>
              <div className={styles.asked}>
                <p className={styles.question}>{each.made.question.replace(/\s+/g, ' ')}</p>
                <p className={styles.expected}>
                  <strong>{titles.get(each.made.articleId) ?? each.made.articleId}</strong>
                  {each.cosine !== null && (
                    <span className={styles.instead}>
                      answer {each.cosine.toFixed(2)} · question finds it {each.place === 0 ? 'not at all' : ordinal(each.place)}
                    </span>
                  )}
                </p>
              </div>
              <div className={styles.rowActions}>
                <ChooseOne
                  trigger={
                    <Button size="small" variant="quiet">
                      Another article
                    </Button>
                  }
                  label="The article that must be found"
                  choices={choices}
                  chosen={each.made.articleId}
                  onChoose={(articleId) => choose(each.made.id, articleId)}
                  open={choosing === each.made.id}
                  onOpenChange={(open) => setChoosing(open ? each.made.id : null)}
                />
                <Button size="small" variant="quiet" onPress={() => void dismiss(each)}>
                  Leave out
                </Button>
                <Button size="small" onPress={() => void take([each])}>
                  Take
                </Button>
              </div>
            </li>
          ))}
          {found.length > shownAtOnce && <li className={styles.suggestionMore}>And {count(found.length - shownAtOnce)} more, shown as these are taken or left out.</li>}
        </ul>
      )}
    </section>
  );
}
