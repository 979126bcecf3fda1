import type { Passage } from './article.ts';

/** The text an encoder reads for a passage: title, headings, text. Whoever makes passage vectors must embed this. */
export function passageText(passage: Passage): string {
  return [passage.title, ...passage.headings, passage.text].join('\n');
}
