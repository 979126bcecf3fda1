import { RE2JS } from 're2js';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { PhraseFinder } from './find-phrase.ts';

/** Characters of a pattern. */
export const longestPattern = 500;
/** Instructions of a compiled pattern: "(a{1,30}){1,30}" has a thousand, what people write by hand some hundred. */
const largestProgram = 1_500;

export interface CompiledPattern {
  readonly find: PhraseFinder;
  /** What a character of text may cost at most, in steps of the matcher. */
  readonly steps: number;
}

/**
 * A desk's own regular expression, in RE2's syntax (github.com/google/re2/wiki/Syntax), whatever the case. It is matched by an
 * automaton in time linear in the text, so no pattern can stall triage; what such an automaton can't do (references back, looking
 * around) and what would make it huge is refused in words.
 */
export function compilePattern(source: string): Outcome<CompiledPattern, 'bad-pattern'> {
  if (source.length > longestPattern) return failure('bad-pattern', `it is longer than ${longestPattern} characters`);
  if (/\(\?<?[=!]/.test(source)) return failure('bad-pattern', 'looking ahead or behind (“(?=”, “(?!”, “(?<”) is not possible, since it can take endless time');
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    return failure('bad-pattern', sayProblem(source, error));
  }
  const steps = pattern.programSize();
  if (steps > largestProgram) return failure('bad-pattern', 'its repetitions within repetitions would make it huge: write it shorter');
  if (pattern.matcher('').find()) return failure('bad-pattern', 'it fits an empty text, and so every ticket');
  const find: PhraseFinder = (sentence, from = 0) => {
    const matcher = pattern.matcher(sentence);
    if (!matcher.find(from)) return null;
    const at = matcher.start();
    return { text: sentence.slice(at, matcher.end()), at };
  };
  return success({ find, steps });
}

function sayProblem(source: string, error: unknown): string {
  if (/\\[1-9]/.test(source)) return 'references back (“\\1”) are not possible, since they can take endless time';
  const said = error instanceof Error ? error.message : String(error);
  return `it can not be read: ${said.replace(/^error parsing regexp: /, '').slice(0, 200)}`;
}
