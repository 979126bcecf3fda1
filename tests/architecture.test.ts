import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
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

  it('does not compile a pure folder that reaches for the page, the network or the clock', () => {
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
});
