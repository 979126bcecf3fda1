import type { Passage } from './article.ts';

/** The text an encoder reads for a passage: title, headings, text. Whoever makes passage vectors must embed this. */
export function passageText(passage: Passage): string {
  return [passage.title, ...passage.headings, passage.text].join('\n');
}

/**
 * Words at a text's beginning that say what it is about: titles, headings, the first sentence. Of 10, 16, 25 and 40 words 16
 * found most on four help centres (training/encoder/README.md).
 */
const leadWords = 16;

/** The beginning of a text. */
export function leadOf(text: string): string {
  return text.trim().split(/\s+/, leadWords).join(' ');
}

/** Adds the lead's unit vector to the whole text's, in place, and brings the sum to unit length; zeros stay zeros. */
export function addLead(whole: Float32Array, lead: Float32Array, weight: number): void {
  let squares = 0;
  for (let d = 0; d < whole.length; d += 1) {
    const value = (whole[d] ?? 0) + weight * (lead[d] ?? 0);
    whole[d] = value;
    squares += value * value;
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let d = 0; d < whole.length; d += 1) whole[d] = (whole[d] ?? 0) * scale;
}
