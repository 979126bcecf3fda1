import type { Outcome } from '../tickets/outcome.ts';
import type { DownloadProgress } from './download-hub-model.ts';
import type { HubErrorCode } from './hub-failures.ts';
import type { HubModel } from './hub-models.ts';
import type { StoredModel } from './hub-store.ts';

export interface HubSize {
  readonly bytes: number;
  /** The hub said it of every file; otherwise it is about that much. */
  readonly exact: boolean;
}

export type ToDownloadWorker =
  | { readonly type: 'ask' | 'download'; readonly origin: string; readonly model: HubModel }
  | { readonly type: 'stop' };

export type FromDownloadWorker =
  | ({ readonly type: 'progress' } & DownloadProgress)
  | { readonly type: 'end'; readonly outcome: Outcome<HubSize | StoredModel, HubErrorCode> };
