import type { Source } from './source.ts';

/** Words of a quote that tell it from another one. */
const quoteWords = 6;

/**
 * What each source is called, by number: its article's title, and where several are of one article, the heading each
 * stands under; where that is the same too, the first words it is cited for.
 */
export function nameSources(sources: readonly Source[]): Map<number, string> {
  const shared = (names: readonly string[], name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  const titles = sources.map(({ title }) => title);
  const headed = sources.map(({ title, heading }) => (heading === undefined || !shared(titles, title) ? title : `${title} › ${heading}`));
  return new Map(
    sources.map(({ number, quote }, at) => {
      const name = headed[at] ?? '';
      if (quote === '' || !shared(headed, name)) return [number, name];
      const words = quote.split(/\s+/);
      return [number, `${name}: ${words.slice(0, quoteWords).join(' ')}${words.length > quoteWords ? '…' : ''}`];
    }),
  );
}
