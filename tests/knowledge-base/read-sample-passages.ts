import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { parseArticle } from '../../src/knowledge-base/parse-article.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';

const folder = fileURLToPath(new URL('../../data/articles/', import.meta.url));

/** The passages of the sample desk's articles. */
export function readSamplePassages(): Passage[] {
  return readdirSync(folder).flatMap((file) => {
    const article = parseArticle(file.replace(/\.md$/, ''), readFileSync(folder + file, 'utf8'));
    if (!article.ok) throw new Error(article.message);
    return splitPassages(article.value);
  });
}

/** A passage of an article of its own. */
export function passage(id: string, text: string, changes: Partial<Passage> = {}): Passage {
  return { id, articleId: id, title: `About ${id}`, headings: [], text, position: 0, ...changes };
}
