import type { Action } from './triage.ts';

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly intents: readonly string[];
}

/** A prepared reply. `{{name}}` placeholders are filled with what is known; see replies/fill-template.ts. */
export interface Template {
  readonly id: string;
  readonly intent: string;
  /** Only for this product; otherwise for all. */
  readonly product?: string;
  /** Only in this voice; otherwise in both. */
  readonly voice?: Voice;
  /** ISO 639-1 code of the language it is written in; English where absent. Only customers who write in it get it. */
  readonly language?: string;
  /** May leave out greeting and sign-off: a draft adds them where `{{customer.firstName}}` or `{{agent}}` is missing. */
  readonly body: string;
}

/** How the desk writes: `warm` as one person to another, `plain` short and matter-of-fact. */
export const voices = ['warm', 'plain'] as const;
export type Voice = (typeof voices)[number];

/** The desk's settings. */
export interface Playbook {
  readonly version: string;
  readonly shopName: string;
  readonly agentName: string;
  readonly products: readonly { readonly name: string; readonly synonyms: readonly string[] }[];
  readonly queues: readonly Queue[];
  /** Queue for out of scope, unknown languages and everything no other takes. */
  readonly fallbackQueue: string;
  /** What may happen at most, by intent; `human` where absent. */
  readonly actions: Readonly<Record<string, Action>>;
  readonly thresholds: {
    /** Calibrated confidence from which an intent is "Sure": needed for auto-reply. */
    readonly sure: number;
    /** From which it is "Likely": needed for a draft. Below it is "Unsure". */
    readonly likely: number;
    /** Share of a reply's statements that passages must bear out before it may go out by itself; all of them where absent. */
    readonly grounded?: number;
  };
  readonly templates: readonly Template[];
  /** `warm` where absent. */
  readonly voice?: Voice;
  /** What the shop's order numbers look like: `#` is a digit, `@` a letter, `*` either, all else itself ("LL-#####"). */
  readonly orderNumbers?: readonly string[];
  /** ISO 639-1 codes the heads were trained for; English where absent. Other languages go to a person. */
  readonly languages?: readonly string[];
}

/** Whether the playbook says anything of an intent: one that a person trained a model for may be new to it. */
export function hasRuleFor({ actions, queues }: Playbook, label: string): boolean {
  return Object.hasOwn(actions, label) || queues.some(({ intents }) => intents.includes(label));
}
