/** One file of a model on the hub. */
export interface HubFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 in lower-case hex, where it is known beforehand. */
  readonly sha256: string | null;
}

/** A sentence encoder that can be had from a hub. */
export interface HubModel {
  /** `owner/name`, as the hub calls it. */
  readonly id: string;
  readonly name: string;
  /** The hub's commit: a later one could be another model under the same name. */
  readonly revision: string;
  readonly languages: string;
  readonly goodFor: string;
  readonly licence: string;
  readonly dimension: number;
  readonly pooling: 'mean' | 'cls';
  /** What the model was trained to see before a question and before a passage. */
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** Tokens it reads of a text; the rest is cut off. */
  readonly longest: number;
  readonly files: readonly HubFile[];
}

/** Where models come from and which ones. */
export interface Hub {
  /** `https://huggingface.co`, or a mirror with the same paths. */
  readonly origin: string;
  readonly models: readonly HubModel[];
}

/** The one address that models are downloaded from, unless the server names a mirror (`/hub.json`). */
export const defaultHubOrigin = 'https://huggingface.co';

/**
 * Quantised to 8 bits, each at a fixed commit. Sizes and checksums are those under which the files are known in public
 * (several independent projects pin the same ones); a download that does not match is refused.
 */
const defaultModels: readonly HubModel[] = [
  {
    id: 'Xenova/all-MiniLM-L6-v2',
    name: 'all-MiniLM-L6-v2',
    revision: '751bff37182d3f1213fa05d7196b954e230abad9',
    languages: 'English',
    goodFor: 'Questions that share no word with the article. The fastest of the three.',
    licence: 'Apache-2.0',
    dimension: 384,
    pooling: 'mean',
    queryPrefix: '',
    passagePrefix: '',
    longest: 256,
    files: [
      { path: 'config.json', bytes: 650, sha256: null },
      { path: 'tokenizer_config.json', bytes: 366, sha256: null },
      { path: 'tokenizer.json', bytes: 711_661, sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0' },
      { path: 'onnx/model_quantized.onnx', bytes: 22_972_370, sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1' },
    ],
  },
  {
    id: 'Xenova/bge-small-en-v1.5',
    name: 'bge-small-en-v1.5',
    revision: 'ea104dacec62c0de699686887e3f920caeb4f3e3',
    languages: 'English',
    goodFor: 'Finding passages in a large English help centre. Reads twice as slowly as MiniLM.',
    licence: 'MIT',
    dimension: 384,
    pooling: 'cls',
    queryPrefix: 'Represent this sentence for searching relevant passages: ',
    passagePrefix: '',
    longest: 512,
    files: [
      { path: 'config.json', bytes: 706, sha256: null },
      { path: 'tokenizer_config.json', bytes: 366, sha256: null },
      { path: 'tokenizer.json', bytes: 711_396, sha256: null },
      { path: 'onnx/model_quantized.onnx', bytes: 34_014_426, sha256: '6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4' },
    ],
  },
  {
    id: 'Xenova/multilingual-e5-small',
    name: 'multilingual-e5-small',
    revision: '761b726dd34fb83930e26aab4e9ac3899aa1fa78',
    languages: 'About 100 languages',
    goodFor: 'Questions in one language and articles in another. Needs the most room and time.',
    licence: 'MIT',
    dimension: 384,
    pooling: 'mean',
    queryPrefix: 'query: ',
    passagePrefix: 'passage: ',
    longest: 512,
    files: [
      { path: 'config.json', bytes: 658, sha256: null },
      { path: 'tokenizer_config.json', bytes: 443, sha256: null },
      { path: 'tokenizer.json', bytes: 17_082_730, sha256: '0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39' },
      { path: 'onnx/model_quantized.onnx', bytes: 118_308_185, sha256: 'f80102d3f2a1229f387d3c81909990d8945513e347b0eab049f7de3c6f98c193' },
    ],
  },
];

export const defaultHub: Hub = { origin: defaultHubOrigin, models: defaultModels };

/** What a model's files come to, in bytes. */
export function modelBytes(model: HubModel): number {
  return model.files.reduce((sum, file) => sum + file.bytes, 0);
}

/** Where one file of a model is on the hub. */
export function hubFileUrl(origin: string, model: HubModel, path: string): string {
  return `${origin}/${model.id}/resolve/${model.revision}/${path}`;
}

/** Without a host of its own an address is the page's, and a path of its own is a place on a mirror. */
function readOrigin(value: unknown): string | null {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * What the server says about the hub (`/hub.json`): `origin`, and `models` where a team offers its own instead of those
 * listed here. Null for anything else: the page of a server that answers every path with it, or a list with a mistake.
 */
export function readHub(value: unknown): Hub | null {
  const { origin, models } = (value ?? {}) as Record<string, unknown>;
  const address = readOrigin(origin);
  if (address === null) return null;
  if (models === undefined) return { origin: address, models: defaultModels };
  if (!Array.isArray(models)) return null;
  const read = models.map(readHubModel);
  return read.every((model) => model !== null) ? { origin: address, models: read } : null;
}

/** One model as it is described in `/hub.json` or beside downloaded files; null when something is missing or strange. */
export function readHubModel(value: unknown): HubModel | null {
  const data = (value ?? {}) as Record<string, unknown>;
  const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : '');
  const { dimension, longest, pooling, files } = data;
  const id = text('id');
  const revision = text('revision');
  const isName = /^[\w.-]+\/[\w.-]+$/.test(id) && /^[\w.-]+$/.test(revision) && !id.includes('..') && !revision.includes('..');
  if (!isName || !Number.isInteger(dimension) || !Number.isInteger(longest) || (pooling !== 'mean' && pooling !== 'cls')) return null;
  if (!Array.isArray(files) || files.length === 0 || files.length > 20) return null;
  const read = files.map(readFile);
  if (!read.every((file) => file !== null)) return null;
  return {
    id,
    name: text('name') === '' ? (id.split('/')[1] ?? id) : text('name'),
    revision,
    languages: text('languages'),
    goodFor: text('goodFor'),
    licence: text('licence'),
    dimension: Number(dimension),
    pooling,
    queryPrefix: text('queryPrefix'),
    passagePrefix: text('passagePrefix'),
    longest: Number(longest),
    files: read,
  };
}

function readFile(value: unknown): HubFile | null {
  const { path, bytes, sha256 } = (value ?? {}) as Record<string, unknown>;
  if (typeof path !== 'string' || !/^[\w./-]+$/.test(path) || path.includes('..') || path.startsWith('/')) return null;
  if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 1) return null;
  if (typeof sha256 === 'string' && !/^[\da-f]{64}$/.test(sha256)) return null;
  return { path, bytes, sha256: typeof sha256 === 'string' ? sha256 : null };
}
