/** Joins class names, leaving out what is absent. CSS modules answer `undefined` for a name they do not have. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  let joined = '';
  for (const name of names) if (name) joined += joined === '' ? name : ` ${name}`;
  return joined;
}
