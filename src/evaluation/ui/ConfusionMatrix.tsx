import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { useWidth } from '../../ui/use-width.ts';
import { orderLabels, type Confusion, type ConfusionCell } from '../confusion.ts';
import { labelWords } from '../../text/label-words.ts';
import { outOfScope } from '../scored-rows.ts';
import styles from './ConfusionMatrix.module.css';

const widest = 560;
/** With more labels a cell would be smaller than what a pointer can hold. */
const mostDrawn = 200;

/**
 * True labels down, given labels across, labels that are taken for one another side by side. A cell is as dark as its share of the
 * label's rows; the right ones are drawn in another colour. The same cells stand as sentences beside it, for keys and screen readers.
 */
export function ConfusionMatrix({ confusion, chosen, onChoose }: { readonly confusion: Confusion; readonly chosen: ConfusionCell | null; readonly onChoose: (cell: ConfusionCell) => void }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.min(widest, useWidth(frame, widest));
  const [pointed, setPointed] = useState<ConfusionCell | null>(null);
  const { places, size } = useMemo(() => {
    const order = [...orderLabels(confusion)];
    const hasNone = confusion.cells.some(({ truth, predicted }) => truth === outOfScope || predicted === outOfScope);
    if (hasNone) order.push(outOfScope);
    return { places: new Map(order.map((label, place) => [label, place])), size: order.length };
  }, [confusion]);
  const byPlace = useMemo(
    () => new Map(confusion.cells.map((cell) => [(places.get(cell.truth) ?? 0) * size + (places.get(cell.predicted) ?? 0), cell])),
    [confusion, places, size],
  );
  if (size > mostDrawn) return null;
  const side = width / size;
  const nameOf = (label: number): string => (label === outOfScope ? 'Out of scope' : labelWords(confusion.labels[label] ?? ''));
  const supportOf = (label: number): number => confusion.support[label === outOfScope ? confusion.labels.length : label] ?? 0;
  const shown = pointed ?? chosen;
  function cellAt(event: PointerEvent<SVGSVGElement>): ConfusionCell | null {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * size);
    const column = Math.floor(((event.clientX - box.left) / box.width) * size);
    return byPlace.get(row * size + column) ?? null;
  }
  return (
    <div ref={frame} className={styles.frame}>
      <svg
        width={width}
        height={width}
        viewBox={`0 0 ${width} ${width}`}
        className={styles.matrix}
        aria-hidden="true"
        onPointerMove={(event) => setPointed(cellAt(event))}
        onPointerLeave={() => setPointed(null)}
        onClick={(event) => {
          const cell = cellAt(event as unknown as PointerEvent<SVGSVGElement>);
          if (cell !== null) onChoose(cell);
        }}
      >
        <rect width={width} height={width} className={styles.ground} />
        {confusion.cells.map((cell) => {
          const [row, column] = [places.get(cell.truth) ?? 0, places.get(cell.predicted) ?? 0];
          const share = cell.rows.length / Math.max(1, supportOf(cell.truth));
          const isRight = cell.truth === cell.predicted;
          const gap = side > 8 ? 1 : 0;
          return (
            <rect
              key={`${row} ${column}`}
              x={column * side}
              y={row * side}
              width={Math.max(1, side - gap)}
              height={Math.max(1, side - gap)}
              className={isRight ? styles.right : styles.wrong}
              // One row of many must still be seen.
              opacity={isRight ? 0.15 + 0.85 * share : 0.3 + 0.7 * Math.min(1, share * 3)}
            />
          );
        })}
        {shown !== null && (
          <rect
            x={(places.get(shown.predicted) ?? 0) * side - 1}
            y={(places.get(shown.truth) ?? 0) * side - 1}
            width={side + 1}
            height={side + 1}
            className={styles.outline}
          />
        )}
      </svg>
      <p className={styles.words}>
        {shown === null ? (
          <span className={styles.hint}>Each row is a true label, each column what it was taken for. Point at a cell to read it, press it to see its texts.</span>
        ) : (
          <>
            <b>{nameOf(shown.truth)}</b> {shown.truth === shown.predicted ? 'told rightly' : <>taken for <b>{nameOf(shown.predicted)}</b></>}, {shown.rows.length} of {supportOf(shown.truth)}
          </>
        )}
      </p>
    </div>
  );
}
