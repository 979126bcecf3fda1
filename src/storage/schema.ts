import type { Dexie, Table } from 'dexie';
import type { DatasetSummary } from '../datasets/dataset.ts';
import type { Article, Judgement, Passage } from '../knowledge-base/article.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import type { HeldOut } from '../registry/held-out.ts';
import type { Draft, DraftSource } from '../replies/draft.ts';
import type { ReplyVariant } from '../replies/reply-request.ts';
import type { Mood, Sentiment } from '../sentiment/sentiment.ts';
import type { RefusedRow } from '../tickets/source-row.ts';
import type { Channel, Customer, Ticket, TicketStatus } from '../tickets/ticket.ts';
import type { Action, Playbook } from '../playbook/playbook.ts';
import type { Priority } from '../tickets/priority.ts';
import type { Triage } from '../triage/triage.ts';

/** A ticket as it lies on the device. */
export interface StoredTicket extends Ticket {
  /** Fingerprint of the row it was imported from: the same row again changes nothing, whatever the desk did since. */
  readonly sourceHash?: string;
}

export type ConfidenceWord = 'Sure' | 'Likely' | 'Unsure';

/**
 * One small row a ticket, all the list needs. Written in the same transaction as the ticket or triage it sums up.
 * Fields of triage are null until there is one; with `stale` they are those of an older one.
 */
export interface InboxRow {
  readonly id: string;
  /** Rises with every change of any row, over the whole table: "what is new since n" is one range. */
  readonly rev: number;
  /** `-updatedAt`, so that newest first is a forward scan; Infinity for a deleted ticket. */
  readonly order: number;
  /** Which models and playbook triaged it, as `triageKey` writes it; empty when there is work to do. */
  readonly triagedWith: string;
  readonly subject: string;
  /** Start of the newest message, white space collapsed, at most 140 characters. */
  readonly snippet: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly channel: Channel;
  readonly status: TicketStatus;
  readonly unread: boolean;
  readonly messages: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly product: string | null;
  /** A person's label if there is one, otherwise triage's; `out_of_scope` included. */
  readonly intent: string | null;
  /** 0..1; 1 when a person labelled it. */
  readonly confidence: number | null;
  readonly confidenceWord: ConfidenceWord | null;
  readonly outOfScope: boolean;
  /** A person set intent or queue. */
  readonly corrected: boolean;
  readonly sentiment: Sentiment['label'] | null;
  readonly mood: Mood | null;
  readonly escalated: boolean;
  /** Title of the first escalation reason. */
  readonly topReason: string | null;
  /** Id of the queue: a person's choice if there is one, otherwise triage's. */
  readonly queue: string | null;
  readonly action: Action | null;
  readonly priority: Priority | null;
  /** ISO 639-1; `und` for what has none (numbers), `mis` for one that is not known here. */
  readonly language: string | null;
  /** When the customer wrote what still waits for our answer, milliseconds since the epoch; null where nothing waits. */
  readonly waitingSince: number | null;
  /** When we first answered; null where we have not yet. */
  readonly answeredAt: number | null;
  /** The ticket that took this one's messages over. */
  readonly mergedInto: string | null;
  /** The ticket changed after the triage these fields come from. */
  readonly stale: boolean;
  /** A tombstone: the ticket is gone. All other fields are empty then. */
  readonly deleted: boolean;
}

/** At most 1,000 rows of vectors: one value a chunk reads and writes four times faster than one a passage. */
export interface VectorChunk {
  readonly model: string;
  readonly index: number;
  /** Layout of this row, so that a later one can be told from it. */
  readonly format: 1;
  readonly dimension: number;
  readonly ids: readonly string[];
  /** Float32, row-major, `ids.length × dimension`. */
  readonly data: ArrayBuffer;
}

/** One version of a dataset; its rows lie in chunks, of which versions share those that no edit changed. */
export interface StoredDataset extends DatasetSummary {
  /** In the order of the rows. */
  readonly chunks: readonly { readonly id: string; readonly rows: number }[];
  /** SHA-256 (hex) of each block of 1,000 rows, as `hashDataset` made them. */
  readonly blocks: readonly string[];
}

