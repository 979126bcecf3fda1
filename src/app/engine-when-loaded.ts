import type { Engine, EngineErrorCode, EngineInfo } from '../inference/api.ts';
import type { Outcome } from '../tickets/outcome.ts';

/**
 * The engine with every job waiting for `loaded`, so that a view need not know how far loading is. A failed load
 * answers every job with its own failure. `load`, `info` and `close` pass straight through.
 */
export function engineWhenLoaded(engine: Engine, loaded: Promise<Outcome<EngineInfo, EngineErrorCode>>): Engine {
  async function afterLoad<T>(
    signal: AbortSignal | undefined,
    job: () => Promise<Outcome<T, EngineErrorCode>>,
  ): Promise<Outcome<T, EngineErrorCode>> {
    const outcome = await loaded;
    if (!outcome.ok) return outcome;
    if (signal?.aborted) return { ok: false, code: 'aborted', message: 'Cancelled.' };
    return job();
  }
  return {
    load: (options, job) => engine.load(options, job),
    info: () => engine.info(),
    triage: (ticket, now, job) => afterLoad(job?.signal, () => engine.triage(ticket, now, job)),
    triageMany: (tickets, now, job) => afterLoad(job?.signal, () => engine.triageMany(tickets, now, job)),
    embed: (texts, job) => afterLoad(job?.signal, () => engine.embed(texts, job)),
    setPassages: (passages, known, job) => afterLoad(job?.signal, () => engine.setPassages(passages, known, job)),
    updatePassages: (change, job) => afterLoad(job?.signal, () => engine.updatePassages(change, job)),
    search: (query, options, job) => afterLoad(job?.signal, () => engine.search(query, options, job)),
    searchMany: (queries, options, job) => afterLoad(job?.signal, () => engine.searchMany(queries, options, job)),
    setRanking: (ranking, judgements, job) => afterLoad(job?.signal, () => engine.setRanking(ranking, judgements, job)),
    useEncoder: (hubId, known, job) => afterLoad(job?.signal, () => engine.useEncoder(hubId, known, job)),
    useHead: (files, job, slot) => afterLoad(job?.signal, () => engine.useHead(files, job, slot)),
    setPlaybook: (playbook, job) => afterLoad(job?.signal, () => engine.setPlaybook(playbook, job)),
    close: () => engine.close(),
  };
}
