import type { HeadVersion } from './head-version.ts';

/** Labels told one by one: the weakest, since these are what a reader must know of. */
const listedLabels = 25;

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
const count = (value: number): string => value.toLocaleString('en-GB');

/** A name or a person's words within Markdown: no markup, no line of its own, no table cell's end. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500).replace(/[\\`*_[\]<>|#~]/g, '\\$&');
}

function figures({ metrics, heldOutRows, metadata }: HeadVersion): string[] {
  if (metrics.rows === 0) return ['It was not judged on rows it had not seen: nothing is known of how well it does.'];
  const lines = [
    `Judged on ${count(metrics.rows)} rows it had not seen in training.`,
    '',
    '| figure | value |', '|---|---|',
    `| accuracy | ${percent(metrics.accuracy)} |`,
    `| macro-F1 (mean over labels) | ${metrics.macroF1.toFixed(3)} |`,
    `| calibration error (ECE, 15 bins) | ${percent(metrics.ece)} |`,
  ];
  if (metadata.outOfScopeThreshold > 0) lines.push(`| out of scope below a confidence of | ${percent(metadata.outOfScopeThreshold)} |`);
  if (heldOutRows > 0 && heldOutRows !== metrics.rows) lines.push(`| held-out predictions kept | ${count(heldOutRows)} |`);
  return lines;
}

function labelTable({ metrics, metadata }: HeadVersion): string[] {
  const judged = metadata.labels.flatMap((label) => {
    const own = Object.hasOwn(metrics.perLabel, label) ? metrics.perLabel[label] : undefined;
    return own && own.support > 0 ? [{ label, ...own }] : [];
  });
  if (judged.length === 0) return [];
  const weakest = judged.toSorted((a, b) => a.f1 - b.f1 || (a.label < b.label ? -1 : 1)).slice(0, listedLabels);
  const unjudged = metadata.labels.length - judged.length;
  return [
    `## Labels, weakest first${judged.length > weakest.length ? ` (${weakest.length} of ${count(judged.length)})` : ''}`, '',
    '| label | precision | recall | F1 | rows |', '|---|---|---|---|---|',
    ...weakest.map(({ label, precision, recall, f1, support }) => `| ${plain(label)} | ${percent(precision)} | ${percent(recall)} | ${f1.toFixed(3)} | ${count(support)} |`),
    ...(unjudged > 0 ? ['', `${count(unjudged)} ${unjudged === 1 ? 'label has' : 'labels have'} no held-out row: nothing is known of ${unjudged === 1 ? 'it' : 'them'}.`] : []),
    '',
  ];
}

const kindWords = { intent: 'what a customer wants', product: 'which product a request is about', sentiment: 'how a customer sounds', priority: 'how urgent a request is', custom: 'a label of the desk’s own' } as const;
const originWords = { trained: 'trained on this device', imported: 'brought by a file', shipped: 'delivered with Tabdesk', corrections: 'retrained from a correction in the inbox' } as const;

/**
 * The model card of a version, as Markdown: what it answers, on which data and how it was trained, its held-out figures with the weakest
 * labels, and what it must not be used for. Holds names of labels, of the data and the person's notes, and no customer's text.
 */
export function writeModelCard(version: HeadVersion): string {
  const { metadata, trainedOn, column } = version;
  const settings = Object.entries(version.settings).map(([name, value]) => `${plain(name)} ${plain(JSON.stringify(value) ?? '')}`); // eslint-disable-line @typescript-eslint/no-unnecessary-condition -- JSON.stringify answers undefined for undefined
  return [
    `# ${plain(version.name)}, version ${version.number}`, '',
    `Tells ${kindWords[metadata.kind]} (column “${plain(column)}”): ${count(metadata.labels.length)} labels${metadata.outOfScopeLabel === undefined ? '' : `, “${plain(metadata.outOfScopeLabel)}” for none of the others`}.`,
    ...(version.notes.trim() === '' ? [] : ['', `> ${plain(version.notes)}`]), '',
    '## Figures', '', ...figures(version), '',
    ...labelTable(version),
    '## Data', '',
    `${trainedOn.name === '' ? 'Data without a name' : plain(trainedOn.name)}, ${count(trainedOn.rows)} rows. SHA-256 ${plain(trainedOn.hash)}.`, '',
    '## Training', '',
    `${originWords[version.origin]}, ${new Date(version.createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC, by ${plain(metadata.trainer)} on ${plain(version.backend)}, seed ${version.seed}.${settings.length === 0 ? '' : ` Settings: ${settings.join(', ')}.`}`,
    `Reads ${metadata.features.embedding === undefined ? 'words and characters' : `words, characters and the sentence encoder ${plain(metadata.features.embedding.model)}`}. Weights: ${count(metadata.bytes)} bytes, SHA-256 ${plain(metadata.checksum)}.`, '',
    '## Limits', '',
    'The figures hold for requests like those it was trained on, in their language and about their products. A confidence is a share of such requests, no proof. It does not know a label it was not trained with. Do not let it decide alone about a person: what matters goes to someone at the desk.', '',
  ].join('\n');
}
