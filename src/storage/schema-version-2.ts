import type { SchemaVersion } from './schema-versions.ts';

/** The knowledge base grows a history, changes not yet published, test questions, agents' feedback on hits, and what tickets found. */
export const version2: SchemaVersion = {
  number: 2,
  stores: {
    articleVersions: '[articleId+number], savedAt',
    articleDrafts: 'articleId',
    knowledgeCases: 'id, articleId, ticketId',
    hitFeedback: 'id, articleId, ticketId',
    ticketFinds: 'ticketId',
  },
};
