import { decideLabel, type Head } from '../classifier/create-head.ts';
import type { Prediction } from '../classifier/head.ts';
import type { HeadOnTensors, TensorRunner } from './run-head-on-tfjs.ts';

/** Predictions for many texts at once, by whichever forward pass is faster on this device. */
export interface BatchPredictor {
  /** In the texts' order. `embeddings`, if the head reads them, has one row a text. */
  predict(texts: readonly string[], embeddings: Float32Array | null): Promise<Prediction[]>;
  dispose(): void;
}

/** Fewer texts than this say nothing about which is faster. */
const textsToMeasure = 32;

/** Places a head on a tfjs backend; the forward pass there equals the head's own to 1e-5 (a parity test holds it). */
export function placeOnTensors(runner: TensorRunner, head: Head): HeadOnTensors {
  const { weights, metadata } = head;
  return runner.placeHead({
    inputs: weights.buckets.length,
    labels: metadata.labels.length,
    weights: weights.weights,
    bias: weights.bias,
    embedding: weights.embedding,
    temperature: metadata.calibration.temperature,
    offset: metadata.calibration.offset,
  });
}

/** Probabilities on a tfjs backend, row-major `texts.length × labels`. */
export async function probabilitiesOnTensors(
  placed: HeadOnTensors,
  head: Head,
  texts: readonly string[],
  embeddings: Float32Array | null,
): Promise<Float32Array> {
  const rows = texts.map((text) => {
    const { rows: indices, values } = head.vectorise(text);
    return { indices, values };
  });
  return placed.run(rows, embeddings);
}

/**
 * A predictor for batches. With a tfjs runner the first large batch is computed both ways and timed; from then on the
 * faster way is taken. A linear head over some hundred active features is little work, so on most devices that is the
 * plain forward pass: moving the batch to a graphics adapter and back costs more than it saves.
 */
export function createBatchPredictor(head: Head, runner: TensorRunner | null, clock: () => number): BatchPredictor {
  const width = head.metadata.labels.length;
  const dimension = head.weights.embedding.length / width;
  let placed: HeadOnTensors | null = runner === null ? null : placeOnTensors(runner, head);
  let measured = false;

  const plainly = (texts: readonly string[], embeddings: Float32Array | null): Prediction[] =>
    texts.map((text, at) => head.predict(text, embeddings?.subarray(at * dimension, (at + 1) * dimension)));

  const onTensors = async (tensors: HeadOnTensors, texts: readonly string[], embeddings: Float32Array | null): Promise<Prediction[]> => {
    const all = await probabilitiesOnTensors(tensors, head, texts, embeddings);
    return texts.map((_, at) => decideLabel(head.metadata, all.subarray(at * width, (at + 1) * width)));
  };

  const giveUp = (): void => {
    placed?.dispose();
    placed = null;
  };

  return {
    async predict(texts, embeddings) {
      if (placed === null || (!measured && texts.length < textsToMeasure)) return plainly(texts, embeddings);
      try {
        if (measured) return await onTensors(placed, texts, embeddings);
        measured = true;
        // The first run compiles; only the second says how fast it is.
        await onTensors(placed, texts, embeddings);
        const start = clock();
        await onTensors(placed, texts, embeddings);
        const middle = clock();
        const predictions = plainly(texts, embeddings);
        if (clock() - middle <= middle - start) giveUp();
        return predictions;
      } catch {
        // A lost device must not lose a ticket.
        giveUp();
        return plainly(texts, embeddings);
      }
    },
    dispose: giveUp,
  };
}
