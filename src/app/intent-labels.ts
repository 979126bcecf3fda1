import type { Playbook } from '../playbook/playbook.ts';
import type { EngineState } from './desk-context.ts';

/** Every intent a person can choose: those the loaded head knows, or those the playbook routes, in their order. */
export function intentLabels(playbook: Playbook, engine: EngineState): readonly string[] {
  const head = engine.status === 'ready' ? engine.info.heads.find(({ kind }) => kind === 'intent') : undefined;
  const known = head ? head.labels : playbook.queues.flatMap((queue) => queue.intents);
  return [...new Set([...known, 'out_of_scope'])].sort((a, b) => a.localeCompare(b));
}
