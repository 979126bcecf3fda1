import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/proxy/read-environment.ts';

describe('settings from the environment', () => {
  it('need nothing: there are usual ones, and no key', () => {
    const usual = readEnvironment({});
    expect(usual).toEqual({
      ok: true,
      value: {
        apiKey: null, baseUrl: 'https://api.anthropic.com', model: 'claude-sonnet-5-5', origins: [], widgetTokens: [],
        ratePerMinute: 20, dailyTokens: 2_000_000, maxOutput: 2_000, clientHeader: null,
      },
    });
    expect(readEnvironment({ ANTHROPIC_API_KEY: ' ', TABDESK_MODEL: '', TABDESK_ORIGINS: ' , ' })).toEqual(usual);
  });

  it('are taken from it, lists parted by commas or blanks', () => {
    const read = readEnvironment({ ANTHROPIC_API_KEY: ' key ', ANTHROPIC_BASE_URL: 'http://127.0.0.1:1/x/', TABDESK_ORIGINS: 'https://a.example, http://b.example:8080', TABDESK_WIDGET_TOKENS: '0123456789abcdef', TABDESK_RATE_PER_MINUTE: '5' });
    expect(read).toMatchObject({ ok: true, value: { apiKey: 'key', baseUrl: 'http://127.0.0.1:1/x', origins: ['https://a.example', 'http://b.example:8080'], widgetTokens: ['0123456789abcdef'], ratePerMinute: 5 } });
  });

  it.each([
    ['ANTHROPIC_API_KEY', 'secret-key\u00e9\nmore'],
    ['ANTHROPIC_BASE_URL', 'file:///etc/passwd'],
    ['ANTHROPIC_BASE_URL', 'https://name:password@api.example'],
    ['TABDESK_MODEL', 'a model'],
    ['TABDESK_ORIGINS', 'https://a.example/path'],
    ['TABDESK_ORIGINS', '*'],
    ['TABDESK_WIDGET_TOKENS', 'secret-short'],
    ['TABDESK_RATE_PER_MINUTE', '0'],
    ['TABDESK_DAILY_TOKENS', 'many'],
    ['TABDESK_MAX_OUTPUT', '1.5'],
    ['TABDESK_CLIENT_HEADER', 'a header'],
  ])('%s = %j is refused in one line that names it and repeats no secret', (name, value) => {
    const read = readEnvironment({ [name]: value });
    expect(read).toMatchObject({ ok: false, code: 'bad-setting' });
    if (read.ok) return;
    expect(read.message).toMatch(new RegExp(`^${name} .*\\.$`));
    expect(read.message).not.toMatch(/\n|secret|password@/);
  });
});
