import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../src/replies/fill-template.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { parsePlaybook } from '../../src/playbook/parse-playbook.ts';

const root = new URL('../../', import.meta.url);
const guide = readFileSync(new URL('data/label-guide.md', root), 'utf8');
const shop = readFileSync(new URL('data/shop.md', root), 'utf8');
const intents = [...guide.matchAll(/^\| (\w+) \|/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'label' && name !== 'out_of_scope');

describe('the default playbook', () => {
  it('is one that can be parsed, and comes back the same', () => {
    const parsed = parsePlaybook(JSON.parse(JSON.stringify(defaultPlaybook)));
    expect(parsed).toEqual({ ok: true, value: defaultPlaybook });
  });

  it('gives each of the 27 intents one queue, an action and a template in each voice', () => {
    expect(intents).toHaveLength(27);
    for (const intent of intents) {
      expect(defaultPlaybook.queues.filter((queue) => queue.intents.includes(intent)), intent).toHaveLength(1);
      expect(defaultPlaybook.actions[intent], intent).toBeDefined();
      for (const voice of ['warm', 'plain']) {
        expect(defaultPlaybook.templates.some((each) => each.intent === intent && each.voice === voice && each.product === undefined), `${intent} ${voice}`).toBe(true);
      }
    }
  });

  it('never answers automatically what touches an order, money or an account', () => {
    for (const intent of ['cancel_order', 'change_order', 'get_refund', 'payment_issue', 'delete_account', 'complaint', 'contact_human_agent']) {
      expect(defaultPlaybook.actions[intent]).not.toBe('auto-reply');
    }
  });

  it('states no figure the shop does not know', () => {
    // 0 is the key for a person in the phone announcement, as the article on it says.
    const known = new Set(`${shop} 0`.match(/\d+(?:[.:,]\d+)*/g));
    for (const { id, body } of defaultPlaybook.templates) {
      for (const figure of body.match(/\d+(?:[.:,]\d+)*/g) ?? []) expect(known.has(figure), `${id}: ${figure}`).toBe(true);
    }
  });

  it('has templates that claim nothing was done yet', () => {
    for (const { id, body } of defaultPlaybook.templates) {
      expect(body, id).not.toMatch(/\b(?:I|we)(?:['’]ve| have)\b|\b(?:I['’]m|I am|we are) (?:looking|checking)|\bhas (?:read|been|passed)\b/i);
    }
  });

  it('has templates that read well with nothing known and with everything known', () => {
    const everything = { order: 'LL-48213', invoice: 'INV-2026-00417', amount: '£84', product: 'Tansy lamp' };
    for (const { id, body, product } of defaultPlaybook.templates) {
      for (const values of [product === undefined ? {} : { product }, everything]) {
        const sentences = fillTemplate(body, values).sentences.map(({ text }) => text);
        expect(sentences.length, id).toBeGreaterThan(0);
        for (const sentence of sentences) expect(sentence, id).toMatch(/^[A-Z£“\d][^{}]*[.?:]$/);
        expect(sentences.join(' '), id).not.toMatch(/ {2}| [,.;]|\bundefined\b|!/);
      }
    }
  });
});

describe('a playbook from outside', () => {
  it.each([
    ['nothing', null, 'the whole'],
    ['a wrong action', { ...defaultPlaybook, actions: { review: 'ignore' } }, 'actions.review'],
    ['a threshold above one', { ...defaultPlaybook, thresholds: { sure: 2, likely: 0.5 } }, 'thresholds.sure'],
    ['thresholds in the wrong order', { ...defaultPlaybook, thresholds: { sure: 0.4, likely: 0.5 } }, 'thresholds.likely'],
    ['a fallback queue that is not there', { ...defaultPlaybook, fallbackQueue: 'attic' }, 'attic'],
    ['two templates of one id', { ...defaultPlaybook, templates: [defaultPlaybook.templates[0], defaultPlaybook.templates[0]] }, 'stands for two'],
  ])('is refused with the place: %s', (_name, value, place) => {
    const parsed = parsePlaybook(value);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.message).toContain(place);
  });
});
