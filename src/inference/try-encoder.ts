import type { Encoder } from './encoder.ts';

/** About thirty words each, as a passage of a help centre has them. Unlike each other, so that a sound model tells them apart. */
const samples = [
  'Your parcel is on its way. Open the link in the message we sent you when it left our warehouse to see where it is now and on which day it should arrive.',
  'To set a new password, choose Forgotten password under the login form, give the address you signed up with, and follow the link in the mail we send you within a minute.',
  'Wipe the shade with a dry cloth. Never use water or spray near the bulb, and let the lamp cool down for ten minutes before you take it apart to clean the glass.',
  'We send the money back to the card you paid with as soon as the returned goods have reached us. It takes three to five working days until your bank shows it.',
] as const;

/**
 * Has an encoder read a few sentences: throws in words when it is no sentence encoder (another length of vector, numbers
 * that are none, the same vector for everything). Answers how many such sentences it reads a second.
 */
export async function tryEncoder(encoder: Encoder, clock: () => number): Promise<number> {
  // The first run prepares the model, and is no measure.
  const rows = [await embedOne(encoder, samples[0])];
  const started = clock();
  for (const text of samples.slice(1)) rows.push(await embedOne(encoder, text));
  const seconds = Math.max(clock() - started, 0.1) / 1000;
  const [first, ...others] = rows;
  const isSame = others.every((row) => row.every((value, d) => Math.abs(value - (first?.[d] ?? 0)) < 1e-4));
  if (isSame) throw new Error('it reads every sentence as the same');
  return (samples.length - 1) / seconds;
}

async function embedOne(encoder: Encoder, text: string): Promise<Float32Array> {
  const row = await encoder.embed([text], 'query');
  if (row.length !== encoder.dimension) throw new Error(`it gives ${row.length} numbers a sentence, not ${encoder.dimension}`);
  if (!row.every((value) => Number.isFinite(value))) throw new Error('it gives values that are no numbers');
  return row;
}
