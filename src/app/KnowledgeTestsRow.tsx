import { useState } from 'react';
import { Link } from 'wouter';
import MoreHorizontal from 'lucide-react/icons/ellipsis';
import type { KnowledgeCase } from '../storage/schema.ts';
import { ChooseOne } from '../triage/ui/ChooseOne.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { ordinal } from '../tickets/ui/ordinal.ts';
import { useLocation } from 'wouter';
import { passes, verdictOf, type CaseResult, type Verdict } from './knowledge-test-run.ts';
import { testerAddress } from './search-tester-address.ts';
import styles from './KnowledgeTests.module.css';

/** Rows have one height, so that thousands scroll like ten. */
export const testRowHeight = { wide: 66, narrow: 184 } as const;

const tones: Readonly<Record<Verdict, ChipTone>> = { first: 'good', three: 'warn', lower: 'warn', none: 'bad' };

function wordsFor({ place }: CaseResult): string {
  return place === 0 ? 'Not found' : `Found ${ordinal(place)}`;
}

/** One question: what it finds, what it must find, and what can be done about it. */
export function KnowledgeTestsRow({
  top,
  position,
  total,
  case: { question, articleId, ticketId },
  result,
  before,
  faded,
  titles,
  choices,
  onArticle,
  onRemove,
}: {
  readonly top: number;
  readonly position: number;
  readonly total: number;
  readonly case: KnowledgeCase;
  readonly result: CaseResult | undefined;
  readonly before: CaseResult | undefined;
  readonly faded: boolean;
  readonly titles: ReadonlyMap<string, string>;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly note?: string }[];
  readonly onArticle: (articleId: string) => void;
  readonly onRemove: () => void;
}) {
  const [, navigate] = useLocation();
  const [choosing, setChoosing] = useState(false);
  const title = titles.get(articleId);
  const turned = result && before && passes(result) !== passes(before);
  const instead = result && result.place !== 1 && result.best !== null ? titles.get(result.best) : undefined;
  return (
    <li className={styles.row} style={{ transform: `translateY(${top}px)` }} aria-posinset={position} aria-setsize={total}>
      <div className={classes(styles.verdict, faded && styles.faded)}>
        {result ? <Chip tone={tones[verdictOf(result)]}>{wordsFor(result)}</Chip> : <Chip>Not run</Chip>}
        <span className={styles.sure}>{result === undefined ? '' : result.confident ? 'sure' : 'not sure'}</span>
      </div>
      <div className={styles.asked}>
        <p className={styles.question}>{question.replace(/\s+/g, ' ')}</p>
        <p className={styles.expected}>
          {title === undefined ? (
            <span className={styles.gone}>Its article is gone: choose another one</span>
          ) : (
            <Link href={`/knowledge/${encodeURIComponent(articleId)}`}>{title}</Link>
          )}
          {instead !== undefined && result?.best !== articleId && <span className={styles.instead}>finds “{instead}” first</span>}
          {turned && <span className={passes(result) ? styles.fixed : styles.broken}>{passes(result) ? 'fixed by the last change' : 'broken by the last change'}</span>}
        </p>
      </div>
      <div className={styles.rowActions}>
        {ticketId !== null && (
          <Button size="small" variant="quiet" onPress={() => navigate(`/ticket/${encodeURIComponent(ticketId)}`)}>
            Ticket
          </Button>
        )}
        <ChooseOne
          trigger={
            <Button size="small" variant="quiet">
              Change article
            </Button>
          }
          label="The article that must be found"
          choices={choices}
          chosen={articleId}
          onChoose={onArticle}
          open={choosing}
          onOpenChange={setChoosing}
        />
        <Menu
          trigger={<IconButton label="More about this question" icon={<MoreHorizontal />} />}
          label="More about this question"
          choices={[
            { id: 'tester', label: 'Why it finds these' },
            { id: 'remove', label: 'Remove the question', danger: true },
          ]}
          onChoose={(id) => (id === 'remove' ? onRemove() : navigate(testerAddress({ question })))}
          placement="bottom end"
        />
      </div>
    </li>
  );
}
