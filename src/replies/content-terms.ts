import { normaliseWord } from '../text/normalise.ts';

const emptyWords: ReadonlySet<string> = new Set(
  ('a an the and or but if so as at by for from in into of off on onto out over to up with without about after before than then that this these those there here it its i im ive ' +
    'me my mine we us our you your yours he she they them their his her is are was were be been being am do does did done have has had having will would can could shall should may ' +
    'might must not no nor yes please thanks thank hello hi dear hey good morning afternoon evening regards just also too very really still yet already again more most much many some any ' +
    'all each what which who whom whose when where why how there get got go going want wanted like need know tell say said let make made one ' +
    'dont cant didnt doesnt isnt wasnt wont havent hasnt id ill youre theyre whats wheres').split(' '),
);

/**
 * Words that carry content, as comparable stems: lower case, no accents, no function words, plural and verb endings off. Numbers
 * are kept as they are. Used to tell what a sentence is about, not to count.
 */
export function contentTerms(text: string): string[] {
  const terms: string[] = [];
  for (const [written] of text.matchAll(/[\p{L}\p{M}]+(?:['’][\p{L}]+)?|\d+(?:[.,]\d+)*/gu)) {
    const word = normaliseWord(written).replace(/['’]s$/, '').replace(/['’]/g, '');
    if (word.length < 2 && !/\d/.test(word)) continue;
    if (!emptyWords.has(word)) terms.push(stem(word));
  }
  return terms;
}

function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  let base = word;
  if (base.endsWith('ies') && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (/(?:sses|shes|ches|xes)$/.test(base)) base = base.slice(0, -2);
  else if (base.endsWith('s') && !/(?:ss|us|is)$/.test(base)) base = base.slice(0, -1);
  if (base.length > 5 && base.endsWith('ing')) base = base.slice(0, -3);
  else if (base.length > 4 && base.endsWith('ed')) base = base.slice(0, -2);
  else if (base.length > 5 && base.endsWith('ment')) base = base.slice(0, -4);
  if (base.length > 4 && base.endsWith('ery')) base = base.slice(0, -1);
  if (base.length > 4 && base.endsWith('e')) base = base.slice(0, -1);
  if (base.length > 3 && /([bdgklmnprt])\1$/.test(base)) base = base.slice(0, -1);
  return base;
}

/** Numbers of a text, for telling whether two sentences state the same: "3-5 days" and "3 to 5 days" do. */
export function numbersOf(text: string): string[] {
  return [...text.matchAll(/\d+(?:[.,:]\d+)*/g)].map(([written]) => written.replace(/,(?=\d{3}\b)/g, ''));
}
