import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { replyLimits, type ReplyRequest } from '../../src/replies/reply-request.ts';
import { parseReplyRequest } from '../../src/proxy/parse-reply-request.ts';
import { writePrompt } from '../../src/replies/write-prompt.ts';
import { writeReplyRequest, type ReplyMaterial } from '../../src/replies/write-reply-request.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { triageTicket } from '../../src/triage/triage-ticket.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';

const passage = (n: number, text: string): Passage => ({ id: `p${n}`, articleId: `a${n}`, title: `Article ${n}`, headings: [], text, position: 0 });

function prepare(ticket: Ticket, changes: Partial<ReplyMaterial> = {}) {
  const prediction = { label: 'track_order', confidence: 0.9, ranked: [{ label: 'track_order', confidence: 0.9 }], outOfScope: false, version: 'test@1', path: 'model' } as const;
  const triage = triageTicket(ticket, { intentHead: null, rulesHead: createRulesHead() }, defaultPlaybook, noon, () => 0, { prediction });
  return writeReplyRequest({ ticket, triage, playbook: defaultPlaybook, passages: [], others: [], guidance: null, draft: null, variant: 'standard', ...changes });
}

/** Digits with the one that makes them pass Luhn's check. */
function withLuhn(digits: string): string {
  const sum = Array.from(digits).reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A German account number with its two check digits (ISO 13616). */
function germanIban(account: string): string {
  let rest = 0;
  for (const digit of `${account}131400`) rest = (rest * 10 + Number(digit)) % 97;
  return `DE${String(98 - rest).padStart(2, '0')}${account}`;
}

const digits = (length: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const groups = (text: string, by: string): string => text.replace(/(.{4})(?=.)/g, `$1${by}`);
const separator = fc.constantFrom('', ' ', '-');
const word = fc.array(fc.constantFrom(...Array.from('bcdfgklmnprstvz')), { minLength: 5, maxLength: 9 }).map((letters) => letters.join(''));

const planted: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.tuple(word, word).map(([user, host]) => `${user}.x7@${host}.example`),
  card: fc.tuple(digits(14), separator).map(([rest, by]) => groups(withLuhn(`4${rest}`), by)),
  iban: fc.tuple(digits(18), fc.constantFrom('', ' ')).map(([account, by]) => groups(germanIban(account), by)),
  phone: digits(6).map((rest) => `+44 7700 ${rest}`),
  order: digits(5).map((number) => `LL-${number}`),
  name: word.map((name) => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`),
};
const around = fc.constantFrom('', 'Hello, ', 'please look at this: ', 'ASAP!! ', '- ', 'Es geht um ', '(', '\n');
const behind = fc.constantFrom('', '.', ' thanks', ', as I said twice already', ')', '\n\nBye');

describe('a request for a reply', () => {
  it.each(Object.keys(planted))('never holds a planted %s, wherever in the ticket it stands', (kind) => {
    fc.assert(
      fc.property(planted[kind] ?? fc.constant(''), around, behind, fc.constantFrom('subject', 'message', 'agent', 'history', 'guidance', 'draft'), (value, before, after, place) => {
        const said = `${before}${value}${after}`;
        const put = (at: string, otherwise: string): string => (place === at ? said : otherwise);
        const ticket = makeSampleTicket([put('message', 'Where is it?'), `agent: ${put('agent', 'On its way.')}`, 'Still not here.'], {
          subject: put('subject', 'Parcel'),
          customer: { id: 'c1', name: kind === 'name' ? `${value} Moura` : 'Ana Moura' },
        });
        const other = makeSampleTicket([put('history', 'An older question.')], { id: 'T-0', subject: 'Older' });
        const { body } = prepare(ticket, {
          others: [other], guidance: put('guidance', 'We look into it.'), draft: put('draft', 'A draft.'), variant: 'shorter',
          passages: [passage(1, 'Parcels take 3 days.')],
        });
        expect(body).not.toContain(value);
        // Nor the same without its spaces and dashes.
        expect(body.replace(/[\s-]/g, '')).not.toContain(value.replace(/[\s-]/g, ''));
      }),
      { numRuns: 150 },
    );
  });

  it('replaces a name known only from a signature in every text, and puts all of it back', () => {
    const ticket = makeSampleTicket(['Bertil here has the rug.\n\nKind regards,\nBertil Quist'], { customer: { id: 'c9', name: 'Guest' } });
    const { request, pseudonyms } = prepare(ticket);
    expect(JSON.stringify(request)).not.toMatch(/Bertil|Quist/);
    expect(pseudonyms.restore(request.messages[0]?.text ?? '')).toBe(ticket.messages[0]?.text);
  });

  it('holds to every limit the server sets, however long the ticket is and whatever it is written in', () => {
    const long = '漢字 word '.repeat(12_000);
    const ticket = makeSampleTicket(Array.from({ length: 40 }, (_, at) => `${at} ${long.slice(0, 60_000)}`), { subject: long });
    const { request, body, bytes } = prepare(ticket, {
      passages: Array.from({ length: 30 }, (_, n) => passage(n, long)), others: Array.from({ length: 20 }, () => ticket), guidance: long, draft: long,
    });
    expect(bytes).toBe(Buffer.byteLength(body));
    expect(bytes).toBeLessThanOrEqual(replyLimits.body);
    expect(request.messages.length).toBeGreaterThan(0);
    expect(request.messages.at(-1)?.text.startsWith('39 ')).toBe(true);
    for (const [text, most] of lengthsOf(request)) expect(text.length).toBeLessThanOrEqual(most);
  });

  it.each(['Where is my parcel LL-48213?', 'Wo ist mein Paket? Ich warte seit Tagen darauf.', '12345', ''])('is one the server takes, whatever the ticket says: “%s”', (text) => {
    const { request } = prepare(makeSampleTicket([text]), { passages: [passage(1, 'Parcels take 3 days.')], guidance: 'We look into it.', draft: 'A draft.', variant: 'formal' });
    expect(parseReplyRequest(JSON.parse(JSON.stringify(request)))).toEqual({ ok: true, value: request });
    expect(JSON.stringify(writePrompt(request))).toMatch(/Language: (?:English \(en\)|German \(de\)|that of the customer’s newest message)/);
  });

  it('never ends a text within a token or within a character', () => {
    for (let room = 0; room < 24; room += 1) {
      const ticket = makeSampleTicket([`${'a'.repeat(replyLimits.message - room)} 🙂 order LL-48213 and more`]);
      const text = prepare(ticket).request.messages[0]?.text ?? '';
      expect(text).not.toMatch(/\[[A-Z]*_?\d*$|[\uD800-\uDBFF]$/);
    }
  });
});

function lengthsOf({ subject, messages, passages, history, guidance = '', draft = '' }: ReplyRequest): [string, number][] {
  return [
    [subject, replyLimits.subject], [guidance, replyLimits.guidance], [draft, replyLimits.draft],
    ...messages.map(({ text }): [string, number] => [text, replyLimits.message]),
    ...passages.map(({ text }): [string, number] => [text, replyLimits.passage]),
    ...history.map(({ text }): [string, number] => [text, replyLimits.historyText]),
  ];
}
