import { describe, expect, it } from 'vitest';
import { packHeldOut } from '../../src/registry/held-out.ts';
import { heldOutRows, isStoredReport, reopenReport, storedReport, type StoredReport } from '../../src/studio/stored-report.ts';
import type { TrainedRun } from '../../src/studio/studio-job.ts';
import { valueOf } from '../storage/desk-fixture.ts';
import { requests, setOf, studioWith } from './small-set.ts';

const none = 'out_of_scope';

async function trained(withNone: boolean): Promise<TrainedRun> {
  const rows = requests(60, 3);
  const other = requests(30, 5, ['invoice']).map(([text]): [string, string] => [text.replace(/invoice|bill|receipt|document/g, 'weather'), none]);
  const set = setOf(withNone ? [...rows, ...other] : rows, { outOfScopeLabel: withNone ? none : null });
  return valueOf(await studioWith(null).train(set, { name: 'small', seed: 1, heldOut: 0.2, readsMeaning: false }, null, () => undefined));
}

/** As it comes back from the database, or from a file. */
function reopened(run: TrainedRun, change: (stored: StoredReport) => unknown = (stored) => stored) {
  const { outOfScopeLabel } = run.head.metadata;
  const stored = change(JSON.parse(JSON.stringify(storedReport(run))) as StoredReport);
  if (!isStoredReport(stored)) throw new Error('not a report');
  return reopenReport(packHeldOut(heldOutRows(run.report, outOfScopeLabel)), stored, outOfScopeLabel, 1);
}

describe('the report that is kept with a version', () => {
  it('has the curve of out of scope as it was drawn, though the kept answers can not draw it', async () => {
    const run = await trained(true);
    const drawn = run.report.outOfScope;
    expect(drawn?.outOfScopeRows).toBeGreaterThan(0);
    const { outOfScope } = reopened(run);
    expect(outOfScope).toEqual(drawn);
    expect(outOfScope?.found).toBeInstanceOf(Int32Array);
  });

  it('has none where no held-out row is out of scope, where it was written before, and where it does not hold together', async () => {
    expect(reopened(await trained(false)).outOfScope).toBeNull();
    const run = await trained(true);
    expect(reopened(run, (stored) => ({ ...stored, outOfScope: undefined })).outOfScope).toBeNull();
    expect(reopened(run, (stored) => ({ ...stored, outOfScope: { ...stored.outOfScope, found: ['many'] } })).outOfScope).toBeNull();
    expect(reopened(run, (stored) => ({ ...stored, outOfScope: { rows: 1 } })).outOfScope).toBeNull();
  });
});
