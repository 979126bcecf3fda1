import { failure } from '../tickets/outcome.ts';

export type HubErrorCode =
  | 'aborted'
  | 'offline'
  | 'blocked'
  | 'not-found'
  | 'refused'
  | 'hub-error'
  | 'not-a-model'
  | 'too-large'
  | 'changed'
  | 'cut'
  | 'disk-full'
  | 'no-storage'
  | 'elsewhere'
  | 'internal';

export interface HubFailure {
  readonly ok: false;
  readonly code: HubErrorCode;
  readonly message: string;
}

/** What the person is told, by code: what happened, what is safe, what to do. `host` is the hub's. */
export function hubFailure(code: Exclude<HubErrorCode, 'internal'>, host: string): HubFailure {
  return failure(code, messages[code](host));
}

const messages: Readonly<Record<Exclude<HubErrorCode, 'internal'>, (host: string) => string>> = {
  aborted: () => 'Stopped. What was downloaded so far is kept, and nothing else was changed.',
  offline: (host) => `${host} can not be reached. Nothing was changed. Check the connection and try again.`,
  blocked: (host) =>
    `The server that delivered this page does not let it reach ${host} (content security policy). Nothing was changed. Whoever runs the server can allow it; the README says how.`,
  'not-found': (host) => `${host} does not have this model. Nothing was changed.`,
  refused: (host) => `${host} does not give this model to anybody without an account. Nothing was changed.`,
  'hub-error': (host) => `${host} has trouble of its own at the moment. Nothing was changed. Try again later.`,
  'not-a-model': (host) =>
    `What ${host} sent is a page, not a model. A network that asks you to sign in does this. Nothing was changed; sign in and try again.`,
  'too-large': (host) => `${host} sent far more than this model has. It was stopped and removed, and nothing was changed.`,
  changed: (host) => `What ${host} sent is not the file that was expected (its checksum differs). It was removed, and nothing was changed.`,
  cut: (host) => `The connection to ${host} broke off. What came so far is kept, and nothing else was changed. Go on when the network is back.`,
  'disk-full': () => 'The browser has no room for this model. What had come of it was removed, and nothing else was changed. Free some disk space and try again.',
  'no-storage': () => 'This browser lets the page keep no files: that takes an address with https. Nothing was changed.',
  elsewhere: () => 'Another tab is downloading this model at the moment. Wait for it, or stop it there.',
};
