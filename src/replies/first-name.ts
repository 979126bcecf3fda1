const titles = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|dame|rev|herr|frau|mme|monsieur|señor|señora)\.?$/i;
const nobody = /^(?:unknown|customer|guest|anonymous|n\/a|none|null|undefined|test|user|visitor|caller|no name|-+)\b/i;

/**
 * How to address a customer: the first name, or title and surname where only that is known ("Mrs Haldane"). Undefined when the
 * name is none: an e-mail address, a number, "Guest".
 */
export function addressName(name: string): string | undefined {
  const trimmed = name.trim().replace(/\s+/g, ' ').slice(0, 80);
  if (trimmed === '' || nobody.test(trimmed) || /[@\d<>{}|/\\]/.test(trimmed)) return undefined;
  // "Haldane, Margaret" as address books write it.
  const turned = /^([^,]+), ([^,]+)$/.exec(trimmed);
  const words = (turned === null ? trimmed : `${turned[2] ?? ''} ${turned[1] ?? ''}`).split(' ');
  const [first = ''] = words;
  if (titles.test(first)) {
    const surname = words.at(-1);
    return words.length > 1 && surname !== undefined ? `${first} ${properCase(surname)}` : undefined;
  }
  // An initial alone is no way to greet anyone.
  return /^\p{L}\.?$/u.test(first) ? undefined : properCase(first);
}

function properCase(word: string): string {
  if (word !== word.toLowerCase() && word !== word.toUpperCase()) return word;
  return word.replace(/\p{L}+/gu, (part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase());
}
