export interface Citation {
  /** 1, 2, … as shown in the reply. */
  readonly number: number;
  readonly passageId: string;
  readonly articleId: string;
  readonly title: string;
  /** The sentence of the passage that supports the cited sentence. */
  readonly quote: string;
}

/** One sentence (or line) of a draft. */
export interface DraftSentence {
  readonly text: string;
  /** Numbers of the citations that support it; empty for greetings and the like. */
  readonly citations: readonly number[];
  /** Starts a new paragraph. */
  readonly paragraph: boolean;
}

/** What a draft was written from: `llm` is the language model, the others are made on this device. */
export const draftSources = ['template', 'extractive', 'template+extractive', 'llm'] as const;
export type DraftSource = (typeof draftSources)[number];

/** A reply not yet sent. */
export interface Draft {
  readonly source: DraftSource;
  /** The template it is written from, or that the language model went by. */
  readonly templateId?: string;
  /** The language model that wrote it. */
  readonly model?: string;
  readonly sentences: readonly DraftSentence[];
  readonly citations: readonly Citation[];
  /** As text to edit, citations as markers, where the sentences do not say how it is laid out. */
  readonly text?: string;
  /** Sentences that state facts, and how many of them a citation supports. */
  readonly grounding: { readonly claims: number; readonly supported: number };
  /** Placeholders the template wanted and nobody knows: "order number". */
  readonly missing: readonly string[];
}

/** Why no draft was written, in words for the agent. */
export interface NoDraft {
  readonly source: 'none';
  readonly reason: string;
}
