import { failure, success, type Outcome } from '../tickets/outcome.ts';

export type StorageErrorCode = 'disk-full' | 'blocked' | 'newer-version' | 'unavailable' | 'closed' | 'broken';

/** What the person is told, by code. */
const messages: Readonly<Record<StorageErrorCode, string>> = {
  'disk-full':
    'The browser has no more room for this desk, so nothing of this change was saved. What was there before is safe. Free some disk space or remove old tickets, then try again.',
  blocked: 'Another tab holds this desk open in an older version. Close the other tabs of this desk, then reload this one.',
  'newer-version':
    'This desk was saved by a newer version of Tabdesk than this tab runs. Reload the page to get the new version; nothing was changed.',
  unavailable:
    'This browser does not let the page store anything, so the desk can not open. Leave private browsing or allow storage for this site, then reload.',
  closed: 'The desk was closed in this tab, by an update or by another tab starting over. Reload the page to go on.',
  broken: 'The browser could not read or write the desk. Reload the page; if it happens again, export what you can and start over in the settings.',
};

/** DOMException and Dexie names that mean the same to a person. */
const codesByName: Readonly<Record<string, StorageErrorCode>> = {
  QuotaExceededError: 'disk-full',
  QuotaExceeded: 'disk-full',
  // Firefox, older name.
  NS_ERROR_DOM_QUOTA_REACHED: 'disk-full',
  // Firefox, when the whole profile can not grow; Chromium says UnknownError or a plain quota error.
  NS_ERROR_FILE_NO_DEVICE_SPACE: 'disk-full',
  VersionError: 'newer-version',
  MissingAPIError: 'unavailable',
  SecurityError: 'unavailable',
  InvalidAccessError: 'unavailable',
  DatabaseClosedError: 'closed',
  DatabaseClosed: 'closed',
  InvalidStateError: 'closed',
  OpenFailedError: 'broken',
  UnknownError: 'broken',
  TimeoutError: 'broken',
  AbortError: 'broken',
  TransactionInactiveError: 'broken',
  ReadOnlyError: 'broken',
  NotFoundError: 'broken',
  BulkError: 'broken',
  ModifyError: 'broken',
};

/** Every error inside an error: Dexie hides the cause in `inner`, `failures` or `failuresByPos`. Bounded, since they can be circular. */
function* unfold(error: unknown): Generator<object> {
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0 && seen.size < 50) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    yield next;
    const { inner, cause, failures, failuresByPos } = next as Record<string, unknown>;
    queue.push(inner, cause);
    if (Array.isArray(failures)) queue.push(...(failures as unknown[]).slice(0, 5));
    if (typeof failuresByPos === 'object' && failuresByPos !== null) queue.push(...(Object.values(failuresByPos) as unknown[]).slice(0, 5));
  }
}

function text(value: object, key: 'name' | 'message'): string {
  const found: unknown = (value as Record<string, unknown>)[key];
  return typeof found === 'string' ? found : '';
}

/** The code of a storage error, or null when it is not one (a bug). A full disk wins over whatever it is wrapped in. */
function codeOf(error: unknown): StorageErrorCode | null {
  let found: StorageErrorCode | null = null;
  for (const each of unfold(error)) {
    const code = codesByName[text(each, 'name')];
    const message = text(each, 'message');
    // Chromium reports a full disk as an AbortError or UnknownError that only its message tells apart.
    if (code === 'disk-full' || /quota ?exceeded|no space left|disk (is )?full|FILE_ERROR_NO_SPACE/i.test(message)) return 'disk-full';
    if (code && (found === null || found === 'broken')) found = code;
    if (/backing store|denied|not allowed/i.test(message) && code) found = 'unavailable';
  }
  return found;
}

/** A failure with this code and its words. */
export function storageFailure(code: StorageErrorCode): { readonly ok: false; readonly code: StorageErrorCode; readonly message: string } {
  return failure(code, messages[code]);
}

/**
 * Any error thrown by the database as a failure in words. A quota error is found wherever it hides: Dexie and the
 * browsers wrap it in AbortError (`inner`), in BulkError (`failures`), or say it only in the message. Anything that is
 * not a storage error is a bug and answers `broken` with its own message.
 */
export function describeStorageError(error: unknown): { readonly ok: false; readonly code: StorageErrorCode; readonly message: string } {
  const code = codeOf(error);
  if (code) return storageFailure(code);
  return failure('broken', `${messages.broken} (${error instanceof Error ? error.message : String(error)})`);
}

/** Runs database work and answers its value, or the failure in words; bugs are thrown on. */
export async function attemptStorage<T>(work: () => PromiseLike<T>): Promise<Outcome<T, StorageErrorCode>> {
  try {
    return success(await work());
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return storageFailure(code);
  }
}
