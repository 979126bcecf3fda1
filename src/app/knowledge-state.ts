import { useLiveQuery } from 'dexie-react-hooks';
import { hashText } from '../knowledge-base/hash-text.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { useDesk } from './desk-context.ts';
import type { RankingState } from './ranking-store.ts';
import { useStore } from './store.ts';

/**
 * A name for what the search goes by: published passages with their titles, ranking, feedback and encoder. The same name, the same
 * hits. Passage ids are made of their text, so that no text needs to be read.
 */
export async function nameKnowledgeState(db: TabdeskDatabase, { settings, feedback }: Pick<RankingState, 'settings' | 'feedback'>, encoder: string): Promise<string> {
  const [articles, passages] = await Promise.all([db.articles.toArray(), db.passages.toCollection().primaryKeys()]);
  const about = articles.map(({ id, title, status, language, products }) => [id, title, status, language, ...products].join('\t')).sort();
  const said = feedback.map(({ id, helped }) => `${id} ${helped ? 1 : 0}`).sort();
  return hashText([encoder, JSON.stringify(settings), ...said, ...about, ...passages.map(String).sort()].join('\n'));
}

/** The name of the present state once the engine goes by it; null while it is being read or the articles can't be searched. */
export function useKnowledgeStateName(): string | null {
  const { db, knowledge, ranking, engineState } = useDesk();
  const { status, passages } = useStore(knowledge);
  const { settings, feedback, told } = useStore(ranking);
  const engine = useStore(engineState);
  const encoder = engine.status === 'ready' ? (engine.info.encoder?.version ?? 'none') : null;
  const name = useLiveQuery(
    () => (encoder === null || settings === null ? null : nameKnowledgeState(db, { settings, feedback }, encoder)),
    // `status` and `told`: what was saved is searched only after the engine was told.
    [db, settings, feedback, told, encoder, status, passages],
  );
  return status === 'ready' ? (name ?? null) : null;
}
