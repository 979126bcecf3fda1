import { splitSentences } from '../text/split-sentences.ts';

export interface FilledTemplate {
  readonly sentences: readonly { readonly text: string; readonly paragraph: boolean }[];
  /** What the template wanted and nobody knows, in words: "order number". */
  readonly missing: readonly string[];
  /** Sentences left out for what nobody knows, which stands in square brackets; `before` is how many sentences stand before it. */
  readonly dropped: readonly { readonly text: string; readonly before: number }[];
}

/** Values by placeholder name; undefined or blank means unknown. */
export type TemplateValues = Readonly<Record<string, string | undefined>>;

/** What a template may ask for. */
export const templateVariables = ['customer.firstName', 'customer.name', 'order', 'invoice', 'email', 'date', 'amount', 'product', 'agent', 'shop'] as const;

const spoken: Readonly<Record<string, string>> = {
  'customer.firstName': 'customer’s name',
  'customer.name': 'customer’s name',
  order: 'order number',
  invoice: 'invoice number',
  email: 'e-mail address',
  agent: 'agent’s name',
  shop: 'shop name',
};

/** A variable as people call it: `order` → "order number". */
export function sayVariable(name: string): string {
  return spoken[name] ?? name;
}

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
  const gaps: string[] = [];
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
      if (value === undefined) {
        missing.add(name);
        gaps.push(sayVariable(name));
      }
      text += value?.replaceAll(gap, '') ?? gap;
    } else {
      const shown = (known(name) !== undefined) === (mark === '#');
      if (shown && mark === '^' && writing()) missing.add(name);
      stack.push({ name, shown, writes: writing() && shown });
    }
  }
  if (writing()) text += body.slice(last).replaceAll(gap, '');
  return { ...cutSentences(text, gap, gaps), missing: [...missing].map(sayVariable) };
}

/** `gaps` says what each gap of the text stands for, in their order. */
function cutSentences(text: string, gap: string, gaps: readonly string[]): Pick<FilledTemplate, 'sentences' | 'dropped'> {
  const sentences: { text: string; paragraph: boolean }[] = [];
  const dropped: { text: string; before: number }[] = [];
  let passed = 0;
  for (const block of text.split(/\n\s*\n/)) {
    let paragraph = true;
    // Single line breaks are kept where a template has lines of its own, a list for instance.
    for (const line of block.split('\n')) {
      for (const sentence of splitSentences(line.replace(/\s+/g, ' ').trim())) {
        if (sentence.text.includes(gap)) {
          dropped.push({ text: sentence.text.replaceAll(gap, () => `[${gaps[passed++] ?? ''}]`), before: sentences.length });
          continue;
        }
        const mark = sentence.opens ? (/^\s*(?:[-•*]|\d{1,3}[.)])\s+/.exec(line)?.[0].trimStart() ?? '') : '';
        sentences.push({ text: mark + sentence.text.replace(/ ([,.;!?])/g, '$1'), paragraph: paragraph || mark !== '' });
        paragraph = false;
      }
    }
  }
  return { sentences, dropped };
}
