import type { Playbook, Template } from '../playbook/playbook.ts';
import { frameOf } from './compose-draft.ts';
import { fillTemplate, type TemplateValues } from './fill-template.ts';

/** One line of a preview: said by the template, added around it, or left out of it for what nobody knows. */
export interface PreviewLine {
  readonly text: string;
  readonly kind: 'said' | 'added' | 'left-out';
  readonly paragraph: boolean;
}

export interface TemplatePreview {
  readonly lines: readonly PreviewLine[];
  /** What nobody knows, in words. */
  readonly missing: readonly string[];
}

/** What a draft from this template reads like with these values, with the sentences it leaves out where they would stand. */
export function previewTemplate(template: Pick<Template, 'body' | 'language'>, values: TemplateValues, playbook: Playbook): TemplatePreview {
  const { sentences, dropped, missing } = fillTemplate(template.body, values);
  const { greeting, closing } = frameOf(template, values, playbook);
  const lines: PreviewLine[] = greeting === null ? [] : [{ text: greeting, kind: 'added', paragraph: true }];
  for (let at = 0; at <= sentences.length; at++) {
    for (const { text, before } of dropped) if (before === at) lines.push({ text, kind: 'left-out', paragraph: true });
    const sentence = sentences[at];
    if (sentence) lines.push({ text: sentence.text, kind: 'said', paragraph: sentence.paragraph || at === 0 });
  }
  // Nobody sends a greeting with nothing under it.
  if (sentences.length === 0) return { lines: lines.filter(({ kind }) => kind === 'left-out'), missing };
  if (closing !== null) lines.push({ text: closing, kind: 'added', paragraph: true });
  return { lines, missing };
}
