import { useMemo, useState } from 'react';
import type { EscalationRule } from '../escalation/rule.ts';
import { standardRules } from '../escalation/standard-rules.ts';
import { isSame } from '../playbook/describe-changes.ts';
import { isSamePlace, type FindingPlace, type PlaybookFinding } from '../playbook/finding.ts';
import { parsePlaybook } from '../playbook/parse-playbook.ts';
import type { Playbook, Queue } from '../playbook/playbook.ts';
import { success } from '../tickets/outcome.ts';
import { useDesk, type Desk } from './desk-context.ts';
import { playbookDraftOf } from './playbook-draft.ts';
import { playbookFindingsOf } from './playbook-findings.ts';
import { useStore } from './store.ts';

export interface PlaybookEditing {
  readonly inForce: Playbook;
  /** As it is being changed. */
  readonly playbook: Playbook;
  readonly rules: readonly EscalationRule[];
  /** Takes a change into the draft. Answers why it can't be taken, in words, or null. */
  readonly edit: (next: Playbook) => string | null;
}

/** The playbook as this room changes it: a working copy, which only the bar above puts in force. */
export function usePlaybookEditing(): PlaybookEditing {
  const desk = useDesk();
  const inForce = useStore(desk.playbook);
  const draft = useStore(playbookDraftOf(desk));
  return useMemo(() => {
    const playbook = draft ?? inForce;
    return { inForce, playbook, rules: playbook.rules ?? standardRules, edit: (next) => editDraft(desk, next) };
  }, [desk, inForce, draft]);
}

/** Takes a change into the draft, where the whole can be used. Answers why not, in words, or null. */
export function editDraft(desk: Desk, next: Playbook): string | null {
  // Templates are not changed here, and may be many.
  const parsed = parsePlaybook({ ...next, templates: [] });
  if (!parsed.ok) return /\((.*)\)/s.exec(parsed.message)?.[1] ?? parsed.message;
  playbookDraftOf(desk).set(next);
  return null;
}

/** A change that takes something away is told, with its undo. */
export function editWithUndo(desk: Desk, next: Playbook, said: string): void {
  const draft = playbookDraftOf(desk);
  const before = draft.get();
  const problem = editDraft(desk, next);
  if (problem !== null) {
    desk.notify({ text: `That can’t be done: ${problem}.`, tone: 'bad', forMs: 12_000 });
    return;
  }
  desk.undoStack.done(said, () => {
    draft.set(before);
    return Promise.resolve(success(null));
  });
}

/** What is to say of one place. */
export function useFindings(place: FindingPlace): readonly PlaybookFinding[] {
  const found = useStore(playbookFindingsOf(useDesk()));
  return found.filter((finding) => isSamePlace(finding.place, place));
}

/** A playbook without one of its optional pieces. */
export function without(playbook: Playbook, key: keyof Playbook): Playbook {
  return Object.fromEntries(Object.entries(playbook).filter(([name]) => name !== key)) as unknown as Playbook;
}

/** With one queue changed; pieces that are undefined are taken out. */
export function withQueue(playbook: Playbook, id: string, changes: { readonly [K in keyof Queue]?: Queue[K] | undefined }): Playbook {
  const change = (queue: Queue): Queue => Object.fromEntries(Object.entries({ ...queue, ...changes }).filter(([, value]) => value !== undefined)) as unknown as Queue;
  return { ...playbook, queues: playbook.queues.map((queue) => (queue.id === id ? change(queue) : queue)) };
}

/** With other rules; those that come with the program are said by leaving them out. */
export function withRules(playbook: Playbook, rules: readonly EscalationRule[]): Playbook {
  return isSame(rules, standardRules) ? without(playbook, 'rules') : { ...playbook, rules };
}

/** An id that none of `taken` has, made of a name's letters and digits. */
export function nameId(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'new';
  const used = new Set(taken);
  let id = plain;
  for (let at = 2; used.has(id); at++) id = `${plain}-${at}`;
  return id;
}

/** What is typed into a field while its value is of another kind: it stays as it was typed, and is taken wherever it can be read. */
export function useTyped<T>(value: T, format: (value: T) => string, parse: (text: string) => { readonly value: T } | { readonly problem: string }, take: (value: T) => string | null) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: T; readonly problem: string | null } | null>(null);
  const own = typed !== null && isSame(typed.of, value) ? typed : null;
  return {
    text: own?.text ?? format(value),
    problem: own?.problem ?? null,
    type: (text: string): void => {
      const read = parse(text);
      const problem = 'problem' in read ? read.problem : take(read.value);
      setTyped({ text, of: problem === null && 'value' in read ? read.value : value, problem });
    },
  };
}
