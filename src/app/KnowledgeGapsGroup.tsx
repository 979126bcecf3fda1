import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import ChevronRight from 'lucide-react/icons/chevron-right';
import PencilLine from 'lucide-react/icons/pencil-line';
import { countWeeks, growth } from '../insights/count-weeks.ts';
import { Sparkline } from '../insights/ui/Sparkline.tsx';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count, plural, shortTime } from '../ui/format-time.ts';
import { percent } from '../ui/percent.ts';
import { useDesk } from './desk-context.ts';
import { draftFromGroup, groupTitle } from './draft-from-group.ts';
import { nearestArticle, type GapGroup } from './find-gaps.ts';
import { openDraft } from './open-draft.ts';
import styles from './KnowledgeGaps.module.css';

const questionsShown = 12;

/** Questions that ask the same: what they are about, how many, whether they grow, and what comes nearest to an answer. */
export function KnowledgeGapsGroup({
  group,
  since,
  until,
  titles,
}: {
  readonly group: GapGroup;
  /** Start of the chosen time; null for all of it. */
  readonly since: number | null;
  readonly until: number;
  readonly titles: ReadonlyMap<string, string>;
}) {
  const desk = useDesk();
  const { db, engine, playbook, notify } = desk;
  const [, navigate] = useLocation();
  const [open, setOpen] = useState(false);
  const [drafting, setDrafting] = useState(false);
  const { questions } = group;
  const from = since ?? Math.min(...questions.map(({ at }) => at));
  const trend = countWeeks(questions.map(({ at }) => at), from, until);
  const grows = growth(trend);
  const escalated = questions.filter((question) => question.escalated).length;
  const answered = questions.filter((question) => question.answered).length;
  const nearest = nearestArticle(questions);
  const [central] = questions;
  const id = `gap-${String(group.members[0] ?? 0)}`;

  const draft = async (): Promise<void> => {
    setDrafting(true);
    try {
      const made = await draftFromGroup(db, engine, group, playbook.get().agentName, new AbortController().signal);
      const opened = await openDraft(desk, made, navigate);
      if (!opened.ok) {
        notify({ text: opened.message, tone: 'bad', forMs: 12_000 });
        return;
      }
      const read = 'Read every sentence before you publish it.';
      notify({
        text: !made.outline
          ? `Drafted from ${plural(made.solved, 'answered ticket')}. ${read}`
          : made.solved === 0
            ? 'No ticket of this group has been answered yet, so the draft has the questions only.'
            : 'What was answered holds for single customers only, so the draft has the questions only.',
        forMs: 12_000,
      });
    } finally {
      setDrafting(false);
    }
  };

  return (
    <li className={styles.group}>
      <div className={styles.line}>
        <button type="button" className={styles.name} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <ChevronRight aria-hidden="true" className={classes(styles.chevron, open && styles.turned)} />
          <span className={styles.volume}>{count(questions.length)}</span>
          <span className={styles.words}>
            <span className={styles.title2}>{groupTitle(group)}</span>
            <span className={styles.central}>{central?.text.replace(/\s+/g, ' ')}</span>
          </span>
        </button>
        <div className={styles.trend}>
          <Sparkline trend={trend} className={styles.sparkline} />
          <span className={styles.grows}>{grows === null ? '' : grows >= 1.5 ? 'growing' : grows <= 0.67 ? 'waning' : 'steady'}</span>
        </div>
        <dl className={styles.facts}>
          <div>
            <dt>escalated</dt>
            <dd>{percent(escalated / questions.length)}</dd>
          </div>
          <div>
            <dt>answered</dt>
            <dd>
              {count(answered)} of {count(questions.length)}
            </dd>
          </div>
          <div className={styles.nearest}>
            <dt>nearly</dt>
            <dd>
              {nearest === null ? (
                'nothing'
              ) : (
                <>
                  <Link href={`/knowledge/${encodeURIComponent(nearest.articleId)}`}>{titles.get(nearest.articleId) ?? nearest.articleId}</Link>
                  {nearest.cosine !== null && <span className={styles.cosine}> {nearest.cosine.toFixed(2)}</span>}
                </>
              )}
            </dd>
          </div>
        </dl>
        <Button className={styles.draft ?? ''} size="small" icon={<PencilLine />} isDisabled={drafting} aria-label={`Draft an article: ${groupTitle(group)}`} onPress={() => void draft()}>
          {drafting ? 'Drafting…' : 'Draft an article'}
        </Button>
      </div>
      {open && (
        <ul role="list" id={id} className={styles.questions} aria-label="Its questions, the most central first">
          {questions.slice(0, questionsShown).map((question) => (
            <li key={question.ticketId}>
              <button type="button" className={styles.asked} onClick={() => navigate(`/ticket/${encodeURIComponent(question.ticketId)}`)}>
                <span>{question.text.replace(/\s+/g, ' ')}</span>
                <span className={styles.when}>{shortTime(question.at, until)}</span>
              </button>
            </li>
          ))}
          {questions.length > questionsShown && <li className={styles.more}>And {count(questions.length - questionsShown)} more.</li>}
        </ul>
      )}
    </li>
  );
}
