import { z } from 'zod';
import { replyLimits, replyVariants, type ReplyRequest } from '../replies/reply-request.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { voices } from '../playbook/playbook.ts';

const text = (most: number) => z.string().max(most);
/** The API refuses blank texts, and would tell the desk nothing of which one it was. */
const said = (most: number) => text(most).regex(/\S/);

const replyRequest = z
  .strictObject({
    version: z.literal(1),
    subject: text(replyLimits.subject),
    messages: z.array(z.strictObject({ from: z.enum(['customer', 'agent']), text: text(replyLimits.message) })).min(1).max(replyLimits.messages),
    passages: z.array(z.strictObject({ title: text(replyLimits.title), text: said(replyLimits.passage) })).max(replyLimits.passages),
    history: z.array(z.strictObject({ subject: text(replyLimits.subject), text: text(replyLimits.historyText) })).max(replyLimits.history),
    guidance: said(replyLimits.guidance).optional(),
    draft: said(replyLimits.draft).optional(),
    variant: z.enum(replyVariants),
    voice: z.enum(voices),
    language: z.string().regex(/^(?:[a-z]{2}|und)$/),
    intent: text(replyLimits.label).optional(),
    product: text(replyLimits.label).optional(),
    shop: text(replyLimits.shop),
  })
  .refine(({ variant, draft }) => variant === 'standard' || draft !== undefined, { path: ['draft'], params: { wanted: true } });

/** A request as it must be, or what is wrong with the first field that is not; texts of the request are never repeated. */
export function parseReplyRequest(value: unknown): Outcome<ReplyRequest, 'bad-request'> {
  const parsed = replyRequest.safeParse(value);
  if (parsed.success) {
    const { guidance, draft, intent, product, ...rest } = parsed.data;
    return success({
      ...rest,
      ...(guidance === undefined ? {} : { guidance }),
      ...(draft === undefined ? {} : { draft }),
      ...(intent === undefined ? {} : { intent }),
      ...(product === undefined ? {} : { product }),
    });
  }
  const [issue] = parsed.error.issues;
  return failure('bad-request', issue === undefined ? 'The request is not as it should be.' : describe(issue));
}

function describe(issue: z.core.$ZodIssue): string {
  const field = nameOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${field} has a field that is not known: ${(issue.keys[0] ?? '').slice(0, 40)}.`;
    case 'too_big':
      return `${field} ${issue.origin === 'array' ? `has more than ${issue.maximum} entries` : `is longer than ${issue.maximum} characters`}.`;
    case 'too_small':
      return `${field} has no entry.`;
    case 'invalid_type':
      return `${field} is missing or is not ${issue.expected === 'array' || issue.expected === 'object' ? 'an' : 'a'} ${issue.expected}.`;
    case 'invalid_value':
      return `${field} must be one of ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return issue.path.at(-1) === 'language' ? `${field} must be a language code of two small letters, or und.` : `${field} is blank.`;
    case 'custom':
      return 'draft is missing: only the variant "standard" is written without one.';
    default:
      return `${field} is not as it should be.`;
  }
}

function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`)).join('');
  return name === '' ? 'The request' : name;
}
