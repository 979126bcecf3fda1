/** What of a playbook a finding is about. */
export type FindingPlace =
  | { readonly part: 'thresholds' }
  | { readonly part: 'queue'; readonly id: string }
  | { readonly part: 'intent'; readonly label: string }
  | { readonly part: 'rule'; readonly id: string }
  /** Of a queue's own hours or targets, where it has some; null for the desk's. */
  | { readonly part: 'hours' | 'targets'; readonly queue: string | null }
  | { readonly part: 'team'; readonly member: string | null };

/** What kind of thing is found; each has a line in the test that fires it and one that does not. */
export type FindingKind =
  | 'two-queues' | 'crossed-thresholds' | 'action-above-queue' | 'impossible' | 'asks-about-off' | 'unknown-intent' | 'unknown-product' | 'no-rule-for-intent'
  | 'no-queue' | 'idle-threshold' | 'never-sure' | 'does-not-fire' | 'not-quiet' | 'empty-queue' | 'nobody-can' | 'no-hours-worked' | 'targets-out-of-order' | 'target-too-long'
  | 'old-holidays' | 'never-open' | 'shadowed' | 'phrase-shadowed' | 'swallowed';

/** Something of a playbook that contradicts, never happens or is hidden by something else. */
export interface PlaybookFinding {
  readonly kind: FindingKind;
  /** `wrong`: it can't do what it says. `doubtful`: it may be meant so. */
  readonly severity: 'wrong' | 'doubtful';
  readonly place: FindingPlace;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
}

/** Whether two places are the same. */
export function isSamePlace(a: FindingPlace, b: FindingPlace): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(place: FindingPlace): string {
  switch (place.part) {
    case 'thresholds':
      return place.part;
    case 'queue':
    case 'rule':
      return `${place.part}\n${place.id}`;
    case 'intent':
      return `${place.part}\n${place.label}`;
    case 'hours':
    case 'targets':
      return `${place.part}\n${place.queue ?? ''}`;
    case 'team':
      return `${place.part}\n${place.member ?? ''}`;
  }
}
