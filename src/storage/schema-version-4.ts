import type { SchemaVersion } from './schema-versions.ts';

/** What left the device, each request whole, and what became of drafts. */
export const version4: SchemaVersion = {
  number: 4,
  stores: {
    egress: 'id, ticketId, at',
    draftOutcomes: 'id, ticketId, intent, at',
  },
};
