import { fitThresholdForLoss } from '../src/classifier/calibrate.ts';
import { headOf, type LabelledTexts } from '../src/classifier/train-head.ts';
import { trainByRecipe, type TextEncoder } from '../src/classifier/train-recipe.ts';

interface Row {
  readonly best: number;
  readonly right: boolean;
  readonly outside: boolean;
  /** Called out of scope by its label, whatever the threshold. */
  readonly refused: boolean;
}

const none = 'out_of_scope';
/** Share of in-scope texts that may be lost; the bar is 2 points. */
const mostLost = 0.01;

function judge(rows: readonly Row[], threshold: number): { readonly recall: number; readonly lost: number; readonly accuracyInScope: number } {
  const refused = ({ best, refused: byLabel }: Row): boolean => byLabel || best < threshold;
  const outside = rows.filter((row) => row.outside);
  const inside = rows.filter((row) => !row.outside);
  const right = inside.filter((row) => row.right).length / inside.length;
  const kept = inside.filter((row) => row.right && !refused(row)).length / inside.length;
  return { recall: outside.filter(refused).length / outside.length, lost: right - kept, accuracyInScope: kept };
}

/**
 * Out of scope on CLINC150: learnt with its 100 out-of-scope training rows, once judged on the validation files with the threshold
 * that training itself sets from the training rows, once with a threshold from one half of the validation rows judged on the
 * other, both ways round. `lost` is the share of in-scope rows that were right before they were refused.
 */
export function measureOutOfScope(read: (file: string) => LabelledTexts, encoder: TextEncoder | null): object {
  const train = read('clinc150.train.csv');
  const outside = read('clinc150.oos_train.csv');
  const start = performance.now();
  const trained = trainByRecipe(
    { texts: [...train.texts, ...outside.texts], labels: [...train.labels, ...outside.labels.map(() => none)] },
    encoder,
    { seed: 1, outOfScopeLabel: none },
  );
  const seconds = (performance.now() - start) / 1000;
  const head = headOf(trained, 'measured');
  const rowsOf = ({ texts, labels, embeddings }: LabelledTexts, isOutside: boolean): Row[] =>
    texts.map((text, i) => {
      const found = head.probabilities(text, embeddings?.[i]);
      const top = Array.from(found.keys()).sort((a, b) => (found[b] ?? 0) - (found[a] ?? 0));
      const best = top.find((k) => trained.labels[k] !== none) ?? 0;
      return { best: found[best] ?? 0, right: trained.labels[best] === labels[i], outside: isOutside, refused: trained.labels[top[0] ?? 0] === none };
    });
  const rows = [...rowsOf(read('clinc150.val.csv'), false), ...rowsOf(read('clinc150.oos_val.csv'), true)];
  const halves = [0, 1].map((half) => {
    const threshold = fitThresholdForLoss(rows.filter((_, i) => i % 2 === half), mostLost);
    return { threshold, ...judge(rows.filter((_, i) => i % 2 !== half), threshold) };
  });
  return { seconds, fromTraining: { threshold: trained.outOfScopeThreshold, ...judge(rows, trained.outOfScopeThreshold) }, fromHalves: halves };
}
