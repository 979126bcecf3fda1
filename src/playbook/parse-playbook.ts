// The small build of zod: this is read by the app's shell, whose size is bounded.
import * as z from 'zod/mini';
import { checkRules, rulesSchema } from './parse-rules.ts';
import { calendarSchema, targetSchema } from './parse-service-level.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { voices, type Playbook } from './playbook.ts';
import { actions } from './playbook.ts';

const word = z.string().check(z.minLength(1), z.maxLength(200));
const words = z.array(word).check(z.maxLength(1_000));
const languageCode = z.string().check(z.regex(/^[a-z]{2}$/));
const share = z.number().check(z.minimum(0), z.maximum(1));

const targetsSchema = z.strictObject({ urgent: targetSchema, high: targetSchema, normal: targetSchema, low: targetSchema });
const ownTarget = z.exactOptional(targetSchema);
const someThresholds = z.strictObject({ sure: z.exactOptional(share), likely: z.exactOptional(share) });

const playbookSchema = z.object({
  version: word,
  shopName: z.string().check(z.maxLength(200)),
  agentName: z.string().check(z.maxLength(200)),
  products: z.array(z.object({ name: word, synonyms: words })).check(z.maxLength(10_000)),
  queues: z
    .array(
      z.object({
        id: word,
        name: word,
        intents: words,
        skills: z.exactOptional(words),
        calendar: z.exactOptional(calendarSchema),
        targets: z.exactOptional(z.strictObject({ urgent: ownTarget, high: ownTarget, normal: ownTarget, low: ownTarget })),
        minutesEach: z.exactOptional(z.number().check(z.minimum(0.1), z.maximum(480))),
        thresholds: z.exactOptional(someThresholds),
        atMost: z.exactOptional(z.enum(actions)),
      }),
    )
    .check(z.minLength(1), z.maxLength(200)),
  fallbackQueue: word,
  actions: z.record(z.string(), z.enum(actions)),
  thresholds: z.object({ sure: share, likely: share, grounded: z.exactOptional(share) }),
  intentThresholds: z.exactOptional(z.record(z.string().check(z.minLength(1), z.maxLength(200)), someThresholds)),
  rules: z.exactOptional(rulesSchema),
  calendar: z.exactOptional(calendarSchema),
  targets: z.exactOptional(targetsSchema),
  team: z.exactOptional(z.array(z.object({ name: word, skills: words, hoursADay: z.number().check(z.minimum(0), z.maximum(24)) })).check(z.maxLength(500))),
  templates: z
    .array(
      z.object({
        id: word,
        intent: word,
        product: z.exactOptional(word),
        voice: z.exactOptional(z.enum(voices)),
        language: z.exactOptional(languageCode),
        body: z.string().check(z.minLength(1), z.maxLength(20_000)),
      }),
    )
    .check(z.maxLength(5_000)),
  voice: z.exactOptional(z.enum(voices)),
  orderNumbers: z.exactOptional(z.array(z.string().check(z.minLength(3), z.maxLength(40))).check(z.maxLength(50))),
  languages: z.exactOptional(z.array(languageCode).check(z.minLength(1))),
});

/**
 * A playbook from anywhere (storage, a file), checked: shapes and bounds, that the fallback queue exists, that ids are unique and
 * that `likely` is not above `sure`. The failure names the first place that is wrong.
 */
export function parsePlaybook(value: unknown): Outcome<Playbook, 'bad-playbook'> {
  const parsed = playbookSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.map(String).join('.');
    return bad(`${place}: ${issue === undefined ? 'not readable' : sayIssue(issue)}`);
  }
  const playbook = parsed.data;
  const queueIds = playbook.queues.map(({ id }) => id);
  if (!queueIds.includes(playbook.fallbackQueue)) return bad(`fallbackQueue: there is no queue “${playbook.fallbackQueue}”`);
  const twice = firstRepeated(queueIds) ?? firstRepeated(playbook.templates.map(({ id }) => id));
  if (twice !== undefined) return bad(`the id “${twice}” stands for two things`);
  if (playbook.thresholds.likely > playbook.thresholds.sure) return bad('thresholds.likely: must not be above thresholds.sure');
  const crossed = [...playbook.queues.map(({ id, thresholds }) => ({ of: `queues.${id}`, thresholds })), ...Object.entries(playbook.intentThresholds ?? {}).map(([id, thresholds]) => ({ of: `intentThresholds.${id}`, thresholds }))]
    .find(({ thresholds }) => (thresholds?.likely ?? 0) > (thresholds?.sure ?? 1));
  if (crossed !== undefined) return bad(`${crossed.of}: its likely must not be above its sure`);
  const rules = checkRules(playbook.rules ?? []);
  if (!rules.ok) return bad(rules.message);
  return success(playbook);
}

/** What is wrong with a value, in words: the small build of zod has none. */
function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `should be ${kindWords[issue.expected] ?? `of the kind ${issue.expected}`}`;
    case 'too_big':
      return issue.origin === 'array' ? `has more than ${issue.maximum} entries` : issue.origin === 'string' ? `is longer than ${issue.maximum} characters` : `must not be above ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'array' ? 'is an empty list' : issue.origin === 'string' ? 'is empty' : `must not be below ${issue.minimum}`;
    case 'invalid_value':
      return `should be ${issue.values.slice(0, 20).map((value) => `“${String(value)}”`).join(' or ')}`;
    case 'unrecognized_keys':
      return `has “${issue.keys[0]?.slice(0, 60) ?? ''}”, which is unknown here`;
    case 'invalid_union': {
      // Of the ways it might have been meant the nearest one counts: where reading came deepest.
      const nearest = issue.errors.map(([first]) => first).reduce<z.core.$ZodIssue | undefined>((best, each) => (each !== undefined && each.path.length >= (best?.path.length ?? 0) ? each : best), undefined);
      return nearest === undefined ? 'can not be read' : `${nearest.path.map(String).join('.')}${nearest.path.length === 0 ? '' : ' '}${sayIssue(nearest)}`;
    }
    default:
      return issue.message === 'Invalid input' ? 'can not be read' : issue.message;
  }
}

const kindWords: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'made of names and values', record: 'made of names and values' };

function bad(what: string): { readonly ok: false; readonly code: 'bad-playbook'; readonly message: string } {
  return failure('bad-playbook', `This playbook can't be used (${what}). Correct it there, or go back to the default playbook.`);
}

function firstRepeated(ids: readonly string[]): string | undefined {
  return ids.find((id, at) => ids.indexOf(id) !== at);
}
