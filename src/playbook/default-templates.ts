import type { Template } from './playbook.ts';
import { plainTemplates } from './default-templates-plain.ts';
import { productTemplates } from './default-templates-products.ts';
import { warmTemplates } from './default-templates-warm.ts';

/** A prepared reply for each of the 27 intents in both voices, and some that only hold for one product. */
export const defaultTemplates: readonly Template[] = [
  ...productTemplates,
  ...Object.entries(warmTemplates).map(([intent, body]): Template => ({ id: `${intent}-warm`, intent, voice: 'warm', body })),
  ...Object.entries(plainTemplates).map(([intent, body]): Template => ({ id: `${intent}-plain`, intent, voice: 'plain', body })),
];
