import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leadWeight, whitening } from './static-encoder.ts';
import { mostTokens, specialTokens, startId } from './wordpieces.ts';
import { writeOnnx, type QuantisedTable } from './write-onnx.ts';

/** What `metadata.json` says beside the files and their checksums. */
export interface EncoderFacts {
  readonly name: string;
  readonly dataHash: string;
  readonly seed: number;
  readonly steps: number;
  readonly sources: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * Writes an encoder's folder so that transformers.js loads it as a model of type "bert" by dtype q8: tokenizer.json,
 * tokenizer_config.json, config.json, onnx/model_quantized.onnx, and metadata.json with SHA-256 of each. The version is
 * made of the files' checksums, so equal models have equal versions.
 */
export function writeEncoder(folder: string, vocabulary: readonly string[], table: QuantisedTable, facts: EncoderFacts): void {
  const files = new Map<string, Uint8Array>([
    ['tokenizer.json', jsonBytes(tokenizerFile(vocabulary))],
    ['tokenizer_config.json', jsonBytes(tokenizerConfig())],
    ['config.json', jsonBytes(modelConfig(table))],
    ['onnx/model_quantized.onnx', writeOnnx(table)],
  ]);
  const sums = [...files].map(([path, bytes]) => [path, { checksum: sha256(bytes), bytes: bytes.length }] as const);
  const use = { leadWeight, whitening };
  const version = `1.0.0+${sha256(Buffer.from([...sums.map(([, { checksum }]) => checksum), JSON.stringify(use)].join())).slice(0, 8)}`;
  const { name, ...rest } = facts;
  const metadata = {
    name,
    version,
    dimension: table.dimension,
    ...use,
    vocabulary: vocabulary.length,
    pooling: 'The model gives the masked mean of a text; bring it to unit length. Call the pipeline with pooling "none".',
    files: Object.fromEntries(sums),
    ...rest,
  };
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of [...files, ['metadata.json', Buffer.from(`${JSON.stringify(metadata, null, 2)}\n`)] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function tokenizerFile(vocabulary: readonly string[]): unknown {
  const [, unknown, start] = specialTokens;
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    // None: a customer who writes "[PAD]" means those five characters.
    added_tokens: [],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    // The start token keeps an empty text from being an empty tensor; its row is zeros.
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: start, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [{ SpecialToken: { id: start, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
      special_tokens: { [start]: { id: start, ids: [startId], tokens: [start] } },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: unknown,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((piece, id) => [piece, id])),
    },
  };
}

function tokenizerConfig(): unknown {
  const [pad, unknown, start] = specialTokens;
  return {
    tokenizer_class: 'BertTokenizer',
    do_lower_case: true,
    strip_accents: true,
    tokenize_chinese_chars: true,
    model_max_length: mostTokens,
    pad_token: pad,
    unk_token: unknown,
    cls_token: start,
  };
}

function modelConfig(table: QuantisedTable): unknown {
  return {
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: table.dimension,
    vocab_size: table.rows,
    max_position_embeddings: mostTokens,
    num_hidden_layers: 0,
    num_attention_heads: 1,
    pad_token_id: 0,
  };
}
