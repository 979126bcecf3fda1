import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { EngineWorker } from '../../src/inference/engine-link.ts';
import { connectNodeEngine, createNodeEngine, startNodeWorker } from '../../src/inference/host-node.ts';
import { contractCases, type ContractHost } from './engine-contract.ts';
import { makeModelFolders } from './fixture-models.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabdesk-models-'));
  const files = await makeModelFolders((bytes) => createHash('sha256').update(bytes).digest('hex'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const inProcess: ContractHost = {
  kind: 'node',
  modelsUrl: (name) => join(folder, name),
  open: () => ({ engine: createNodeEngine(), kill: null }),
};

const inThread: ContractHost = {
  kind: 'node',
  modelsUrl: (name) => join(folder, name),
  open() {
    let worker: EngineWorker | null = null;
    const startWorker = (): EngineWorker => (worker = startNodeWorker());
    return { engine: connectNodeEngine({ startWorker }), kill: () => worker?.terminate() };
  },
};

describe('the engine in a Node process', () => {
  for (const each of contractCases.filter((one) => one.needsWorker !== true)) it(each.name, () => each.run(inProcess));
});

describe('the engine in a Node worker thread', () => {
  for (const each of contractCases) it(each.name, () => each.run(inThread));
});
