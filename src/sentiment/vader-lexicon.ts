import vader from 'vader-sentiment';

/** Mean rise of a rating by a word such as "very"; with a minus, its fall by one such as "slightly" (Hutto & Gilbert 2014, 3.3). */
const rise = 0.293;

const strengthening =
  'absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously entirely especially exceptional exceptionally extreme extremely fabulously flippin flipping frackin fracking frickin fricking friggin frigging fuckin fucking fuggin fugging fully greatly hella highly hugely incredible incredibly intensely major majorly more most particularly purely quite really remarkably so substantially thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very';
const weakening =
  'almost barely hardly kind-of kinda kindof less little marginal marginally occasional occasionally partly scarce scarcely slight slightly somewhat sort-of sorta sortof';

/**
 * Word → what it adds to the valence of a good word after it. In VADER 3.3.2 there are twenty more than in vader-sentiment 1.1.3
 * ("total", "enormous", "slight" and their like).
 */
export const boosters: ReadonlyMap<string, number> = new Map([
  ...strengthening.split(' ').map((word) => [word, rise] as const),
  ...weakening.split(' ').map((word) => [word, -rise] as const),
]);

/** Two words that weaken what follows, whatever its sign. */
export const weakeningPairs: ReadonlySet<string> = new Set(['just enough', 'kind of', 'sort of']);
export const weakenedBy = -rise;

const negators: ReadonlySet<string> = new Set(
  'aint arent cannot cant couldnt darent despite didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt neither never none nope nor not nothing nowhere oughtnt rarely seldom shant shouldnt uh-uh uhuh wasnt werent without wont wouldnt'.split(' '),
);

/** Whether a word in small letters turns what follows; only the straight apostrophe makes a contraction, as in VADER. */
export function isNegator(word: string): boolean {
  return negators.has(word) || word.includes("n't");
}

/** Phrases whose valence replaces that of the lexicon's word in them. */
const idioms: readonly (readonly [phrase: string, valence: number])[] = [
  ['the shit', 3], ['the bomb', 3], ['bad ass', 1.5], ['bus stop', 0], ['yeah right', -2], ['kiss of death', -1.5], ['to die for', 3],
  ['beating heart', 3.1], ['broken heart', -2.9],
];
export const idiomValences: ReadonlyMap<string, number> = new Map(idioms);
/** Most words begin none, and joining words to a phrase costs. */
export const idiomBeginnings: ReadonlySet<string> = new Set(idioms.map(([phrase]) => phrase.slice(0, phrase.indexOf(' '))));

/** Added to VADER's list, or rated anew, after vader-sentiment 1.1.3 was made of it. */
const newer: ReadonlyMap<string, number> = new Map([['badass', 1.4], ['flawed', -2.1], ['heart', 3.2], ['hearts', 3.3]]);
/** The longest in the list has 19. */
const longestWord = 24;

/**
 * Valence -4…4 of a word in small letters by VADER's list, of which no entry is 0; 0 for what it lacks. The package shows its list by no
 * name, but asked for the valence of a word that stands alone it answers the entry as it is.
 */
export function listedValence(word: string): number {
  const known = newer.get(word);
  if (known !== undefined) return known;
  if (word.length > longestWord) return 0;
  const [valence = 0] = vader.SentimentIntensityAnalyzer.sentiment_valence(0, { words_and_emoticons: [word], is_cap_diff: false }, word, 0, []);
  return valence;
}
