import { connectEngine } from '../../src/inference/connect.ts';
import type { BackendName, EngineInfo } from '../../src/inference/api.ts';
import { createWebEnvironment } from '../../src/inference/environment-web.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { contractCases, makeTickets, type ContractHost } from './engine-contract.ts';
import { fixtureHeadName } from './fixture-models.ts';
import { measureParity } from './parity.ts';

/** Runs in the browser: the module worker of the product, started as the product starts it. */
const inPage: ContractHost = {
  kind: 'worker',
  modelsUrl: (folder) => `/fixture-models/${folder}/`,
  open() {
    let worker: Worker | null = null;
    const startWorker = (): Worker =>
      (worker = new Worker(new URL('../../src/inference/engine.worker.ts', import.meta.url), { type: 'module' }));
    return { engine: connectEngine({ startWorker }), kill: () => worker?.terminate() };
  },
};

/** Runs one case; answers what went wrong, or null. */
export async function runContractCase(name: string): Promise<string | null> {
  const found = contractCases.find((each) => each.name === name);
  if (found === undefined) return 'There is no such case.';
  try {
    await found.run(inPage);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function measureParityHere(backend: BackendName): Promise<{ readonly backend: string; readonly difference: number }> {
  return measureParity(createWebEnvironment(), backend);
}

/** Loads the engine in its worker, with a forced backend if one is named, and triages a batch. */
export async function triageOn(backend: BackendName | null): Promise<{ readonly info: EngineInfo; readonly labels: readonly string[] }> {
  const { engine } = inPage.open();
  try {
    const options = {
      modelsUrl: inPage.modelsUrl('sound'),
      intentHead: fixtureHeadName,
      encoder: null,
      playbook: defaultPlaybook,
      ...(backend === null ? {} : { forceBackend: backend }),
    };
    const loaded = await engine.load(options);
    if (!loaded.ok) throw new Error(loaded.message);
    const done = await engine.triageMany(makeTickets(200), 0);
    if (!done.ok) throw new Error(done.message);
    return { info: loaded.value, labels: done.value.triages.map((triage) => `${triage.intent.label} ${triage.intent.confidence.toFixed(4)}`) };
  } finally {
    await engine.close();
  }
}
