/** A small encoder shaped as those of a hub are: a WordPiece tokenizer, and an ONNX that gives one vector a token. */

export interface StandInOptions {
  /** Words it knows, each with a vector of its own. */
  readonly words: readonly string[];
  readonly dimension?: number;
  /** What every token has in common: the more, the nearer all cosines are to 1, as with e5. */
  readonly common?: number;
  /** Width of a layer that only takes time. */
  readonly width?: number;
}

const special = ['[PAD]', '[UNK]'];

// Just enough of protobuf: varints, and length-delimited fields.
const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
const whole = (number: number, value: number): Uint8Array => Uint8Array.from([...varint(number * 8), ...varint(value)]);
const bytesOf = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
const field = (number: number, bytes: Uint8Array): Uint8Array => bytesOf(Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes);
const text = (number: number, value: string): Uint8Array => field(number, new TextEncoder().encode(value));

const float = 1;
const int64 = 7;

function valueInfo(name: string, elementType: number, dims: readonly (string | number)[]): Uint8Array {
  const shape = dims.map((dim) => field(1, typeof dim === 'string' ? text(2, dim) : whole(1, dim)));
  return bytesOf(text(1, name), field(2, field(1, bytesOf(whole(1, elementType), field(2, bytesOf(...shape))))));
}

function tensor(name: string, rows: number, columns: number, data: Float32Array): Uint8Array {
  return bytesOf(whole(1, rows), whole(1, columns), whole(2, float), text(8, name), field(9, new Uint8Array(data.buffer)));
}

function node(type: string, inputs: readonly string[], output: string): Uint8Array {
  return bytesOf(...inputs.map((input) => text(1, input)), text(2, output), text(4, type));
}

/** A number in -1..1 that is always the same for the same word and place. */
function scatter(word: string, d: number): number {
  let hash = 2_166_136_261 ^ d;
  for (const letter of `${word}#${d}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2_246_822_519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 31 - 1;
}

function makeOnnx(vocabulary: readonly string[], dimension: number, common: number, width: number): Uint8Array<ArrayBuffer> {
  const table = new Float32Array(vocabulary.length * dimension);
  vocabulary.forEach((word, row) => {
    for (let d = 0; d < dimension; d += 1) table[row * dimension + d] = d === 0 ? common : special.includes(word) ? 0 : scatter(word, d);
  });
  const parts = [field(5, tensor('table', vocabulary.length, dimension, table))];
  if (width === 0) parts.push(field(1, node('Gather', ['table', 'input_ids'], 'last_hidden_state')));
  else {
    parts.push(
      field(1, node('Gather', ['table', 'input_ids'], 'tokens')),
      field(1, node('MatMul', ['tokens', 'wide'], 'much')),
      field(1, node('MatMul', ['much', 'narrow'], 'nothing')),
      field(1, node('Add', ['tokens', 'nothing'], 'last_hidden_state')),
      field(5, tensor('wide', dimension, width, new Float32Array(dimension * width).fill(0.1))),
      field(5, tensor('narrow', width, dimension, new Float32Array(dimension * width))),
    );
  }
  const graph = bytesOf(
    ...parts,
    text(2, 'stand-in'),
    field(11, valueInfo('input_ids', int64, ['batch', 'tokens'])),
    field(12, valueInfo('last_hidden_state', float, ['batch', 'tokens', dimension])),
  );
  return new Uint8Array(bytesOf(whole(1, 8), field(7, graph), field(8, whole(2, 13))));
}

/** The model's files by their path on the hub. */
export function makeStandInModel({ words, dimension = 32, common = 0, width = 0 }: StandInOptions): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const vocabulary = [...special, ...new Set(words)];
  const json = (value: unknown): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(JSON.stringify(value)));
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  };
  return new Map([
    ['config.json', json({ model_type: 'bert', hidden_size: dimension, vocab_size: vocabulary.length })],
    ['tokenizer_config.json', json({ tokenizer_class: 'BertTokenizer', model_max_length: 512, pad_token: '[PAD]', unk_token: '[UNK]' })],
    ['tokenizer.json', json(tokenizer)],
    ['onnx/model_quantized.onnx', makeOnnx(vocabulary, dimension, common, width)],
  ]);
}
