import type { SchemaVersion } from './schema-versions.ts';

/** The first released schema. In Dexie's notation: primary key first, then indexes; `[a+b]` is a compound one. */
export const version1: SchemaVersion = {
  number: 1,
  stores: {
    tickets: 'id, customer.id, importId',
    customers: 'id',
    triages: 'ticketId',
    inbox: 'id, rev, [order+id], [triagedWith+order]',
    articles: 'id',
    passages: 'id, articleId',
    vectors: '[model+index]',
    models: 'name',
    settings: 'key',
    imports: 'importId, status',
    replaced: '[importId+id]',
    drafts: 'ticketId',
  },
};
