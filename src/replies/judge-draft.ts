import type { Draft } from './draft.ts';
import { editDistance } from './edit-distance.ts';
import { plainReply, writeDraftText } from './draft-text.ts';

/** What became of a draft; `distance` is the share of its words that changed, 0..1. */
export interface DraftJudgement {
  readonly outcome: 'accepted' | 'edited' | 'rejected';
  readonly distance: number;
}

/** With more than this changed, the draft was not edited but replaced. */
const replacedFrom = 0.75;

/** Judges a draft by what was sent in the end; null for one that was thrown away. */
export function judgeDraft(draft: Draft, sent: string | null): DraftJudgement {
  if (sent === null) return { outcome: 'rejected', distance: 1 };
  const numbers = new Set(draft.citations.map(({ number }) => number));
  const distance = editDistance(plainReply(writeDraftText(draft), numbers), plainReply(sent, numbers));
  return { outcome: distance === 0 ? 'accepted' : distance >= replacedFrom ? 'rejected' : 'edited', distance };
}
