import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { defaultModel } from '../../src/proxy/reply-model.ts';

const require = createRequire(import.meta.url);

describe('the usual model', () => {
  it('is one that the installed SDK lists and does not call deprecated', () => {
    const script = require.resolve('@anthropic-ai/sdk/resources/messages/messages');
    const types = readFileSync(script.replace(/\.m?js$/, '.d.ts'), 'utf8');
    const listed = /export type Model = ([^;]*);/.exec(types)?.[1] ?? '';
    expect(listed).toContain(`'${defaultModel}'`);
    const deprecated = /DEPRECATED_MODELS = \{([^}]*)\}/.exec(readFileSync(script, 'utf8'))?.[1];
    expect(deprecated).toMatch(/'claude-/);
    expect(deprecated).not.toContain(`'${defaultModel}'`);
  });
});
