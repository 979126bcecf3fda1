import { cutAtMarks, type MarkKind, type TextMark } from './mark-text.ts';
import { classes } from '../../ui/classes.ts';
import styles from './MarkedText.module.css';

const spoken: Readonly<Record<MarkKind, string>> = {
  match: '',
  word: '',
  entity: '',
  escalation: 'Why a person must answer: ',
};

/**
 * Text with its telling stretches underlined. Each mark carries its words as a native tooltip: hundreds of marks in a
 * long thread must not cost a component each.
 */
export function MarkedText({
  text,
  marks,
  from = 0,
  to = text.length,
  focused,
}: {
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly from?: number;
  readonly to?: number;
  /** A stretch to draw attention to: where a reason was clicked. */
  readonly focused?: { readonly start: number; readonly end: number } | undefined;
}) {
  return cutAtMarks(text, marks, from, to).map((piece) => {
    const top = piece.marks[0];
    if (!top) return <span key={piece.start}>{piece.text}</span>;
    const lit = focused !== undefined && piece.start >= focused.start && piece.start < focused.end;
    return (
      <mark
        key={piece.start}
        className={classes(styles.mark, styles[top.kind], lit && styles.lit)}
        title={piece.marks.map((mark) => mark.title).join(' · ')}
        data-start={piece.start}
      >
        {spoken[top.kind] !== '' && <span className="visually-hidden">{spoken[top.kind]}</span>}
        {piece.text}
      </mark>
    );
  });
}
