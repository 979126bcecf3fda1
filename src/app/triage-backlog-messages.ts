import type { LoadOptions } from '../inference/api.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { BacklogState } from './desk-context.ts';

export type ToTriageWorker =
  /** First, and once: the models to load. */
  | { readonly type: 'start'; readonly load: LoadOptions }
  | { readonly type: 'playbook'; readonly playbook: Playbook }
  | { readonly type: 'wake' | 'pause' | 'resume' };

export type FromTriageWorker =
  | { readonly type: 'state'; readonly state: BacklogState }
  /** All is done and no other tab's turn is waited for: the worker may be ended. */
  | { readonly type: 'rest' };
