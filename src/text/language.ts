import { languageProfiles } from './language-profiles.ts';
import { worldLanguageProfiles } from './language-profiles-world.ts';

/** The language of a text as far as it can be told. */
export interface LanguageGuess {
  /** ISO 639-1, or `und`: no words (then it counts as supported), or words of a language that is not known here (then it does not). */
  readonly code: string;
  /** English name: "German", or "an unknown language"; both stand in "Written in …". */
  readonly name: string;
  /** 0..1 */
  readonly confidence: number;
  /** True when the shipped heads were trained for it. `und` counts as supported. */
  readonly supported: boolean;
}

/** What is read at most: a language shows in its first words, and a pasted log must not stall the tab. */
const readCharacters = 2_000;
const readWords = 40;
const undetermined: LanguageGuess = { code: 'und', name: 'Unknown', confidence: 0, supported: true };
const unknownLanguage: LanguageGuess = { code: 'und', name: 'an unknown language', confidence: 0.5, supported: false };
const latinLetter = /\p{Script=Latin}/u;
const plainAscii = /^[a-z']*$/;
/** What has no language: addresses, numbers with what is joined to them, links. Looked for first, since most texts have none. */
const identifiers = /\S{0,64}@\S{1,64}|\S{0,32}\d\S{0,32}|https?:\/\/\S{1,300}|www\.\S{1,300}/g;
const mayIdentify = /[@\d]|https?:|www\./;

/** Scripts that few languages use. Letters in `marks` tell the second language of a script from the first. */
const scripts: readonly { test: RegExp; code: string; name: string; marks?: RegExp; other?: { code: string; name: string } }[] = [
  { test: /[\p{Script=Hiragana}\p{Script=Katakana}]/u, code: 'ja', name: 'Japanese' },
  { test: /\p{Script=Hangul}/u, code: 'ko', name: 'Korean' },
  { test: /\p{Script=Han}/u, code: 'zh', name: 'Chinese' },
  { test: /\p{Script=Cyrillic}/u, code: 'ru', name: 'Russian', marks: /[іїєґ]/iu, other: { code: 'uk', name: 'Ukrainian' } },
  { test: /\p{Script=Arabic}/u, code: 'ar', name: 'Arabic', marks: /[پچژگ]/u, other: { code: 'fa', name: 'Persian' } },
  { test: /\p{Script=Greek}/u, code: 'el', name: 'Greek' },
  { test: /\p{Script=Hebrew}/u, code: 'he', name: 'Hebrew' },
  { test: /\p{Script=Devanagari}/u, code: 'hi', name: 'Hindi' },
  { test: /\p{Script=Thai}/u, code: 'th', name: 'Thai' },
  { test: /\p{Script=Bengali}/u, code: 'bn', name: 'Bengali' },
  { test: /\p{Script=Tamil}/u, code: 'ta', name: 'Tamil' },
  { test: /\p{Script=Telugu}/u, code: 'te', name: 'Telugu' },
  { test: /\p{Script=Georgian}/u, code: 'ka', name: 'Georgian' },
  { test: /\p{Script=Armenian}/u, code: 'hy', name: 'Armenian' },
];

interface Profile {
  readonly code: string;
  readonly name: string;
  readonly letters: ReadonlySet<string>;
}

/** What one word says for each language, whichever are supported. */
interface WordSigns {
  readonly scores: Float64Array;
  /** Numbers of the languages that have the word. */
  readonly holders: readonly number[];
  /** What the word counts among a language's own ones. */
  readonly own: number;
}

interface Profiles {
  readonly languages: readonly Profile[];
  /** Word → for each language, 1 when its profile has it, 0.8 when it has it with other accents. */
  readonly words: ReadonlyMap<string, Float64Array>;
  /** The same for words written without their accents. */
  readonly folded: ReadonlyMap<string, Float64Array>;
  /** Letter triple → for each language, its log-probability above the mean of all. */
  readonly triples: ReadonlyMap<string, Float64Array>;
  readonly unknownTriple: Float64Array;
}

const writtenProfiles = { ...languageProfiles, ...worldLanguageProfiles };
let profiles: Profiles | null = null;
/** Of words looked up before: people repeat words, and a lookup costs twenty letter triples in twenty languages. */
const remembered = new Map<string, WordSigns>();
const rememberedLimit = 10_000;

/** Made of the profile texts at first use: a page that never asks should not pay for it. */
function readProfiles(): Profiles {
  return (profiles ??= makeProfiles());
}

function makeProfiles(): Profiles {
  const entries = Object.entries(writtenProfiles);
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(entries.length);
  const words = new Map<string, Float64Array>();
  const folded = new Map<string, Float64Array>();
  const languages = entries.map(([code, { name, text }], i) => {
    const list = text.split(/\s+/);
    for (const word of list) {
      for (const triple of triplesOf(word)) {
        let row = counts.get(triple);
        if (!row) counts.set(triple, (row = new Float64Array(entries.length)));
        row[i] = (row[i] ?? 0) + 1;
        totals[i] = (totals[i] ?? 0) + 1;
      }
    }
    const letters = new Set(text.match(/[^\P{L}\u0020-\u007f]/gu) ?? []);
    for (const word of list) mark(folded, fold(word), i, 0.8, entries.length);
    return { code, name, letters };
  });
  // Ten thousand rows of forty: nearly all counts are small, so their logarithms are looked up.
  const logCounts = Float64Array.from({ length: 64 }, (_, count) => Math.log(count + 0.3));
  const logTotals = totals.map((total) => Math.log(total + 600));
  const aboveMean = (row: Float64Array): Float64Array => {
    const logs = new Float64Array(row.length);
    let mean = 0;
    for (let i = 0; i < row.length; i++) {
      const count = row[i] ?? 0;
      logs[i] = (logCounts[count] ?? Math.log(count + 0.3)) - (logTotals[i] ?? 0);
      mean += (logs[i] ?? 0) / row.length;
    }
    for (let i = 0; i < row.length; i++) logs[i] = (logs[i] ?? 0) - mean;
    return logs;
  };
  const triples = new Map([...counts].map(([triple, row]) => [triple, aboveMean(row)]));
  for (const { text } of Object.values(writtenProfiles)) {
    for (const word of text.split(/\s+/)) if (!words.has(word)) words.set(word, new Float64Array(folded.get(fold(word)) ?? []));
  }
  entries.forEach(([, { text }], i) => {
    for (const word of text.split(/\s+/)) mark(words, word, i, 1, entries.length);
  });
  return { languages, words, folded, triples, unknownTriple: aboveMean(new Float64Array(entries.length)) };
}

function mark(map: Map<string, Float64Array>, word: string, language: number, value: number, languages: number): void {
  let row = map.get(word);
  if (!row) map.set(word, (row = new Float64Array(languages)));
  row[language] = value;
}

function fold(word: string): string {
  if (plainAscii.test(word)) return word;
  return word.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/ø/g, 'o').replace(/æ/g, 'ae').replace(/ł/g, 'l').replace(/ı/g, 'i');
}

