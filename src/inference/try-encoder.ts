import type { Encoder } from './encoder.ts';

/** About thirty words each. Unlike each other, so that a sound model tells them apart. */
const samples = [
  'Your parcel is on its way. Open the link in the message we sent you when it left our warehouse to see where it is now and on which day it should arrive.',
  'To set a new password, choose Forgotten password under the login form, give the address you signed up with, and follow the link in the mail we send you within a minute.',
  'Wipe the shade with a dry cloth. Never use water or spray near the bulb, and let the lamp cool down for ten minutes before you take it apart to clean the glass.',
  'We send the money back to the card you paid with as soon as the returned goods have reached us. It takes three to five working days until your bank shows it.',
] as const;

/**
 * Has an encoder read a few sentences: throws in words when it is no sentence encoder (another length of vector, numbers
 * that are none, the same vector for everything). Answers how many passages it reads a second, of a hundred words each, as
 * those of the sample desk have (97 on average).
 */
export async function tryEncoder(encoder: Encoder, clock: () => number): Promise<number> {
  const rows: Float32Array[] = [];
  for (const text of samples) rows.push(await embedOne(encoder, text));
  const [first, ...others] = rows;
  const isSame = others.every((row) => row.every((value, d) => Math.abs(value - (first?.[d] ?? 0)) < 1e-4));
  if (isSame) throw new Error('it reads every sentence as the same');
  // The first runs have prepared the model, and are no measure.
  const started = clock();
  await embedOne(encoder, samples.slice(0, 3).join('\n'));
  return 1000 / Math.max(clock() - started, 0.1);
}

async function embedOne(encoder: Encoder, text: string): Promise<Float32Array> {
  const row = await encoder.embed([text], 'query');
  if (row.length !== encoder.dimension) throw new Error(`it gives ${row.length} numbers a sentence, not ${encoder.dimension}`);
  if (!row.every((value) => Number.isFinite(value))) throw new Error('it gives values that are no numbers');
  return row;
}
