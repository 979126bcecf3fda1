/** Words of which a sentence can have one or the other, not both. By stem-free form; the sides are alternatives. */
const pairs: readonly (readonly [string, string])[] = [
  ['free', 'charged paid chargeable'],
  ['included', 'excluded extra'],
  ['includes', 'excludes'],
  ['allowed permitted', 'forbidden prohibited banned'],
  ['required mandatory compulsory obligatory', 'optional voluntary unnecessary'],
  ['possible', 'impossible'],
  ['always', 'never'],
  ['open', 'closed'],
  ['refundable', 'non-refundable nonrefundable'],
  ['returnable', 'non-returnable nonreturnable'],
  ['before', 'after'],
  ['accept accepts accepted', 'refuse refuses refused reject rejects rejected decline declines declined'],
  ['enabled', 'disabled'],
  ['available', 'unavailable'],
  ['automatically automatic', 'manually manual'],
  ['safe', 'unsafe dangerous'],
  ['valid', 'invalid'],
  ['supported', 'unsupported'],
  ['hot warm', 'cold'],
  ['inside indoors', 'outside outdoors'],
  ['keep keeps', 'lose loses'],
  ['minimum least', 'maximum most'],
  ['increases increase', 'decreases decrease'],
  ['used', 'unused'],
  ['opened', 'unopened'],
  ['same', 'different'],
  ['full', 'partial'],
  ['buyer customer', 'seller'],
];

const sides = new Map<string, { readonly pair: number; readonly side: 0 | 1 }>();
pairs.forEach((both, pair) => {
  both.forEach((words, side) => {
    for (const word of words.split(' ')) sides.set(word, { pair, side: side === 0 ? 0 : 1 });
  });
});

const negation = /^(?:not|cannot|never|\p{L}+n['’]t)$/u;
/** These take something away, but turn no statement round that another makes without them. */
const lack = new Set(['no', 'nor', 'neither', 'nothing', 'nobody', 'none', 'without', 'unable', 'only', 'except', 'unless']);

/** A word that turns a sentence round, or is one of two opposites. */
export interface TurningWord {
  readonly start: number;
  readonly end: number;
  readonly kind: 'not' | 'lack' | 'opposite';
  /** Which pair of opposites and which side of it. */
  readonly opposite?: { readonly pair: number; readonly side: 0 | 1 };
}

/** The negations and opposites of a sentence, in order. "No longer than", "not only" and "no more than" turn nothing round. */
export function readTurningWords(text: string): TurningWord[] {
  const found: TurningWord[] = [];
  for (const match of text.matchAll(/\p{L}+(?:['’-]\p{L}+)*/gu)) {
    const word = match[0].toLowerCase();
    const start = match.index;
    const end = start + word.length;
    const opposite = sides.get(word);
    if (opposite !== undefined) found.push({ start, end, kind: 'opposite', opposite });
    else if (lack.has(word)) found.push({ start, end, kind: 'lack' });
    else if (negation.test(word) && !/^\s+(?:only|longer than|more than|less than|later than|earlier than|sooner than|matter|problem|doubt)\b/i.test(text.slice(end, end + 16))) found.push({ start, end, kind: 'not' });
  }
  return found;
}
