import type { Voice } from '../playbook/playbook.ts';

/** Ways of writing the same reply. `standard` writes it; the others write the draft that comes with the request anew. */
export const replyVariants = ['standard', 'shorter', 'warmer', 'formal'] as const;
export type ReplyVariant = (typeof replyVariants)[number];

/** What one request may hold, in characters and entries; `body` is the whole JSON in bytes. Held to on both sides. */
export const replyLimits = {
  body: 128_000,
  subject: 300,
  messages: 12,
  message: 8_000,
  passages: 8,
  title: 300,
  passage: 8_000,
  history: 5,
  historyText: 1_200,
  guidance: 6_000,
  draft: 10_000,
  shop: 200,
  label: 100,
} as const;

/**
 * Everything the language model is told of a ticket, and so everything that leaves the device. All texts are redacted before they come
 * here: stable tokens such as `[NAME_1]` stand for names, addresses and numbers. Instructions are no part of it; those stand on the server.
 */
export interface ReplyRequest {
  readonly version: 1;
  readonly subject: string;
  /** Oldest first; the newest of a long thread. */
  readonly messages: readonly { readonly from: 'customer' | 'agent'; readonly text: string }[];
  /** What may be cited, by its place in this list. */
  readonly passages: readonly { readonly title: string; readonly text: string }[];
  /** What this customer asked before, newest first. */
  readonly history: readonly { readonly subject: string; readonly text: string }[];
  /** The template for this request, filled in: what such a reply should say. */
  readonly guidance?: string;
  /** The draft to write anew; wanted for every variant but `standard`. */
  readonly draft?: string;
  readonly variant: ReplyVariant;
  readonly voice: Voice;
  /** ISO 639-1 code of the customer's language, in which the reply is written; `und` where the desk can not tell. */
  readonly language: string;
  readonly intent?: string;
  readonly product?: string;
  readonly shop: string;
}
