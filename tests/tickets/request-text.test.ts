import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOwnWords, separateQuotes } from '../../src/tickets/own-words.ts';
import { locateInTicket, newestRun, readRequestText, readThreadText } from '../../src/tickets/request-text.ts';
import { makeSampleTicket } from '../triage/make-sample-ticket.ts';

function own(text: string): string {
  return findOwnWords(text).map(({ start, end }) => text.slice(start, end)).join('|');
}

describe('a message’s own words', () => {
  it('leave out quoted lines, and keep what stands between them', () => {
    expect(own('You promised:\n> within 5 days\nWhere is it?')).toBe('You promised:|Where is it?');
  });

  it('leave out everything from "On … wrote:" on, unless an answer stands below the quote marks', () => {
    expect(own('Still nothing.\n\nOn 2 Apr 2026 at 10:00, Priya <help@x.example> wrote:\nWe will sue you\nSoon')).toBe('Still nothing.');
    expect(own('On 2 Apr 2026 Priya wrote:\n> When?\nOn Monday please')).toBe('On Monday please');
  });

  it.each([
    ['three lines', 'On Mon, 3 Mar 2026 at 10:00 AM\nPriya Shah\n<help@larch.example> wrote:'],
    ['two lines', 'On Mon, 3 Mar 2026 at 10:00 AM Priya Shah\n<help@larch.example> wrote:'],
    ['German', 'Am Mo., 3. März 2026 um 10:00 Uhr schrieb Priya Shah <help@larch.example>:'],
    ['German, wrapped', 'Am Mo., 3. März 2026 um 10:00 Uhr schrieb Priya Shah <\nhelp@larch.example>:'],
    ['French', 'Le lun. 3 mars 2026 à 10:00, Priya Shah <help@larch.example> a écrit :'],
  ])('leave out a quote introduced in %s', (_name, introduction) => {
    expect(own(`Still nothing.\n\n${introduction}\n\nI will sue you`)).toBe('Still nothing.');
    expect(own(`${introduction}\n> I will sue you\nStill nothing.`)).toBe('Still nothing.');
  });

  it('tell the quotes apart from a signature', () => {
    const text = 'Where is it?\n> tomorrow\nKind regards\nAna, 020 7946 0331\n\nFrom: Priya\nSent: Monday\nYour order';
    const { own: words, quoted } = separateQuotes(text);
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['Where is it?', 'Kind regards']);
    expect(quoted.map(({ start, end }) => text.slice(start, end))).toEqual(['> tomorrow', 'From: Priya\nSent: Monday\nYour order']);
    expect(separateQuotes('> only quoted').quoted).toEqual([]);
  });

  it.each(['On 1 May Bob\n', 'am schrieb schrieb ', 'Am 1 schrieb x:\n', '\n', 'Thanks\n\n', 'From: a\n', '> \n', 'on wrote '])('are found in 100 kB of "%s" in no time', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const start = performance.now();
    findOwnWords(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('leave out forwarded headers, signature marks and legal footers', () => {
    expect(own('See below\nFrom: Bob\nSent: Monday\nTo: us\nLawyers everywhere')).toBe('See below');
    expect(own('Hello there\n-- \nAna\nAttorney at law')).toBe('Hello there');
    expect(own('Where is it?\n\nThis e-mail and any attachments are confidential and legally privileged.')).toBe('Where is it?');
    expect(own('any news\n\nSent from my iPhone')).toBe('any news');
  });

  it('leave out name and phone after a sign-off, but not what follows a "Thanks" in the middle', () => {
    expect(own('Please cancel it.\n\nKind regards\n\nSunita Rao\nTel 020 7946 0331')).toBe('Please cancel it.\n\nKind regards');
    expect(own('Thanks,\nthe lamp works. But when will the second one that I ordered on Monday come, and is it oak?')).toContain('second one');
  });

  it('are the whole message when nothing else is left', () => {
    expect(own('> only quoted')).toBe('> only quoted');
  });

  it('are spans of the text, in order, whatever it holds', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('\n', '\r\n', '> ', 'On 1 May Bob wrote:', '-- ', 'Regards,', 'From: a', 'To: b', 'Sent from my phone'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')), (text) => {
        let last = 0;
        for (const { start, end } of findOwnWords(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });
});

describe('the request text', () => {
  it('is the subject and the customer’s messages since the last answer', () => {
    const ticket = makeSampleTicket(['Where is my lamp?', 'agent: On its way.', 'It came, but the shade is dented and I want a new one please.'], { subject: 'Re: My lamp' });
    expect(readRequestText(ticket).text).toBe('My lamp\nIt came, but the shade is dented and I want a new one please.');
  });

  it('leaves out a subject that says nothing or repeats the message', () => {
    expect(readRequestText(makeSampleTicket(['where is my parcel'], { subject: 'Re:' })).text).toBe('where is my parcel');
    expect(readRequestText(makeSampleTicket(['where is my parcel'], { subject: 'where is my' })).text).toBe('where is my parcel');
  });

  it('reads the messages before when the newest hardly says anything', () => {
    const ticket = makeSampleTicket(['where is my parcel', 'agent: order number?', 'LL-46980']);
    const request = readRequestText(ticket);
    expect(request.text).toBe('where is my parcel\nLL-46980');
    expect(request.text.slice(request.newest)).toBe('LL-46980');
  });

  it('is the run before our answer when we answered last', () => {
    expect(newestRun(makeSampleTicket(['one', 'agent: two']).messages).map(({ text }) => text)).toEqual(['one']);
  });

  it('is capped, and the thread keeps its newest end', () => {
    const ticket = makeSampleTicket(['x '.repeat(600_000), 'agent: yes?', 'I will sue you']);
    expect(readRequestText(makeSampleTicket(['x '.repeat(600_000)])).text.length).toBeLessThanOrEqual(12_000);
    expect(readThreadText(ticket).text.endsWith('I will sue you')).toBe(true);
  });

  it('keeps beginning and end of one long message for the thread, and says that something is missing', () => {
    const text = `It began well. ${'The lamp is a lamp. '.repeat(800)}I will take you to court.`;
    const ticket = makeSampleTicket([text], { subject: 'My lamp' });
    const thread = readThreadText(ticket);
    expect(thread.text).toMatch(/^My lamp\nIt began well\./);
    expect(thread.text.endsWith('I will take you to court.')).toBe(true);
    expect(thread.text.length).toBeLessThanOrEqual(12_000);
    expect(thread.capped).toBe(true);
    const at = thread.text.indexOf('court');
    const place = locateInTicket(thread, at, at + 5);
    expect(text.slice(place?.start, place?.end)).toBe('court');
    expect(readThreadText(makeSampleTicket(['The lamp is a lamp.'])).capped).toBe(false);
  });

  it('reads the customer’s end below the subject however long either is', () => {
    const thread = readThreadText(makeSampleTicket([`${'x\n> q\n'.repeat(9_000)}I will sue you`], { subject: 's'.repeat(20_000) }));
    expect(thread.text.endsWith('I will sue you')).toBe(true);
    expect(thread.capped).toBe(true);
  });

  it('tells every stretch as message and offset', () => {
    const line = fc.constantFrom('Where is it?', '> quoted', '', 'Regards,', 'Ana', 'LL-48213', 'a'.repeat(50));
    const message = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(20), (texts, at, length) => {
        const ticket = makeSampleTicket(texts, { subject: 'Fwd: Something' });
        const request = readRequestText(ticket);
        const start = request.text.length === 0 ? 0 : at % request.text.length;
        const place = locateInTicket(request, start, start + length);
        if (place === null) return;
        const source = place.messageId === undefined ? ticket.subject : ticket.messages.find(({ id }) => id === place.messageId)?.text;
        const there = source?.slice(place.start, place.end) ?? '';
        expect(request.text.slice(start, start + there.length)).toBe(there);
      }),
    );
  });
});
