import type { SchemaVersion } from './schema-versions.ts';

/** The knowledge base grows a history, changes not yet published, test questions, and agents' feedback on hits. */
export const version2: SchemaVersion = {
  number: 2,
  stores: {
    articleVersions: '[articleId+number], savedAt',
    articleDrafts: 'articleId',
    knowledgeCases: 'id, articleId, ticketId',
    hitFeedback: 'id, articleId, ticketId',
  },
};
