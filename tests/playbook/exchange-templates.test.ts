import { describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { readTemplates, writeTemplates } from '../../src/playbook/exchange-templates.ts';
import type { Template } from '../../src/playbook/playbook.ts';

const file = (templates: unknown, changes: Readonly<Record<string, unknown>> = {}): string => JSON.stringify({ tabdesk: 'templates', formatVersion: 1, templates, ...changes });
const mine: Template = { id: 'mine', intent: 'track_order', language: 'de', body: 'Guten Tag.' };

describe('templates in a file', () => {
  it('come back as they went', () => {
    const templates = [...defaultPlaybook.templates, mine];
    const read = readTemplates(writeTemplates(templates), { ...defaultPlaybook, templates });
    expect(read).toEqual({ ok: true, value: { templates, added: 0, changed: 0, same: templates.length } });
  });

  it('are laid over those that are here: the same in their place, others at the end, none removed', () => {
    const [first, second] = defaultPlaybook.templates;
    const changed = { ...first, body: 'New words.' };
    const read = readTemplates(file([second, changed, mine]), defaultPlaybook);
    if (!read.ok) throw new Error(read.message);
    expect(read.value).toMatchObject({ added: 1, changed: 1, same: 1 });
    expect(read.value.templates.map(({ id }) => id)).toEqual([...defaultPlaybook.templates.map(({ id }) => id), 'mine']);
    expect(read.value.templates[0]).toEqual(changed);
  });

  it.each([
    ['no JSON', 'hello', 'no JSON'],
    ['another file', '{"a":1}', 'does not say'],
    ['null', 'null', 'does not say'],
    ['a later format', file([], { formatVersion: 2 }), 'newer version'],
    ['no list', file('x'), 'templates'],
    ['a template without a body', file([{ id: 'x', intent: 'y' }]), 'templates.0.body'],
    ['an empty body', file([{ ...mine, body: '' }]), 'templates.0.body'],
    ['no language code', file([{ ...mine, language: 'German' }]), 'templates.0.language'],
    ['the same id twice', file([mine, mine]), 'stands for two things'],
    ['too many', file(Array.from({ length: 4_999 }, (_, at) => ({ ...mine, id: `n${at}` }))), 'too many'],
  ])('that are %s are refused whole, in words', (_, text, why) => {
    const read = readTemplates(text, defaultPlaybook);
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(why) as string });
    expect(!read.ok && read.message).toContain('Nothing was changed');
  });
});
