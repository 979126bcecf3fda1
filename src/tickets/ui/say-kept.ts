import { plural } from '../../ui/format-time.ts';
import type { PersonalKind } from '../personal.ts';

const kinds: Readonly<Record<PersonalKind, readonly [one: string, many: string]>> = {
  name: ['name', 'names'],
  email: ['e-mail address', 'e-mail addresses'],
  phone: ['phone number', 'phone numbers'],
  card: ['card number', 'card numbers'],
  iban: ['bank account', 'bank accounts'],
  address: ['postal address', 'postal addresses'],
  order: ['order number', 'order numbers'],
};

/** Personal details kept on the device, by kind, in words: "2 names, 1 order number"; empty for none. Kinds of a later version keep their name. */
export function sayKept(kept: Readonly<Record<string, number | undefined>>): string {
  const words: Readonly<Record<string, readonly [string, string] | undefined>> = kinds;
  return [...new Set([...Object.keys(kinds), ...Object.keys(kept)])]
    .flatMap((kind) => {
      const amount = kept[kind] ?? 0;
      const [one, many] = words[kind] ?? [kind, kind];
      return amount === 0 ? [] : [plural(amount, one, many)];
    })
    .join(', ');
}
