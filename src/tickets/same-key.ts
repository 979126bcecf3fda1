/**
 * What two ways of writing one value have in common: its letters and digits in small letters; of a number one can ring the last nine
 * digits, so that `+44 7700 900142` and `07700 900142` are one.
 */
export function sameKey(value: string): string {
  if (/^[+(]?\+?\d[\d\s().\-/\u00a0]{7,24}$/.test(value)) {
    const digits = value.replace(/\D/g, '');
    if (/^\D{0,2}(?:\+|0)/.test(value) && digits.length >= 9 && digits.length <= 17) return `tel${digits.slice(-9)}`;
  }
  return value.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');
}
