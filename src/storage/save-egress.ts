import { egressKey, parseEgress, permitEgress, type EgressPermit } from '../replies/permit-egress.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { EgressReceipt, TabdeskDatabase } from './schema.ts';

/**
 * Writes the receipt of a request and answers the permit to send it; there is no other way to a permit. What a person decided is read in the
 * same transaction, so that a switch turned in any tab counts from that moment, and nothing goes that has no receipt.
 */
export async function beginReceipt(db: TabdeskDatabase, receipt: EgressReceipt): Promise<Outcome<EgressPermit, StorageErrorCode | 'nothing-leaves'>> {
  const begun = await attemptStorage(() =>
    db.transaction('rw', db.settings, db.egress, async () => {
      const permit = permitEgress(parseEgress((await db.settings.get(egressKey))?.value));
      if (permit !== null) await db.egress.add(receipt);
      return permit;
    }),
  );
  if (!begun.ok) return begun;
  return begun.value === null ? failure('nothing-leaves', nothingLeavesWords) : success(begun.value);
}

/** Said wherever the language model would be asked and may not be. */
export const nothingLeavesWords = 'Nothing leaves this device, as you have set it. Templates and passages work without the network.';

/** Completes a receipt: how it went, and what the server counted. One that was forgotten meanwhile stays forgotten. */
export function finishReceipt(
  db: TabdeskDatabase,
  id: string,
  end: Pick<EgressReceipt, 'outcome' | 'problem' | 'model' | 'tokens' | 'finishedAt'>,
): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await db.egress.where('id').equals(id).modify((receipt) => void Object.assign(receipt, end));
    return null;
  });
}
