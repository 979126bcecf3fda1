import type { Figure } from '../proportion-bounds.ts';

/** 0.9235 → "92.4%"; what is not quite all or nothing is never told as that. */
export function shareWords(share: number, digits = 1): string {
  const rounded = (share * 100).toFixed(digits);
  if (share < 1 && Number(rounded) === 100) return `${(100 - 10 ** -digits).toFixed(digits)}%`;
  return `${share === 0 || share === 1 ? rounded.replace(/\.0+$/, '') : rounded}%`;
}

/** "91.2 to 93.6%" */
export function intervalWords({ low, high }: Figure): string {
  return `${(low * 100).toFixed(1)} to ${shareWords(high)}`;
}

/** "52 and 85%", in whole percent, rounded outwards. */
export function intervalWhole({ low, high }: Figure): string {
  return `${Math.floor(low * 100)} and ${Math.ceil(high * 100)}%`;
}