function triplesOf(word: string): string[] {
  const padded = ` ${word} `;
  const triples: string[] = [];
  for (let i = 0; i + 3 <= padded.length; i++) triples.push(padded.slice(i, i + 3));
  return triples;
}

/**
 * Tells the language of a text by its script, or in Latin letters by its frequent words and letter triples. `supported`
 * are the ISO 639-1 codes that count as supported. Supported languages get the benefit of the doubt: a short or misspelt
 * English text is worth answering, so another language has to show in whole words before it is named.
 */
export function detectLanguage(text: string, supported: readonly string[] = ['en']): LanguageGuess {
  const start = text.slice(0, readCharacters);
  const identifies = mayIdentify.test(start);
  const read = identifies ? start.replace(identifiers, ' ') : start;
  const all = read.toLowerCase().normalize('NFC').match(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu) ?? [];
  const words = all.slice(0, readWords).map((word) => word.slice(0, 30).replace(/’/g, "'"));
  if (words.length === 0) return undetermined;
  return byScript(read, words, supported) ?? byWords(words, supported, identifies);
}

function byScript(text: string, words: readonly string[], supported: readonly string[]): LanguageGuess | null {
  let latin = 0;
  let letters = 0;
  for (const word of words) {
    for (const letter of word) {
      letters++;
      if ((letter >= 'a' && letter <= 'z') || latinLetter.test(letter)) latin++;
    }
  }
  if (latin * 2 >= letters) return null;
  const script = scripts.find((each) => each.test.test(text));
  if (!script) return unknownLanguage;
  const found = script.other && script.marks?.test(text) ? script.other : script;
  return { code: found.code, name: found.name, confidence: 1 - latin / letters, supported: supported.includes(found.code) };
}

