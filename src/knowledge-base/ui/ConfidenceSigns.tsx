import Check from 'lucide-react/icons/check';
import X from 'lucide-react/icons/x';
import type { ConfidenceCheck, ConfidenceWay } from '../decide-confidence.ts';
import { classes } from '../../ui/classes.ts';
import { percent } from '../../ui/percent.ts';
import styles from './ConfidenceSigns.module.css';

const wayNames: Readonly<Record<ConfidenceWay['by'], string>> = { sense: 'Near in meaning', words: 'By its words alone' };

const signNames: Readonly<Record<ConfidenceCheck['sign'], string>> = {
  cosine: 'cosine',
  coverage: 'of the question’s words',
  margin: 'ahead of the next article',
};

function figure(sign: ConfidenceCheck['sign'], value: number): string {
  if (sign === 'coverage') return percent(value);
  return value.toFixed(2);
}

/** "cosine 0.41 of 0.50", "45% of the question’s words, 80% needed". */
function describeCheck({ sign, value, needed }: ConfidenceCheck): string {
  if (value === null) return 'no cosine to go by';
  const is = figure(sign, value);
  if (sign === 'cosine') return `cosine ${is}, ${figure(sign, needed)} needed`;
  return `${is} ${signNames[sign]}, ${figure(sign, needed)} needed`;
}

/** The way that was reached, or what is missing on the one that comes nearest: one line for a hit in a list. */
export function describeConfidence(ways: readonly ConfidenceWay[]): { readonly reached: boolean; readonly words: string } | null {
  const reached = ways.find((way) => way.reached);
  if (reached) return { reached: true, words: reached.by === 'sense' ? 'Near enough in meaning to answer from' : 'Has the question’s words, and leads: enough to answer from' };
  const missing = ways.map((way) => way.checks.filter((check) => !check.reached)).sort((a, b) => a.length - b.length)[0];
  if (!missing) return null;
  return { reached: false, words: `Not enough to answer from: ${missing.map(describeCheck).join('; ')}` };
}

/** Whether the desk would answer from the best hit, and every sign it goes by with what each must reach. */
export function ConfidenceSigns({ ways }: { readonly ways: readonly ConfidenceWay[] }) {
  const sure = ways.some(({ reached }) => reached);
  return (
    <section className={styles.signs} aria-label="Whether the desk is sure">
      <p className={styles.verdict}>
        <span className={classes(styles.mark, sure && styles.sure)} aria-hidden="true" />
        {sure ? 'The desk is sure enough of the first hit to answer from it.' : 'The desk is not sure of the first hit: a person reads before it is cited.'}
      </p>
      <ul role="list" className={styles.ways}>
        {ways.map((way) => (
          <li key={way.by} className={styles.way}>
            <span className={styles.name}>{wayNames[way.by]}</span>
            {way.checks.map((check) => (
              <span key={check.sign} className={classes(styles.check, check.reached && styles.reached)}>
                {check.reached ? <Check aria-hidden="true" /> : <X aria-hidden="true" />}
                <span className="visually-hidden">{check.reached ? 'reached: ' : 'not reached: '}</span>
                {describeCheck(check)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
