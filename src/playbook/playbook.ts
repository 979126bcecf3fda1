import type { EscalationRule } from '../escalation/rule.ts';
import type { Calendar, Target, Targets } from '../sla/service-level.ts';
import type { Priority } from '../tickets/priority.ts';

/** `auto-reply`: safe to send as it is. `draft`: a person reviews a draft. `human`: a person writes. */
export const actions = ['auto-reply', 'draft', 'human'] as const;
export type Action = (typeof actions)[number];

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly intents: readonly string[];
  /** What somebody must be able to do to work here; everybody where absent. */
  readonly skills?: readonly string[];
  /** When this queue is worked on; the desk's own hours where absent. */
  readonly calendar?: Calendar;
  /** Instead of the desk's targets, where given. */
  readonly targets?: Readonly<Partial<Record<Priority, Target>>>;
  /** Minutes of a person's work that a ticket takes here; eight where absent. */
  readonly minutesEach?: number;
  /** Confidences for this queue instead of the desk's. */
  readonly thresholds?: Readonly<Partial<AnswerThresholds>>;
  /** What may happen at most in this queue, whatever its intents allow. */
  readonly atMost?: Action;
}

/** Somebody who answers. */
export interface TeamMember {
  readonly name: string;
  readonly skills: readonly string[];
  /** Hours of answering tickets on a working day. */
  readonly hoursADay: number;
}

export interface AnswerThresholds {
  /** Calibrated confidence from which an intent is "Sure": needed for auto-reply. */
  readonly sure: number;
  /** From which it is "Likely": needed for a draft. Below it is "Unsure". */
  readonly likely: number;
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
  readonly thresholds: AnswerThresholds & {
    /** Share of a reply's statements that passages must bear out before it may go out by itself; all of them where absent. */
    readonly grounded?: number;
  };
  /** Confidences for one intent, instead of its queue's and the desk's. */
  readonly intentThresholds?: Readonly<Record<string, Partial<AnswerThresholds>>>;
  /** When a person must answer; the rules that come with the program where absent. */
  readonly rules?: readonly EscalationRule[];
  /** When the desk is open. */
  readonly calendar?: Calendar;
  readonly targets?: Targets;
  readonly team?: readonly TeamMember[];
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

/** The queue that takes an intent; the fallback where none does. */
export function queueFor({ queues, fallbackQueue }: Playbook, label: string): Queue | undefined {
  return queues.find(({ intents }) => intents.includes(label)) ?? queues.find(({ id }) => id === fallbackQueue);
}

/** The confidences an intent is held to: its own, else its queue's, else the desk's. */
export function thresholdsFor(playbook: Playbook, label: string): AnswerThresholds {
  const own = playbook.intentThresholds?.[label];
  const queue = queueFor(playbook, label)?.thresholds;
  const sure = own?.sure ?? queue?.sure ?? playbook.thresholds.sure;
  const likely = own?.likely ?? queue?.likely ?? playbook.thresholds.likely;
  // Of two places each may set one of them: what is sure is likely.
  return { sure, likely: Math.min(likely, sure) };
}
