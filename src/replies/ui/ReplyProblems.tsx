import { useEffect, useId, useState, type RefObject } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { classes } from '../../ui/classes.ts';
import type { GroundingProblem } from '../ground-reply.ts';
import styles from './DraftEditor.module.css';

/** A stretch is said by its first words: the field shows all of it. */
const longestStretch = 60;

/**
 * What is to check in the reply, below its field: the marks over the text can be neither heard nor reached by keyboard. One quiet line until it
 * is opened; each entry selects its stretch in the field.
 */
export function ReplyProblems({ text, problems, field }: { readonly text: string; readonly problems: readonly GroundingProblem[]; readonly field: RefObject<HTMLTextAreaElement | null> }) {
  const [open, setOpen] = useState(false);
  const list = useId();
  useEffect(() => {
    const box = field.current;
    if (!box) return;
    // The marks lie over the field and must not take its clicks, so the field itself says what the pointer rests on.
    const say = ({ clientX, clientY }: MouseEvent): void => {
      const marks = [...(box.parentElement?.querySelectorAll<HTMLElement>('[data-words]') ?? [])];
      const over = marks.find((mark) => [...mark.getClientRects()].some(({ left, right, top, bottom }) => left <= clientX && clientX <= right && top <= clientY && clientY <= bottom));
      box.title = over?.dataset.words ?? '';
    };
    box.addEventListener('mousemove', say);
    return () => {
      box.removeEventListener('mousemove', say);
      box.removeAttribute('title');
    };
  }, [field, problems]);
  if (problems.length === 0) return null;
  const wrong = problems.some(({ kind }) => kind !== 'unsupported');
  const select = ({ start, end }: GroundingProblem): void => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  return (
    <div className={styles.problems}>
      <button type="button" className={styles.problemsHead} aria-expanded={open} aria-controls={list} onClick={() => setOpen(!open)}>
        <ChevronRight aria-hidden="true" className={classes(open && styles.turned)} />
        <span className={classes(wrong && styles.problemsWrong)}>
          {problems.length} {problems.length === 1 ? 'thing' : 'things'} to check
        </span>
      </button>
      <ul id={list} role="list" aria-label="To check in the reply" hidden={!open}>
        {problems.map((problem) => (
          <li key={`${problem.start}-${problem.end}`}>
            <button type="button" className={styles.problem} onClick={() => select(problem)}>
              <span className={classes(styles.problemMark, problem.kind === 'unsupported' ? styles.unsupported : styles.wrong)}>{shorten(text.slice(problem.start, problem.end))}</span>
              <span className={styles.problemWords}>{problem.words}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function shorten(stretch: string): string {
  return stretch.length <= longestStretch ? stretch : `${stretch.slice(0, longestStretch).trimEnd()}…`;
}
