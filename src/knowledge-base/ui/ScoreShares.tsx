import type { Hit } from '../article.ts';
import { ordinal } from '../../tickets/ui/ordinal.ts';
import { classes } from '../../ui/classes.ts';
import styles from './ScoreShares.module.css';

/** How far the bars of a list reach to either side of nothing, so that all of them have one measure. */
export interface ShareScale {
  readonly low: number;
  readonly high: number;
}

type Shares = NonNullable<Hit['why']>;
const shareNames = ['keyword', 'vector', 'feedback'] as const satisfies readonly (keyof Shares)[];

/** The scale on which the bars of these hits fit. */
export function shareScale(hits: readonly Hit[]): ShareScale {
  let [low, high] = [0, 0];
  for (const { why } of hits) {
    if (!why) continue;
    const shares = shareNames.map((name) => why[name]);
    high = Math.max(high, shares.reduce((sum, share) => sum + Math.max(0, share), 0));
    low = Math.min(low, shares.reduce((sum, share) => sum + Math.min(0, share), 0));
  }
  return { low, high };
}

/** "+1.92", "−0.40"; a real minus, as wide as the plus. */
export function signed(value: number): string {
  const figure = Math.abs(value).toFixed(2);
  if (Number(figure) === 0) return '0.00';
  return value < 0 ? `−${figure}` : `+${figure}`;
}

/** How a hit's score is made: ranks and raw scores of both lists, what each adds, and the same drawn. */
export function ScoreShares({ hit, scale }: { readonly hit: Hit; readonly scale: ShareScale }) {
  const { why, bm25, vector, feedback } = hit;
  const said = feedback ? [feedback.helped > 0 ? `helped ${feedback.helped}` : '', feedback.notHelped > 0 ? `no help ${feedback.notHelped}` : ''].filter((part) => part !== '').join(', ') : '';
  return (
    <div className={styles.shares}>
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">List</th>
            <th scope="col">Rank</th>
            <th scope="col">Measured</th>
            <th scope="col">Share of the score</th>
          </tr>
        </thead>
        <tbody>
          <Row name="Words" tone={styles.keyword} rank={bm25 ? ordinal(bm25.rank) : '–'} raw={bm25 ? `BM25 ${bm25.score.toFixed(1)}` : 'no word'} share={why?.keyword} />
          <Row name="Meaning" tone={styles.vector} rank={vector ? ordinal(vector.rank) : '–'} raw={vector ? `cosine ${vector.score.toFixed(2)}` : 'not near'} share={why?.vector} />
          {(said !== '' || (why !== undefined && why.feedback !== 0)) && <Row name="Feedback" tone={styles.feedback} rank="" raw={said} share={why?.feedback} />}
          <tr className={styles.total}>
            <th scope="row">Together</th>
            <td />
            <td />
            <td>{why ? signed(hit.score) : 'not among the best'}</td>
          </tr>
        </tbody>
      </table>
      {why && <ShareBar why={why} score={hit.score} scale={scale} />}
    </div>
  );
}

function Row({ name, tone, rank, raw, share }: { readonly name: string; readonly tone: string | undefined; readonly rank: string; readonly raw: string; readonly share: number | undefined }) {
  return (
    <tr>
      <th scope="row">
        <span className={classes(styles.swatch, tone)} aria-hidden="true" />
        {name}
      </th>
      <td className={styles.rank}>{rank}</td>
      <td className={styles.raw}>{raw}</td>
      <td>{share === undefined ? '–' : signed(share)}</td>
    </tr>
  );
}

/** The shares end to end from the line of nothing: what adds to the right, what takes away to the left, a tick at the sum. */
function ShareBar({ why, score, scale }: { readonly why: Shares; readonly score: number; readonly scale: ShareScale }) {
  const width = scale.high - scale.low;
  if (width <= 0) return null;
  const at = (value: number): string => `${((value - scale.low) / width) * 100}%`;
  const parts = endToEnd(why).map(({ name, from, to }) => (
    <span key={name} className={classes(styles.part, styles[name])} style={{ left: at(from), width: `${((to - from) / width) * 100}%` }} />
  ));
  return (
    <div className={styles.bar} aria-hidden="true">
      {parts}
      <span className={styles.nothing} style={{ left: at(0) }} />
      <span className={styles.sum} style={{ left: at(score) }} />
    </div>
  );
}

/** Where each share is drawn: what adds follows on what adds, what takes away on what takes away. */
function endToEnd(why: Shares): readonly { readonly name: (typeof shareNames)[number]; readonly from: number; readonly to: number }[] {
  let [left, right] = [0, 0];
  return shareNames
    .filter((name) => why[name] !== 0)
    .map((name) => {
      const share = why[name];
      if (share < 0) return { name, to: left, from: (left += share) };
      return { name, from: right, to: (right += share) };
    });
}