function byWords(words: readonly string[], supported: readonly string[], identifies: boolean): LanguageGuess {
  const { languages: all } = readProfiles();
  const isSupported = all.map((profile) => supported.includes(profile.code));
  const scores = new Float64Array(all.length);
  // Words that this language has and no supported one: without such a word it is never named.
  const own = new Float64Array(all.length);
  // Of the words that no supported language has: how many, and how much they look like each language.
  let strange = 0;
  const strangeness = new Float64Array(all.length);
  for (const word of words) {
    const signs = signsOf(word);
    for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) + (signs.scores[i] ?? 0);
    if (signs.holders.some((i) => isSupported[i])) continue;
    for (const i of signs.holders) own[i] = (own[i] ?? 0) + signs.own;
    strange++;
    for (let i = 0; i < scores.length; i++) strangeness[i] = (strangeness[i] ?? 0) + (signs.scores[i] ?? 0);
  }
  let best = 0;
  let home = -Infinity;
  all.forEach((_, i) => {
    if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
    if (isSupported[i]) home = Math.max(home, scores[i] ?? 0);
  });
  const chosen = all[best];
  const lead = (scores[best] ?? 0) - home;
  const foreign = chosen && !isSupported[best] && (own[best] ?? 0) >= 1 && lead > leadNeeded(words.length, own[best] ?? 0);
  if (chosen && foreign) {
    return { code: chosen.code, name: chosen.name, confidence: squash(lead / Math.sqrt(words.length)), supported: false };
  }
  const homeIndex = all.findIndex((profile, i) => (isSupported[i] ?? false) && (scores[i] ?? 0) === home);
  const guess = all[homeIndex];
  if (!guess) return undetermined;
  const likeHome = strange === 0 ? 1 : (strangeness[homeIndex] ?? 0) / strange;
  if (isStrange(words, strange / words.length, likeHome, identifies)) return unknownLanguage;
  let other = -Infinity;
  all.forEach((_, i) => {
    if (!isSupported[i]) other = Math.max(other, scores[i] ?? 0);
  });
  return { code: guess.code, name: guess.name, confidence: squash((home - other) / Math.sqrt(words.length) + 1), supported: true };
}

function signsOf(word: string): WordSigns {
  const before = remembered.get(word);
  if (before !== undefined) return before;
  const signs = readSigns(word, readProfiles());
  // Bounded: words are endless, memory is not.
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(word, signs);
  return signs;
}

function readSigns(word: string, { languages, words, folded, triples, unknownTriple }: Profiles): WordSigns {
  const plain = fold(word);
  const known = words.get(word) ?? folded.get(plain);
  const holders = known === undefined ? [] : Array.from(known.keys()).filter((i) => known[i] !== 0);
  const likeness = new Float64Array(languages.length);
  let count = 0;
  for (const triple of triplesOf(word)) {
    const row = triples.get(triple) ?? unknownTriple;
    for (let i = 0; i < row.length; i++) likeness[i] = (likeness[i] ?? 0) + (row[i] ?? 0);
    count++;
  }
  const scores = new Float64Array(languages.length);
  languages.forEach((profile, i) => {
    // A word that many languages share tells little of any one of them.
    const complete = (known?.[i] ?? 0) * (holders.length > 2 ? 1.6 : 2.2);
    // Held to ±1, so that no single word decides alone.
    const alike = Math.max(-1, Math.min(1, (likeness[i] ?? 0) / count / 2));
    scores[i] = complete + alike + (plain === word ? 0 : letterScore(profile, word));
  });
  return { scores, holders, own: word.length > 1 ? 1 : 0.3 };
}

/** Few foreign words among many could be a name or a quotation. Figures set on the project's own requests. */
function leadNeeded(words: number, own: number): number {
  if (words <= 2) return own >= words ? 2 : 4;
  return own / words >= 0.25 ? 1 : 4;
}

/**
 * Whether the text is in none of the supported languages, though in none that has a profile either: hardly a known word, and the
 * others do not look like the language by their letters. Of 32,000 English requests 3 are taken for that. A word or two are
 * strange only by a letter as in "Rückgabe", and not beside an order number, where they may be a name.
 */
function isStrange(words: readonly string[], share: number, likeHome: number, identifies: boolean): boolean {
  if (words.length <= 2) return share === 1 && likeHome < 0 && !identifies && words.some((word) => !plainAscii.test(word));
  return (share >= 0.8 && likeHome < 0) || (share > 0.66 && likeHome < -0.1);
}

/** A letter such as ß or ł that a language does not use speaks against it. */
function letterScore(profile: Profile, word: string): number {
  let score = 0;
  for (const letter of word) if (letter > '\u007f') score += profile.letters.has(letter) ? 0.4 : -0.6;
  return Math.max(-1.5, Math.min(0.8, score));
}

function squash(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
