import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tabdesk-search-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return path;
}

function run(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', join(root, 'training/search.ts'), ...options], { cwd: root, encoding: 'utf8' });
}

const passages = [
  { id: 'p1', title: 'Delivery', text: 'Your parcel comes within five working days.' },
  { id: 'p2', title: 'Refunds', text: 'We return the money to the same card.' },
  { id: 'p3', text: 'The desk wobbles when a bolt is loose.' },
];
const queries = [
  { id: 'q1', text: 'When does my parcel come?', relevant: ['p1'] },
  { id: 'q2', text: 'wobbling desk', relevant: ['p3'] },
  { id: 'q3', text: 'money back on card', relevant: ['p2', 'p1'] },
];

describe('the search program', () => {
  it('prints one JSON object with the measures of the search and of each of its lists', () => {
    const { status, stdout } = run('--passages', file('p.jsonl', passages), '--queries', file('q.jsonl', queries), '--json');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ passages: 3, queries: 3, bm25: { mrr10: 1 } });
    for (const key of ['recall1', 'recall5', 'mrr10', 'ndcg10', 'msPerQuery', 'bm25', 'vector']) expect(report).toHaveProperty(key);
    // Of two relevant passages one can be first.
    expect(report.recall1).toBeLessThanOrEqual(2.5 / 3 + 1e-6);
  });

  it('measures words alone without an encoder', () => {
    const { status, stdout } = run('--passages', file('p.jsonl', passages), '--queries', file('q.jsonl', queries), '--encoder', 'none');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).not.toHaveProperty('vector');
  });

  it.each([
    ['a file that is not there', () => ['--passages', join(folder, 'gone.jsonl'), '--queries', file('q.jsonl', queries)], /cannot be read/],
    ['no queries', () => ['--passages', file('p.jsonl', passages)], /--queries is missing/],
    ['a line that is not JSON', () => ['--passages', file('bad.jsonl', [...passages, '{oops']), '--queries', file('q.jsonl', queries)], /line 4/],
    ['a passage without text', () => ['--passages', file('bad.jsonl', [{ id: 'p1' }]), '--queries', file('q.jsonl', queries)], /line 1/],
    ['an id twice', () => ['--passages', file('bad.jsonl', [passages[0], passages[0]]), '--queries', file('q.jsonl', queries)], /twice/],
    ['an empty file', () => ['--passages', file('bad.jsonl', []), '--queries', file('q.jsonl', queries)], /empty/],
    ['relevant passages that are not there', () => ['--passages', file('p.jsonl', passages), '--queries', file('bad.jsonl', [{ id: 'q', text: 'x', relevant: ['p9'] }])], /"q"/],
    ['an unknown encoder', () => ['--passages', file('p.jsonl', passages), '--queries', file('q.jsonl', queries), '--encoder', 'nobody'], /nobody/],
    ['an unknown option', () => ['--passages', file('p.jsonl', passages), '--speed', '9'], /speed/],
  ])('ends with one clear line for %s', (_, options, message) => {
    const { status, stdout, stderr } = run(...options());
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['a model that is cut off', 'onnx/model_quantized.onnx', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100), /model_quantized\.onnx is damaged/],
    ['a model with one other byte', 'onnx/model_quantized.onnx', (bytes: Buffer) => bytes.with(-1000, (bytes.at(-1000) ?? 0) ^ 1), /model_quantized\.onnx is damaged/],
    ['a tokeniser of another version', 'tokenizer.json', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(' ')]), /tokenizer\.json is damaged/],
    ['a description that is cut off', 'metadata.json', (bytes: Buffer) => bytes.subarray(0, 40), /metadata\.json can't be read as JSON/],
    ['a description of another size', 'metadata.json', (bytes: Buffer) => bytes.toString().replace('"dimension": 256', '"dimension": 128'), /metadata\.json does not fit its model/],
    ['a description of a head', 'metadata.json', () => readFileSync(join(root, 'public/models/intent/metadata.json')), /metadata\.json describes no encoder/],
  ])('gives no figures for an encoder with %s, and names the file', (_, path, damage, message) => {
    const encoder = join(folder, 'encoder');
    cpSync(join(root, 'public/models/desk-encoder'), encoder, { recursive: true });
    writeFileSync(join(encoder, path), damage(readFileSync(join(encoder, path))));
    const { status, stdout, stderr } = run('--passages', file('p.jsonl', passages), '--queries', file('q.jsonl', queries), '--encoder', encoder);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('names a file of the encoder that is missing', () => {
    const encoder = join(folder, 'encoder');
    cpSync(join(root, 'public/models/desk-encoder'), encoder, { recursive: true });
    rmSync(join(encoder, 'config.json'));
    const { status, stderr } = run('--passages', file('p.jsonl', passages), '--queries', file('q.jsonl', queries), '--encoder', encoder);
    expect(stderr).toMatch(/config\.json is missing/);
    expect(status).toBe(2);
  });
});
