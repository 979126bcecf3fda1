import { describe, expect, it } from 'vitest';
import { blankRequest, composedTicket, samples } from '../../src/app/compose-view-request.ts';
import { intentLabels } from '../../src/app/intent-labels.ts';
import { describeCourse, intentChoices } from '../../src/triage/ui/words.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';

describe('a ticket written in the form', () => {
  it('is none while there is no message', () => {
    expect(composedTicket({ ...blankRequest, subject: 'Hello', body: ' \n' }, 1)).toBeNull();
  });

  it('carries what was written, and keeps its id while the form is open', () => {
    const first = composedTicket({ ...blankRequest, body: 'Where is it', name: ' Ann Lee ', product: 'Fen bookshelf' }, 1000);
    const second = composedTicket({ ...blankRequest, body: 'Where is it now' }, 1000);
    expect(first).toMatchObject({ customer: { id: 'written-ann-lee', name: 'Ann Lee' }, product: 'Fen bookshelf', status: 'open', unread: true, updatedAt: 1000 });
    expect(first?.messages.map((message) => message.text)).toEqual(['Where is it']);
    expect(second?.id).toBe(first?.id);
  });

  it('has samples that all make tickets', () => {
    for (const sample of samples) expect(composedTicket({ ...blankRequest, ...sample }, 1)).not.toBeNull();
  });
});

describe('words of the panel', () => {
  it('offers every intent once, out of scope last', () => {
    const labels = intentLabels(defaultPlaybook, { status: 'starting', progress: null });
    const choices = intentChoices([...labels, ...labels]).map((choice) => choice.id);
    expect(new Set(choices).size).toBe(choices.length);
    expect(choices.length).toBe(28);
    expect(choices.at(-1)).toBe('out_of_scope');
  });

  it('tells how the mood went, and nothing of a single message', () => {
    expect(describeCourse([0.2])).toBeNull();
    expect(describeCourse([0.2, -0.1, -0.6])).toBe('falling over 3 messages');
    expect(describeCourse([-0.6, 0.1])).toBe('rising over 2 messages');
    expect(describeCourse([0.1, 0.2])).toBe('steady over 2 messages');
  });
});
