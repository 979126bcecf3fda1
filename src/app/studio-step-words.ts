import { count, plural } from '../ui/format-time.ts';
import type { StudioClientStep } from './studio-client.ts';

/** What every job over a dataset does before it learns, in words; null once it is past that. */
export function preparingWords(step: StudioClientStep | null): string | null {
  switch (step?.status) {
    case undefined:
      return 'Starting';
    case 'loading':
      return `Loading ${plural(step.rows, 'row')}`;
    case 'reading':
      return `Reading sentences: ${count(step.done)} of ${count(step.total)}`;
    case 'grouping':
      return `Looking for texts that say the same among ${count(step.rows)}`;
    default:
      return null;
  }
}
