import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { defaultModel } from './reply-model.ts';

/** Where replies come from, who may ask for them and how often; as the environment says. */
export interface ReplySettings {
  /** Null: everything but replies works. */
  readonly apiKey: string | null;
  /** Of the Messages API. */
  readonly baseUrl: string;
  readonly model: string;
  /** Other origins whose pages may ask, as browsers write them: `https://shop.example`. */
  readonly origins: readonly string[];
  readonly widgetTokens: readonly string[];
  /** Requests a minute and client. */
  readonly ratePerMinute: number;
  /** Tokens a UTC day, all kinds together. */
  readonly dailyTokens: number;
  /** Tokens of one reply. */
  readonly maxOutput: number;
  /** The header in which a server in front writes the client's address; null where there is none. */
  readonly clientHeader: string | null;
}

export type Environment = Readonly<Record<string, unknown>>;

const wholeNumbers = {
  TABDESK_RATE_PER_MINUTE: { usual: 20, least: 1, most: 100_000 },
  TABDESK_DAILY_TOKENS: { usual: 2_000_000, least: 1_000, most: 1_000_000_000_000 },
  TABDESK_MAX_OUTPUT: { usual: 2_000, least: 100, most: 32_000 },
} as const;

/** Settings from environment variables, or one line that says which is wrong and what it takes. A key or token is never repeated in it. */
export function readEnvironment(environment: Environment): Outcome<ReplySettings, 'bad-setting'> {
  const problems: string[] = [];
  const text = (name: string): string | null => {
    const value = environment[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const list = (name: string): string[] => (text(name) ?? '').split(/[\s,]+/).filter((each) => each !== '');
  const number = (name: keyof typeof wholeNumbers): number => {
    const { usual, least, most } = wholeNumbers[name];
    const value = Number(text(name) ?? usual);
    if (!Number.isInteger(value) || value < least || value > most) problems.push(`${name} takes a whole number from ${least} to ${most}, not "${text(name) ?? ''}".`);
    return value;
  };

  const apiKey = text('ANTHROPIC_API_KEY');
  // What no header can hold would come back in an error that quotes it.
  if (apiKey !== null && !/^[\x21-\x7e]+$/.test(apiKey)) problems.push('ANTHROPIC_API_KEY holds characters that no key has: copy it anew.');
  const baseUrl = text('ANTHROPIC_BASE_URL') ?? 'https://api.anthropic.com';
  if (!isHttpAddress(baseUrl)) problems.push(`ANTHROPIC_BASE_URL takes an http(s) address such as https://api.anthropic.com, without a name or password.`);
  const model = text('TABDESK_MODEL') ?? defaultModel;
  if (!/^[\w.:@/-]{1,100}$/.test(model)) problems.push(`TABDESK_MODEL takes the name of a model such as ${defaultModel}.`);
  const origins = list('TABDESK_ORIGINS');
  const odd = origins.find((origin) => !isHttpAddress(origin) || new URL(origin).origin !== origin);
  if (odd !== undefined) problems.push(`TABDESK_ORIGINS takes origins such as https://shop.example, without a path and parted by commas, not "${odd}".`);
  const widgetTokens = list('TABDESK_WIDGET_TOKENS');
  if (widgetTokens.some((token) => !/^[\x21-\x7e]{16,200}$/.test(token))) {
    problems.push('TABDESK_WIDGET_TOKENS takes tokens of 16 to 200 plain characters, parted by commas; one of them is not.');
  }
  const clientHeader = text('TABDESK_CLIENT_HEADER');
  if (clientHeader !== null && !/^[\w-]{1,60}$/.test(clientHeader)) problems.push('TABDESK_CLIENT_HEADER takes the name of a header such as cf-connecting-ip.');
  const settings: ReplySettings = {
    apiKey,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    model,
    origins,
    widgetTokens,
    ratePerMinute: number('TABDESK_RATE_PER_MINUTE'),
    dailyTokens: number('TABDESK_DAILY_TOKENS'),
    maxOutput: number('TABDESK_MAX_OUTPUT'),
    clientHeader,
  };
  const [problem] = problems;
  return problem === undefined ? success(settings) : failure('bad-setting', problem);
}

function isHttpAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
