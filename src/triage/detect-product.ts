import type { Playbook } from '../playbook/playbook.ts';
import type { Prediction } from '../classifier/head.ts';
import type { Triage } from './triage.ts';

interface Catalogue {
  readonly pattern: RegExp | null;
  readonly names: ReadonlyMap<string, string>;
}

// One compiled pattern a catalogue; a changed playbook brings a new array.
const compiled = new WeakMap<Playbook['products'], Catalogue>();

/**
 * The product a ticket is about: the one its source gave (by its catalogue name where a name or synonym matches), else the one
 * named most often in `text`, the first named on a tie; null when none is.
 */
export function detectProduct(text: string, given: string | undefined, products: Playbook['products']): Triage['product'] {
  const catalogue = compileCatalogue(products);
  if (given !== undefined && given.trim() !== '') {
    return { name: catalogue.names.get(given.trim().toLowerCase()) ?? given.trim(), source: 'given' };
  }
  if (catalogue.pattern === null) return null;
  const counts = new Map<string, number>();
  for (const match of text.matchAll(catalogue.pattern)) {
    const written = match[0].toLowerCase().replace(/[\s-]+/g, ' ');
    const name = catalogue.names.get(written) ?? catalogue.names.get(written.replace(/s$/, ''));
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  let best: string | null = null;
  for (const [name, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = name;
  }
  return best === null ? null : { name: best, source: 'text' };
}

/** Confidence from which a product counts that nobody named. */
const likelyEnough = 0.6;

/** The product that the product head is sure enough of, where it is one of this desk's. */
export function likelyProduct(likely: Prediction | undefined, products: Playbook['products']): Triage['product'] {
  if (likely === undefined || likely.outOfScope || likely.confidence < likelyEnough) return null;
  // The head may know more products than this desk has.
  return products.some(({ name }) => name === likely.label) ? { name: likely.label, source: 'likely' } : null;
}

function compileCatalogue(products: Playbook['products']): Catalogue {
  const known = compiled.get(products);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  for (const product of products) {
    for (const word of [product.name, ...product.synonyms]) {
      const key = word.trim().toLowerCase().replace(/[\s-]+/g, ' ');
      if (key !== '' && !names.has(key)) names.set(key, product.name);
    }
  }
  // Longest first: "gift cards" before "gift card", "dining set" before "set".
  const sources = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((key) => key.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(' ', String.raw`[\s-]{1,3}`));
  const pattern = sources.length === 0 ? null : new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${sources.join('|')})s?(?![\p{L}\p{N}])`, 'giu');
  const catalogue = { pattern, names };
  compiled.set(products, catalogue);
  return catalogue;
}
