/** A static encoder of a few words, as transformers.js loads any other: WordPiece tokenizer and an ONNX table. */

export const fixtureEncoderName = 'fixture-encoder';
const fixtureEncoderVersion = '1';
/** What vectors and heads made with it are marked with. */
export const fixtureEncoderMark = `${fixtureEncoderName}@${fixtureEncoderVersion}`;
export const fixtureDimension = 16;

/** Words of one line mean the same and share a vector, so that a search by meaning can be told from one by letters. */
const meanings = [
  ['parcel', 'package', 'shipment', 'delivery'],
  ['refund', 'money', 'reimbursement'],
  ['password', 'login', 'passcode'],
  ['lamp', 'light', 'bulb'],
  ['return', 'send', 'back'],
  ['reset', 'change'],
  ['where', 'track', 'tracking'],
  ['clean', 'wash', 'wipe'],
];
const special = ['[PAD]', '[UNK]'];
const vocabulary = [...special, ...meanings.flat()];

function vectorOf(word: string): number[] {
  const meaning = meanings.findIndex((words) => words.includes(word));
  return Array.from({ length: fixtureDimension }, (_, d) => (meaning < 0 ? 0 : d === meaning ? 1 : 0.05 * Math.sin(d * 7 + meaning)));
}

// Just enough of protobuf: varints, and length-delimited fields.
const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
const field = (number: number, bytes: readonly number[]): number[] => [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
const whole = (number: number, value: number): number[] => [...varint(number * 8), ...varint(value)];
const text = (number: number, value: string): number[] => field(number, [...new TextEncoder().encode(value)]);

function valueInfo(name: string, elementType: number, dims: readonly (string | number)[]): number[] {
  const shape = dims.flatMap((dim) => field(1, typeof dim === 'string' ? text(2, dim) : whole(1, dim)));
  return [...text(1, name), ...field(2, field(1, [...whole(1, elementType), ...field(2, shape)]))];
}

function makeOnnx(): Uint8Array<ArrayBuffer> {
  const table = Float32Array.from(vocabulary.flatMap(vectorOf));
  const float = 1;
  const int64 = 7;
  const tensor = [
    ...whole(1, vocabulary.length),
    ...whole(1, fixtureDimension),
    ...whole(2, float),
    ...text(8, 'table'),
    ...field(9, [...new Uint8Array(table.buffer)]),
  ];
  const node = [...text(1, 'table'), ...text(1, 'input_ids'), ...text(2, 'last_hidden_state'), ...text(4, 'Gather')];
  const graph = [
    ...field(1, node),
    ...text(2, 'fixture'),
    ...field(5, tensor),
    ...field(11, valueInfo('input_ids', int64, ['batch', 'tokens'])),
    ...field(12, valueInfo('last_hidden_state', float, ['batch', 'tokens', fixtureDimension])),
  ];
  return new Uint8Array([...whole(1, 8), ...field(7, graph), ...field(8, whole(2, 13))]);
}

/** The encoder's files by their path in its folder; `metadata.json` names their checksums. */
export async function makeFixtureEncoder(
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string> | string,
): Promise<Readonly<Record<string, Uint8Array<ArrayBuffer>>>> {
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
  const files: Record<string, Uint8Array<ArrayBuffer>> = {
    'tokenizer.json': json(tokenizer),
    'tokenizer_config.json': json({ tokenizer_class: 'BertTokenizer', model_max_length: 512, pad_token: '[PAD]', unk_token: '[UNK]' }),
    'config.json': json({ model_type: 'bert', hidden_size: fixtureDimension, vocab_size: vocabulary.length }),
    'onnx/model_quantized.onnx': makeOnnx(),
  };
  const sums = await Promise.all(Object.entries(files).map(async ([path, bytes]) => [path, await sha256(bytes)] as const));
  files['metadata.json'] = json({
    name: fixtureEncoderName,
    version: fixtureEncoderVersion,
    dimension: fixtureDimension,
    files: Object.fromEntries(sums),
  });
  return files;
}
