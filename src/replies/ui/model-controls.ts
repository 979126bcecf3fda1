import type { ReplyVariant } from '../reply-request.ts';

/** The language model as the editor shows it. */
export interface ModelControls {
  /** `ready` with the model's name; the others say why it can not be asked. */
  readonly status: 'looking' | 'off' | 'ready' | 'no-key' | 'offline';
  readonly name: string | null;
  /** A request is being prepared or answered. */
  readonly writing: boolean;
  /** What went wrong, or what to know about how the draft ended. */
  readonly problem: string | null;
  /** Personal details the last request kept on this device. */
  readonly kept: number | null;
  readonly onDraft: (variant: ReplyVariant) => void;
  readonly onStop: () => void;
  /** Shows what leaves this device. */
  readonly onPreview: () => void;
}

/** Why the language model can not be asked, and what to do; undefined when it can. */
export const modelHints: Readonly<Partial<Record<ModelControls['status'], { readonly short: string; readonly long: string }>>> = {
  off: {
    short: 'Nothing leaves this device',
    long: 'Nothing leaves this device, as you have set it under Replies › What left. Templates and passages are written here.',
  },
  'no-key': {
    short: 'The server has no key',
    long: 'The server has no API key, so the language model can not be asked. Start it with ANTHROPIC_API_KEY=… npm start; everything else works without.',
  },
  offline: {
    short: 'Not to be reached',
    long: 'The server can not be reached, so the language model can not be asked. Templates and passages are written on this device.',
  },
};

/** What a draft was written from, in a word or two. */
export const sourceNames = {
  llm: 'Language model',
  template: 'Template',
  extractive: 'From the articles',
  'template+extractive': 'Template and articles',
} as const;
