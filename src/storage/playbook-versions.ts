import type { Playbook } from '../playbook/playbook.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { PlaybookVersion, TabdeskDatabase } from './schema.ts';

/** The setting with the playbook in force. */
export const playbookKey = 'app.playbook';
/** Versions kept; the oldest go first. */
export const mostPlaybookVersions = 200;

export interface PlaybookSaving {
  readonly playbook: Playbook;
  /** What was in force so far: it becomes version 1 where there is none yet, to go back to. */
  readonly before: Playbook;
  /** What was changed, in words. */
  readonly note: string;
  readonly origin: PlaybookVersion['origin'];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Puts a playbook in force and keeps it as the next version, in one transaction. Answers its number. */
export function savePlaybook(db: TabdeskDatabase, { playbook, before, note, origin, at }: PlaybookSaving): Promise<Outcome<number, StorageErrorCode>> {
  return attemptStorage(() =>
    db.transaction('rw', db.settings, db.playbookVersions, async () => {
      const newest = await newestNumber(db);
      if (newest === 0) await db.playbookVersions.put({ number: 1, playbook: before, savedAt: at, note: 'As it was before the first change', origin: 'edited' });
      const number = Math.max(newest, 1) + 1;
      await db.playbookVersions.put({ number, playbook, savedAt: at, note, origin });
      await db.playbookVersions.where('number').belowOrEqual(number - mostPlaybookVersions).delete();
      await db.settings.put({ key: playbookKey, value: playbook });
      return number;
    }),
  );
}

async function newestNumber(db: TabdeskDatabase): Promise<number> {
  return (await db.playbookVersions.orderBy('number').reverse().limit(1).primaryKeys())[0] ?? 0;
}

/** The newest versions, newest first. */
export async function listPlaybookVersions(db: TabdeskDatabase, most: number): Promise<readonly PlaybookVersion[]> {
  return db.playbookVersions.orderBy('number').reverse().limit(most).toArray();
}

/** One version, to be put in force again. */
export async function readPlaybookVersion(db: TabdeskDatabase, number: number): Promise<Outcome<PlaybookVersion, StorageErrorCode | 'gone'>> {
  const read = await attemptStorage(() => db.playbookVersions.get(number));
  if (!read.ok) return read;
  return read.value === undefined ? failure('gone', 'This version is no longer kept. Choose another one.') : success(read.value);
}
