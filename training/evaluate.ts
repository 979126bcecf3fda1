/** `npm run --silent evaluate -- --head NAME_OR_DIR --data FILE --text COL --label COL [--encoder NAME_OR_DIR] --json`: one JSON object on stdout. */
import { evaluate, listConfusions } from '../src/classifier/evaluate.ts';
import { printResult, readOptions, required, UsageError } from './command-line.ts';
import { judgeRows } from './judge-rows.ts';
import { loadEncoder } from './load-encoder.ts';
import { loadHead } from './load-head.ts';
import { readLabelledCsv } from './read-labelled-csv.ts';

const usage = 'evaluate -- --head NAME_OR_DIR --data FILE --text COL --label COL [--encoder NAME_OR_DIR] --json';

await printResult(async () => {
  const options = readOptions(
    { head: { type: 'string' }, data: { type: 'string' }, text: { type: 'string' }, label: { type: 'string' }, encoder: { type: 'string' }, json: { type: 'boolean' } },
    usage,
  );
  const name = required(options.head, 'head', usage);
  const file = required(options.data, 'data', usage);
  const rows = readLabelledCsv(file, required(options.text, 'text', usage), required(options.label, 'label', usage));
  if (!rows.ok) throw new UsageError(rows.message);
  const loaded = await loadHead(name);
  if (!loaded.ok) throw new UsageError(loaded.message);
  const head = loaded.value;
  const wanted = head.metadata.features.embedding;
  const encoder = wanted ? loadEncoder(options.encoder) : null;
  if (wanted && encoder?.model !== wanted.model) {
    throw new UsageError(`The head reads the embeddings of ${wanted.model}, this encoder is ${encoder?.model ?? 'none'}: name its folder with --encoder.`);
  }
  const { judged, micros } = judgeRows(head, rows.value.texts, rows.value.labels, encoder);
  const metrics = evaluate(judged);
  const known = new Set(head.metadata.labels);
  return {
    head: `${head.metadata.name}@${head.metadata.version}`,
    data: file,
    rows: metrics.rows,
    skippedRows: rows.value.skipped,
    accuracy: metrics.accuracy,
    macroF1: metrics.macroF1,
    ece: metrics.ece,
    predictMicros: micros,
    // Reading the rows trained nothing; the field is there so that both programs answer alike.
    trainSeconds: 0,
    labelsAbsentFromHead: [...new Set(rows.value.labels)].filter((label) => !known.has(label)).sort(),
    perLabel: metrics.perLabel,
    confusions: listConfusions(judged).slice(0, 40),
  };
});
