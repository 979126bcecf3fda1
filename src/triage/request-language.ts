import { detectLanguage, type LanguageGuess } from '../text/language.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** Characters that tell a language; the rest only costs time. */
const tellsLanguage = 500;

/** The language a customer writes in now: that of the newest messages, or of the whole request where these are short. */
export function requestLanguage(newest: string, whole: string, { languages }: Pick<Playbook, 'languages'>): LanguageGuess {
  // "LL-46980" has no language of its own; the whole request may.
  return detectLanguage((newest.length >= 40 ? newest : whole).slice(0, tellsLanguage), languages ?? ['en']);
}
