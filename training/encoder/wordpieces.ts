/*
 * BERT's word pieces exactly as transformers.js reads them from our tokenizer.json (BertNormalizer, BertPreTokenizer,
 * WordPiece), odd corners included: a test holds the two against each other. Where they part, its reading is right, since
 * it is the one that runs on the desk.
 */

/** Rows of the table that stand for no text; their vectors are zeros. */
export const specialTokens = ['[PAD]', '[UNK]', '[CLS]'] as const;
export const unknownId = 1;
export const startId = 2;
/** Tokens read of a text, the start token among them. */
export const mostTokens = 512;
const longestWord = 100;

const control = /^\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}$/u;
const punctuation = '\\p{P}\\u0021-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007E';
const words = new RegExp(`[^\\s${punctuation}]+|[${punctuation}]`, 'gu');
const plainAscii = /^[\x20-\x7e\n]*$/;

function clean(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (code === 0 || code === 0xfffd) continue;
    if (char !== '\t' && char !== '\n' && char !== '\r' && control.test(char)) continue;
    out += /^\s$/.test(char) ? ' ' : char;
  }
  return out;
}

/** By UTF-16 units, as the library does: characters beyond the first plane stay unspaced. */
function spaceIdeographs(text: string): string {
  return text.replace(/[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]/g, ' $& ');
}

/** Words and punctuation marks of a text: lower case, no accents, ideographs one by one. */
export function splitWords(text: string): string[] {
  const lower = plainAscii.test(text)
    ? text.toLowerCase()
    : spaceIdeographs(clean(text)).toLowerCase().normalize('NFD').replace(/\p{Mn}/gu, '');
  return lower.trim().match(words) ?? [];
}

/** A tokeniser over a vocabulary whose first rows are the special tokens; continuations start with `##`. */
export class WordPieces {
  readonly vocabulary: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #known = new Map<string, readonly number[]>();

  constructor(vocabulary: readonly string[]) {
    this.vocabulary = vocabulary;
    this.#ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  }

  /** Ids with the start token first, cut at `mostTokens`. */
  encode(text: string): Int32Array {
    const ids: number[] = [startId];
    for (const word of splitWords(text)) {
      for (const id of this.#wordIds(word)) ids.push(id);
      if (ids.length >= mostTokens) break;
    }
    return Int32Array.from(ids.slice(0, mostTokens));
  }

  #wordIds(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const ids = this.#cut(word);
    if (this.#known.size < 500_000) this.#known.set(word, ids);
    return ids;
  }

  /** The longest piece that fits, again and again; a word that cannot be covered is unknown as a whole. */
  #cut(word: string): number[] {
    const characters = Array.from(word);
    if (characters.length > longestWord) return [unknownId];
    const ids: number[] = [];
    for (let start = 0; start < characters.length; ) {
      let end = characters.length;
      let id: number | undefined;
      for (; end > start && id === undefined; end -= 1) {
        const piece = characters.slice(start, end).join('');
        id = this.#ids.get(start === 0 ? piece : `##${piece}`);
      }
      if (id === undefined) return [unknownId];
      ids.push(id);
      start = end + 1;
    }
    return ids;
  }
}
