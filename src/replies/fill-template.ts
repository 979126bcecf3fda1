import { splitSentences } from '../text/split-sentences.ts';

export interface FilledTemplate {
  readonly sentences: readonly { readonly text: string; readonly paragraph: boolean }[];
  /** What the template wanted and nobody knows, in words: "order number". */
  readonly missing: readonly string[];
}

/** Values by placeholder name; undefined or blank means unknown. */
export type TemplateValues = Readonly<Record<string, string | undefined>>;

const spoken: Readonly<Record<string, string>> = {
  'customer.firstName': 'customer’s name',
  'customer.name': 'customer’s name',
  order: 'order number',
  invoice: 'invoice number',
  email: 'e-mail address',
  agent: 'agent’s name',
  shop: 'shop name',
};

interface Section {
  readonly name: string;
  readonly shown: boolean;
  readonly writes: boolean;
}

/**
 * Fills `{{name}}`, keeps `{{#name}}…{{/name}}` when the value is known and `{{^name}}…{{/name}}` when it is not. A sentence with
 * an unknown placeholder is left out; that, and a shown `{{^name}}` (which asks for it), report the name as missing. Values are put
 * in once and never read as template. An empty line starts a paragraph. Marks that don't match are dropped. Never throws.
 */
export function fillTemplate(body: string, values: TemplateValues): FilledTemplate {
  const missing = new Set<string>();
  const known = (name: string): string | undefined => {
    const value = Object.hasOwn(values, name) ? values[name]?.replace(/\s+/g, ' ').trim() : undefined;
    return value === '' ? undefined : value;
  };
  const stack: Section[] = [];
  const writing = (): boolean => stack.at(-1)?.writes ?? true;
  // Unknown values leave a mark no text contains, so that their sentence can be found and dropped after splitting.
  const gap = '\uE000';
  let text = '';
  let last = 0;
  for (const match of body.matchAll(/\{\{([#^/]?)\s{0,3}([\w.]{1,60})\s{0,3}\}\}/g)) {
    if (writing()) text += body.slice(last, match.index).replaceAll(gap, '');
    last = match.index + match[0].length;
    const [, mark, name = ''] = match;
    if (mark === '/') {
      if (stack.at(-1)?.name === name) stack.pop();
    } else if (mark === '') {
      if (!writing()) continue;
      const value = known(name);
      if (value === undefined) missing.add(name);
      text += value?.replaceAll(gap, '') ?? gap;
    } else {
      const shown = (known(name) !== undefined) === (mark === '#');
      if (shown && mark === '^' && writing()) missing.add(name);
      stack.push({ name, shown, writes: writing() && shown });
    }
  }
  if (writing()) text += body.slice(last).replaceAll(gap, '');
  return { sentences: cutSentences(text, gap), missing: [...missing].map((name) => spoken[name] ?? name) };
}

function cutSentences(text: string, gap: string): { text: string; paragraph: boolean }[] {
  const sentences: { text: string; paragraph: boolean }[] = [];
  for (const block of text.split(/\n\s*\n/)) {
    let paragraph = true;
    // Single line breaks are kept where a template has lines of its own, a list for instance.
    for (const line of block.split('\n')) {
      for (const sentence of splitSentences(line.replace(/\s+/g, ' ').trim())) {
        if (sentence.text.includes(gap)) continue;
        const mark = sentence.opens ? (/^\s*(?:[-•*]|\d{1,3}[.)])\s+/.exec(line)?.[0].trimStart() ?? '') : '';
        sentences.push({ text: mark + sentence.text.replace(/ ([,.;!?])/g, '$1'), paragraph: paragraph || mark !== '' });
        paragraph = false;
      }
    }
  }
  return sentences;
}
