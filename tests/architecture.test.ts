import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Rules {
  readonly forbidden: NonNullable<NonNullable<ICruiseOptions['ruleSet']>['forbidden']>;
  readonly options: ICruiseOptions;
}

async function cruiseSources(): Promise<ICruiseResult> {
  const rules = JSON.parse(await readFile(join(root, '.dependency-cruiser.json'), 'utf8')) as Rules;
  const result = await cruise(
    ['src', 'training'],
    { ...rules.options, baseDir: root, ruleSet: { forbidden: rules.forbidden }, validate: true, outputType: 'json' },
    rules.options.enhancedResolveOptions,
  );
  return (typeof result.output === 'string' ? JSON.parse(result.output) : result.output) as ICruiseResult;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

describe('the architecture', () => {
  it('keeps every import arrow of the design', { timeout: 120_000 }, async () => {
    const result = await cruiseSources();
    const broken = result.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`);
    expect(broken).toEqual([]);
    // A cruiser that sees nothing finds nothing wrong: it must have seen every source file.
    const seen = new Set(result.modules.map((module) => module.source));
    const unseen = [...sourceFiles('src'), ...sourceFiles('training')].filter((file) => !seen.has(file));
    expect(unseen).toEqual([]);
    expect(result.modules.filter((module) => module.source.startsWith('src/')).length).toBeGreaterThan(50);
  });

  it('lets one module send what a ticket says, and lets nobody have its permit but with a receipt', async () => {
    const files = sourceFiles('src').filter((file) => !file.startsWith('src/proxy/'));
    const using = async (pattern: RegExp): Promise<string[]> => {
      const found = await Promise.all(files.map(async (file) => (pattern.test(await readFile(join(root, file), 'utf8')) ? [file] : [])));
      return found.flat().sort();
    };
    // Everything a browser can send with: a request that carries a body, a beacon, a socket, a form.
    expect(await using(/method: ?['"`](?!GET|HEAD)[A-Z]/)).toEqual(['src/inference/language-model.ts']);
    expect(await using(/\b(?:sendBeacon|XMLHttpRequest|WebSocket|WebTransport|RTCPeerConnection|EventSource)\b(?!Parser)/)).toEqual([]);
    expect(await using(/\baskForReply\(/)).toEqual(['src/app/write-with-model.ts', 'src/inference/language-model.ts']);
    expect(await using(/\bpermitEgress\(/)).toEqual(['src/replies/permit-egress.ts', 'src/storage/save-egress.ts']);
    expect(await using(/as EgressPermit\b/)).toEqual(['src/replies/permit-egress.ts']);
    expect(await using(/as AutoReply\b/)).toEqual(['src/replies/may-auto-reply.ts']);
  });

  it('does not compile a pure folder that reaches for the page, the network or a timer', () => {
    const path = join(root, 'src/tsconfig.core.json');
    const config = ts.getParsedCommandLineOfConfigFile(path, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
    if (!config) throw new Error('src/tsconfig.core.json can not be read');
    const probe = join(root, 'src/text/probe-for-the-architecture-test.ts');
    const text = ['document.title;', 'fetch("/x");', 'performance.now();', 'setTimeout(() => 0, 1);', 'export {};'].join('\n');
    const host = ts.createCompilerHost(config.options);
    const original = host.getSourceFile.bind(host);
    host.getSourceFile = (name, options) => (name === probe ? ts.createSourceFile(name, text, options) : original(name, options));
    const program = ts.createProgram([probe], config.options, host);
    const names = program
      .getSemanticDiagnostics(program.getSourceFile(probe))
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
    for (const name of ['document', 'fetch', 'performance', 'setTimeout']) {
      expect(names.some((line) => line.includes(`'${name}'`)), name).toBe(true);
    }
  });

  it('does not pass the lint of a pure folder what reads the clock or draws at random', { timeout: 120_000 }, async () => {
    const eslint = new ESLint({ cwd: root });
    const told = async (file: string, text: string): Promise<string[]> => {
      // An existing file: the typed rules know no other.
      const [result] = await eslint.lintText(text, { filePath: join(root, file) });
      return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'none'}: ${message}`);
    };
    const impure = ['Date.now()', 'Math.random()', 'new Date().getTime()', "Date['now']()", 'Number(Date())', 'new Intl.DateTimeFormat().format()'];
    for (const file of ['src/text/tokenise.ts', 'src/classifier/train-head.ts', 'src/evaluation/judge.ts', 'src/triage/triage-ticket.ts']) {
      const lines = impure.map((expression, at) => `export const value${at} = ${expression};`).join('\n');
      expect((await told(file, lines)).filter((line) => /^no-restricted.*Pure code/.test(line)), file).toHaveLength(impure.length);
    }
    const pure = 'export const time = (at: number): string => new Date(at).toISOString() + String(Math.abs(Date.parse("2026-01-01")));\n';
    expect((await told('src/text/tokenise.ts', pure)).filter((line) => line.startsWith('no-restricted'))).toEqual([]);
    // A program's own page may ask what time it is.
    expect((await told('src/app/desk.ts', 'export const now = Date.now();\n')).filter((line) => line.startsWith('no-restricted'))).toEqual([]);
  });
});