/** At most 1,000 rows of a dataset, column by column: one value a chunk, as for vectors. */
export interface DatasetChunk {
  readonly id: string;
  /** Layout of this row, so that a later one can be told from it. */
  readonly format: 1;
  readonly ids: Uint32Array;
  readonly texts: readonly string[];
  /** Of each label column the labels that occur, and for each row which (0: none, else its place from 1). */
  readonly columns: readonly { readonly name: string; readonly labels: readonly string[]; readonly codes: Uint16Array }[];
  /** Null where no row has any. */
  readonly groups: readonly string[] | null;
  readonly ticketIds: readonly string[] | null;
  /** 1 for a row labelled by triage alone. */
  readonly byTriage: Uint8Array | null;
}

/** The large part of a version of a head, under its id. */
export interface HeadFile {
  readonly id: string;
  readonly weights: ArrayBuffer;
  readonly heldOut: HeldOut | null;
}

/** A head that answered for a slot; null is the one delivered with the program. */
export interface PromotedHead {
  readonly headId: string | null;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Which head answers for a slot, and which did before. A slot without a row has the delivered one. */
export interface Promotion extends PromotedHead {
  readonly slot: string;
  /** What rolling back goes back to, newest last. */
  readonly previous: readonly PromotedHead[];
  /** Everything that was done, newest last. */
  readonly log: readonly { readonly at: number; readonly headId: string | null; readonly done: 'promoted' | 'rolled-back' }[];
}

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

/** What the agent has written so far, kept while the ticket is open elsewhere or the tab is closed. */
export interface SavedDraft {
  readonly ticketId: string;
  readonly text: string;
  /** The draft it began as, with its citations; null when the agent started from nothing. */
  readonly draft: Draft | null;
  readonly updatedAt: number;
}

export interface ImportReport {
  readonly importId: string;
  readonly fileName: string;
  /** Rows read, the refused ones included, the header not. */
  readonly rows: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly refusedCount: number;
  /** Rows that were written before the import was cut off; part of `imported` and `updated`. */
  readonly resumed: number;
  /** The first 1,000. */
  readonly refused: readonly RefusedRow[];
  /** What was changed on the way in: shortened bodies, dates that could be read two ways. */
  readonly notes: readonly string[];
}

/** An import's progress, written in the same transaction as the rows it counts. */
export interface ImportRow extends ImportReport {
  readonly status: 'running' | 'done' | 'rolling-back';
  /** Bytes of the file. */
  readonly bytes: number;
  readonly bytesRead: number;
  readonly startedAt: number;
  /** Time of the last step: an import at work moves it every second or so. */
  readonly beatAt: number;
  readonly finishedAt: number | null;
}

/** A ticket as it was before an import replaced it; kept until the import is done. */
export interface ReplacedTicket {
  readonly importId: string;
  readonly id: string;
  readonly ticket: StoredTicket;
}

/** An article as it was saved at one time. The newest of an article is what is published, or its first draft. */
export interface ArticleVersion {
  readonly articleId: string;
  /** From 1, per article. */
  readonly number: number;
  readonly article: Article;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly origin: 'written' | 'imported' | 'restored' | 'sample';
}

/** Changes to a published article that are not published yet: the article goes on answering as it was. */
export interface ArticleDraft {
  readonly articleId: string;
  readonly article: Article;
  /** The version the changes began from; 0 for an article that was never saved. */
  readonly basedOn: number;
  readonly updatedAt: number;
}

/** A question and the article that must be found for it: a regression test of the knowledge base. */
export interface KnowledgeCase {
  readonly id: string;
  readonly question: string;
  readonly articleId: string;
  /** The solved ticket it came from. */
  readonly ticketId: string | null;
  readonly origin: 'ticket' | 'written';
  readonly createdAt: number;
}

/** An agent's word on one hit: it helped for this question, or it did not. The newest word on a pair counts. */
export interface HitFeedback extends Judgement {
  /** Made of query and passage, so that a second word replaces the first. */
  readonly id: string;
  readonly ticketId: string | null;
  readonly at: number;
}

/** What the search found for a ticket's question, so that it is asked once for each state of the knowledge base. */
export interface TicketFind {
  readonly ticketId: string;
  readonly ticketUpdatedAt: number;
  /** As `nameKnowledgeState` names it. */
  readonly state: string;
  readonly confident: boolean;
  /** The article found first, and how near its passage is; null where nothing or no vector was. */
  readonly articleId: string | null;
  readonly cosine: number | null;
}

/** One request that left the device, or was about to: its receipt. Written before the first byte goes, completed afterwards. */
export interface EgressReceipt {
  readonly id: string;
  readonly ticketId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The address it went to. */
  readonly to: string;
  /** Why: a draft was asked for, in this way of writing. */
  readonly purpose: 'draft';
  readonly variant: ReplyVariant;
  /** The body word for word. */
  readonly body: string;
  /** Bytes of the body in UTF-8. */
  readonly bytes: number;
  /** Values that were kept on the device, by kind. */
  readonly kept: Readonly<Record<string, number>>;
  /** `sending` for one under way, or cut off with its tab. */
  readonly outcome: 'sending' | 'finished' | 'stopped' | 'failed';
  /** What went wrong, in words. */
  readonly problem?: string;
  readonly model?: string;
  /** Tokens as the server counted them. */
  readonly tokens?: { readonly input: number; readonly output: number };
  readonly finishedAt: number | null;
}

/** What became of one draft: sent as it was, sent after an edit, or not used. */
export interface DraftOutcome {
  readonly id: string;
  readonly ticketId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The intent as it was then; empty where nobody knew. */
  readonly intent: string;
  readonly source: DraftSource;
  /** The template it was written from, or went by. */
  readonly templateId?: string;
  readonly outcome: 'accepted' | 'edited' | 'rejected';
  /** Share of the words that changed, 0 (as drafted) to 1 (nothing left). */
  readonly distance: number;
}

/** The playbook as it was saved at one time; the newest is the one in force. */
export interface PlaybookVersion {
  /** From 1. */
  readonly number: number;
  readonly playbook: Playbook;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  /** What was changed, in words. */
  readonly note: string;
  readonly origin: 'edited' | 'imported' | 'restored' | 'rehearsed';
}

/** One merge: which tickets went into which, as they all were before. Kept so that it can be taken back whole. */
export interface TicketMerge {
  readonly id: string;
  readonly intoId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The ticket that took the others, as it was. */
  readonly into: StoredTicket;
  /** Those that were taken, as they were. */
  readonly merged: readonly StoredTicket[];
}

/** The desk's database. Tables and their indexes are in `schema-versions.ts`. */
export type TabdeskDatabase = Dexie & {
  readonly tickets: Table<StoredTicket, string>;
  readonly customers: Table<Customer, string>;
  readonly triages: Table<Triage, string>;
  readonly inbox: Table<InboxRow, string>;
  readonly articles: Table<Article, string>;
  readonly passages: Table<Passage, string>;
  readonly vectors: Table<VectorChunk, [string, number]>;
  readonly settings: Table<SettingRow, string>;
  readonly imports: Table<ImportRow, string>;
  readonly replaced: Table<ReplacedTicket, [string, string]>;
  readonly drafts: Table<SavedDraft, string>;
  readonly articleVersions: Table<ArticleVersion, [string, number]>;
  readonly articleDrafts: Table<ArticleDraft, string>;
  readonly knowledgeCases: Table<KnowledgeCase, string>;
  readonly hitFeedback: Table<HitFeedback, string>;
  readonly ticketFinds: Table<TicketFind, string>;
  readonly datasets: Table<StoredDataset, string>;
  readonly datasetRows: Table<DatasetChunk, string>;
  readonly headVersions: Table<HeadVersion, string>;
  readonly headFiles: Table<HeadFile, string>;
  readonly promotions: Table<Promotion, string>;
  readonly egress: Table<EgressReceipt, string>;
  readonly draftOutcomes: Table<DraftOutcome, string>;
  readonly playbookVersions: Table<PlaybookVersion, number>;
  readonly merges: Table<TicketMerge, string>;
};
