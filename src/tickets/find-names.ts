import { isGivenName } from './given-names.ts';
import { isEnglishWord, isEverydayWord, isOrdinaryWord, isWordAndGivenName, isWordAndName } from './ordinary-words.ts';
import type { PersonalSpan } from './personal.ts';

interface Word {
  readonly start: number;
  readonly end: number;
  readonly lower: string;
  readonly capital: boolean;
}

const particles: ReadonlySet<string> = new Set('de la del della di da dos das do du des le van von der den ten ter te zu zur af av al el bin ibn ben ap mac mc ní ni nic ó o y e'.split(' '));
const familyNames: ReadonlySet<string> = new Set(
  `smith smythe jones williams davies evans thomas roberts johnson wilson robinson wright thompson hughes edwards clarke jackson harris lewis patel khan singh ali begum ahmed hussain kaur murphy kelly
  o'brien o'connor ryan byrne walsh anderson campbell macdonald mackenzie stewart scott murray reid mitchell davis garcia martinez rodriguez hernandez lopez gonzalez perez sanchez nguyen tran müller
  schmidt schneider fischer weber meyer wagner schulz hoffmann schäfer koch dupont dubois durand moreau lefebvre rossi russo ferrari bianchi silva santos ferreira kowalski nowak jansen bakker visser
  okafor mensah adeyemi kapoor sharma chen wang zhang liu kim lee cohen levy`.split(/\s+/),
);
const gapInName = /^[ \u00a0]{1,2}$/;
const gapAfterInitial = /^\.[ \u00a0]?$/;
const title = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|herr|herrn|frau|mme|mlle|monsieur|madame|señor|señora|sr|sra|srta|sig|signor|signora|signore|dhr|mevr|mevrouw|meneer|fru|pan|pani)$/;
const signOff = String.raw`(?:(?:kind|best|warm|many|kindest|warmest|with (?:kind|best|warm)) )?(?:regards|wishes|thanks|thank you|cheers|sincerely|yours(?: \p{L}{4,12})?|thx|ta|rgds|br|best|love|ciao|merci|danke|grüße|gruß|gracias|grazie|tack|bedankt|děkuji|dzięki|obrigad[oa]|saludos|atentamente|cordialement|bien à vous|cordiali saluti|mit freundlichen grüßen|freundliche grüße|viele grüße|liebe grüße|vielen dank|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|vriendelijke groet)`;
const relation = 'husband|wife|partner|spouse|daughter|son|mother|father|mum|mom|dad|sister|brother|aunt|uncle|cousin|niece|nephew|grandma|grandmother|grandfather|grandson|granddaughter|boyfriend|girlfriend|fianc[eé]e?|friend|mate|flatmate|housemate|roommate|neighbou?r|colleague|boss|assistant|secretary|accountant|carer|landlord|tenant|driver|courier|agent|plumber|manager|frau|mann|mari|femme|fille|fils|sœur|frère|marido|mujer|hija|hijo|hermana|hermano|moglie|marito';
const before = (words: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})$`, 'iu');
/** What stands right before a name whatever its case, cut at the name. */
const strong = before(
  String.raw`(?:my|the|her|his) (?:(?:full|first|last|sur|family|user) ?)?name(?:'s| is| was)(?: spelt)? |(?:full |first |last |sur|family |customer |contact |your )?name(?: on (?:the )?(?:card|account|order))?\s?[:=] {0,3}|name on (?:the )?(?:card|account|order) is |(?:i am|i'm|im) called |me llamo |je m['’]appelle |mi chiamo |mein name ist |ich hei(?:ß|ss)e |mijn naam is |ik heet |nazywam się |(?:attn|att|fao|attention|for the attention of|c/o|z\.? ?hd\.?|t\.?n\.?v\.?)[.:]{0,2} {0,2}`,
);
/** What stands before a name that has its capital. */
const weak = before(
  String.raw`(?:i am|i'm|im|this is|it's|its|it is|soy|je suis|ich bin|sono|ik ben|jestem|here is) |(?:from|to|cc|customer|contact|recipient|account holder|holder|titular|kontoinhaber(?:in)?|inhaber(?:in)?|beneficiary|empfänger(?:in)?|signed|deliver(?:y)? to|ship to|invoice to|agent|von|an|de|à|from)\s?:\*? {0,3}|(?:ask(?:ed|ing)?(?: for)?|sp(?:oke|eak|oken|eaking) (?:to|with)|talk(?:ed|ing)? (?:to|with)|wr(?:ote|itten|iting) to|sent to|told by|signed (?:for )?by|served by|call(?:ed)?|named|under|in the name of|au nom de|on behalf of|account of|belongs to|regards to|message for|parcel for|package for|attn|thanks|thank you|agent|operator|mr and mrs|colleague|surname is|chez|a nombre de|op naam van|auf den namen|auf den Namen von) |(?:${relation})(?: is| was)?(?: called| named)?,? |(?:my|our|his|her|your|the|meine?|mon|ma|mi|mio|mia) (?:${relation})(?:'s name is|,)? |(?:hi|hello|hey|hiya|dear|hallo|hoi|bonjour|salut|hola|ciao|buongiorno|liebe[r]?|beste|geachte|estimad[oa]|querid[oa]|cher|chère|caro|cara|good (?:morning|afternoon|evening)|morning|evening|afternoon|guten (?:tag|morgen|abend)) {1,2}|(?:hi|hello|hey|thanks|thank you|cheers), |${signOff}[,.!]{0,2}\s{1,6}`,
);
const greeting = before(String.raw`(?:hi|hello|hey|hiya|dear|hallo|bonjour|salut|hola|ciao|thanks|thx|cheers) {1,2}|(?:hi|hello|hey) its |(?:hi|hello|hey) it's |${signOff},?\s{1,6}`);
/** After a name: "Tom here", "Priya speaking". */
const speaking = /^[, ]{1,2}(?:here|speaking|again|calling|from (?:the|your|larch|upstairs|next))\b/i;

/**
 * Names of people: those known (the whole and each word of three letters or more; a word that is also an ordinary one only with a
 * capital in mid-sentence), given names as they are common, and those a text gives away by what stands around them: "my name
 * is", "Dear Ms", a sign-off, a line of its own at the end. Titles and "'s" stay out. Linear in the text.
 */
export function findNames(text: string, known: readonly string[]): PersonalSpan[] {
  const words = readWords(text);
  const marked = new Uint8Array(words.length);
  const knownWords = new Set(known.flatMap((name) => readWords(name).map(({ lower }) => lower)).filter((word) => word.length >= 3 && !title.test(word) && !/^(?:guest|customer|team|dear|the|and)$/.test(word)));
  markWhole(words, marked, known, text);
  for (let i = 0; i < words.length; i += 1) {
    if (marked[i] === 1) continue;
    const word = words[i];
    if (word === undefined || !startsName(text, words, i, word, knownWords)) continue;
    marked[i] = 1;
    extend(text, words, marked, i);
  }
  markOthers(text, words, marked);
  markInitials(text, words, marked);
  markLines(text, words, marked);
  return [...joinMarked(text, words, marked), ...findPieces(text, words, marked, knownWords), ...findUnspaced(text, known)];
}

/** Known names as pieces of a longer word: "ex-Okafor", "Okafor's-order". */
function* findPieces(text: string, words: readonly Word[], marked: Uint8Array, knownWords: ReadonlySet<string>): Iterable<PersonalSpan> {
  if (knownWords.size === 0) return;
  for (const [i, { start, end }] of words.entries()) {
    if (marked[i] === 1) continue;
    const written = text.slice(start, end);
    if (!/['’-]/.test(written)) continue;
    for (const piece of written.matchAll(/[^'’-]+/g)) {
      const value = piece[0].toLowerCase();
      if (knownWords.has(value) && !isOrdinaryWord(value)) yield { kind: 'name', start: start + piece.index, end: start + piece.index + piece[0].length, value };
    }
  }
}

/** Known names in scripts that put no spaces between words, and known names too short to be looked for by their words. */
function* findUnspaced(text: string, known: readonly string[]): Iterable<PersonalSpan> {
  for (const name of known) {
    const written = name.trim();
    const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(written);
    if (written.length < 2 || (!unspaced && !/^\p{Lu}\p{L}$/u.test(written)) || isOrdinaryWord(written.toLowerCase())) continue;
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
      const end = at + written.length;
      if (unspaced || !(/\p{L}$/u.test(text.slice(Math.max(0, at - 1), at)) || /^\p{L}/u.test(text.slice(end, end + 1)))) yield { kind: 'name', start: at, end, value: nameValue(written) };
    }
  }
}

/** A name in small letters, its words one space apart. */
export function nameValue(written: string): string {
  return written.toLowerCase().replace(/[\s\u00a0.]+/g, ' ').trim();
}

/** The words of a name that stand for the person by themselves: three letters or more, no title, no particle. */
export function nameParts(name: string): string[] {
  return readWords(name).map(({ start, end }) => name.slice(start, end)).filter((word) => word.length >= 3 && !title.test(word.toLowerCase()) && !particles.has(word.toLowerCase()));
}

function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/\p{L}[\p{L}\p{M}'’-]*/gu)) {
    const written = match[0].replace(/['’]s$|['’-]+$/iu, '');
    words.push({ start: match.index, end: match.index + written.length, lower: written.toLowerCase().replace(/’/g, "'"), capital: /^\p{Lu}/u.test(written) });
  }
  return words;
}

function markWhole(words: readonly Word[], marked: Uint8Array, known: readonly string[], text: string): void {
  const byFirst = new Map<string, string[][]>();
  for (const name of known) {
    const parts = readWords(name).map(({ lower }) => lower).filter((word) => !title.test(word));
    if (parts.length < 2) continue;
    byFirst.set(parts[0] ?? '', [...(byFirst.get(parts[0] ?? '') ?? []), parts]);
  }
  if (byFirst.size === 0) return;
  for (let i = 0; i < words.length; i += 1) {
    for (const parts of byFirst.get(words[i]?.lower ?? '') ?? []) {
      if (parts.every((part, at) => words[i + at]?.lower === part && (at === 0 || /^[\s\u00a0.\-,]{1,4}$/.test(between(text, words, i + at - 1))))) marked.fill(1, i, i + parts.length);
    }
  }
}

function between(text: string, words: readonly Word[], i: number): string {
  return text.slice(words[i]?.end ?? 0, Math.min(words[i + 1]?.start ?? text.length, (words[i]?.end ?? 0) + 12));
}

function startsName(text: string, words: readonly Word[], i: number, word: Word, knownWords: ReadonlySet<string>): boolean {
  const { lower, capital, start, end } = word;
  const lead = text.slice(Math.max(0, start - 60), start);
  if (knownWords.has(lower) && (!isOrdinaryWord(lower) || (capital && isGivenName(lower) && !isEnglishWord(lower)) || (capital && (isNameUse(lead, lower) || speaking.test(text.slice(end, end + 20)))))) return true;
  if (lower.length > 30 || /[\d_@/&]$/.test(text.slice(Math.max(0, start - 1), start)) || /^[\d_@/]|^\.\p{L}/u.test(text.slice(end, end + 2))) return false;
  // "Bramble & Co" and "Heft & Sons" are companies; "Niamh & Declan" are not.
  if (/^ & (?:co|sons?|loom|partners|daughters)\b/i.test(text.slice(end, end + 12)) || /^['’-]?\s?(?:ltd|gmbh|inc|plc|llc|b\.v\.)\b/i.test(text.slice(end, end + 6))) return false;
  if (lower.length < 2) return false;
  const given = isGivenName(lower);
  if (given && (capital ? !isEnglishWord(lower) || strong.test(lead) || weak.test(lead) : !isOrdinaryWord(lower))) return true;
  const previous = words[i - 1];
  if (capital && previous !== undefined && title.test(previous.lower) && /^\.?[ \u00a0]{1,2}$/.test(text.slice(previous.end, start))) return !title.test(lower) && !/^(?:and|or|und|et|y)$/.test(lower);
  // "M. Benali": a French Monsieur.
  if (capital && /(?<!\p{L})M\. $/u.test(lead) && !isEverydayWord(lower)) return false;
  const mayBe = !isEverydayWord(lower) || isWordAndName(lower);
  if (!mayBe) return false;
  if (strong.test(lead)) return !title.test(lower) && (capital || !isOrdinaryWord(lower));
  if (capital && !title.test(lower) && weak.test(lead)) return isWordAndName(lower) || (isNamelike(text, word) && !/^\p{Lu}{2,4}$/u.test(text.slice(start, end)));
  if (!capital) return lower.length >= 3 && !isOrdinaryWord(lower) && (greeting.test(lead) || familyNames.has(lower)) && /^(?:['’]s)?(?:[\s,.!?;:)]|$)/.test(text.slice(end, end + 3)) && (given || familyNames.has(lower) || speaking.test(text.slice(end, end + 16)));
  if (speaking.test(text.slice(end, end + 20)) && (isWordAndGivenName(lower) || !isOrdinaryWord(lower)) && !lower.endsWith('s')) return isNameUse(lead, lower) || speaking.test(text.slice(end, end + 20));
  return isWordAndGivenName(lower) && lead.trim() !== '' && isNameUse(lead, lower) && !isProductUse(text, word);
}

/** Not a company or a thing: no capitals in the middle, no number after it. */
function isNamelike(text: string, { start, end }: Word): boolean {
  return !/\p{Ll}\p{Lu}/u.test(text.slice(start, end).replace(/^(?:Mc|Mac|De|Van|Le|La|Di|O['’]|D['’])/, '')) && !/^ ?\d/.test(text.slice(end, end + 2)) && /^\p{Lu}\p{Ll}|^\p{Lu}['’]|^\p{Lu}{3,}/u.test(text.slice(start, end));
}

/** "Rose-coloured", "Rose cushion" in a title, "Mark II". */
function isProductUse(text: string, { end }: Word): boolean {
  return /^(?:-|\s(?:\d|II|sofa|lamp|rug|chair|desk))/.test(text.slice(end, end + 8));
}

/** A capital that is neither the start of a sentence's nor a month's. */
function isNameUse(lead: string, lower: string): boolean {
  const month = /^(?:may|june|april|august|march|mar|jun|jan)$/.test(lower);
  if (month) return new RegExp(`(?:${relation}|hi|hello|dear|and|mrs?|ms) $`, 'i').test(lead);
  return !/(?:^|[.!?:;•\n"“>)-])\s*$/.test(lead) || strong.test(lead) || weak.test(lead);
}

/** Initials, particles and family names after a name belong to it. */
function extend(text: string, words: readonly Word[], marked: Uint8Array, i: number): void {
  let at = i;
  const small = words[i]?.capital === false;
  for (let taken = 0; taken < 5; taken += 1) {
    const gap = between(text, words, at);
    const next = words[at + 1];
    if (next === undefined || !(/^[ \u00a0]{1,2}$/.test(gap) || (gap === '. ' && (words[at]?.lower.length ?? 0) === 1))) return;
    if (particles.has(next.lower) && next.lower.length > 1) {
      let end = at + 1;
      while (particles.has(words[end + 1]?.lower ?? '') && /^ $/.test(between(text, words, end)) && end < at + 3) end += 1;
      const family = words[end + 1];
      if (family === undefined || !/^ $/.test(between(text, words, end)) || !family.capital || isEverydayWord(family.lower)) {
        if (!next.capital || isEverydayWord(next.lower)) return;
        marked[at + 1] = 1;
        at += 1;
        continue;
      }
      marked.fill(1, at + 1, end + 2);
      at = end + 1;
      continue;
    }
    if (small ? !familyNames.has(next.lower) : !continues(text, next)) return;
    marked[at + 1] = 1;
    at += 1;
  }
}

function continues(text: string, next: Word): boolean {
  if (!next.capital || title.test(next.lower)) return false;
  if (next.lower.length === 1) return next.lower !== 'i' && /^\.? ?\p{Lu}/u.test(text.slice(next.end, next.end + 3));
  if (/^ & |^['’]?\s?(?:ltd|gmbh)/i.test(text.slice(next.end, next.end + 5))) return false;
  return !isEverydayWord(next.lower) || (isWordAndName(next.lower) && !isWordAndGivenName(next.lower)) || next.lower === 'null';
}

/** "Siobhan and Piet": beside a name, "and" leads to another. */
function markOthers(text: string, words: readonly Word[], marked: Uint8Array): void {
  for (let i = 1; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined || marked[i] === 1 || !word.capital || isOrdinaryWord(word.lower)) continue;
    const ampersand = marked[i - 1] === 1 && between(text, words, i - 1) === ' & ';
    const and = marked[i - 2] === 1 && /^(?:and|und|et|y|e|en|og|och)$/.test(words[i - 1]?.lower ?? '') && between(text, words, i - 2) === ' ' && between(text, words, i - 1) === ' ';
    if (!(ampersand || and) || !isNamelike(text, word)) continue;
    marked[i] = 1;
    extend(text, words, marked, i);
  }
}

/** "D. Mbeki", "J. van der Berg", "P R Venkatesan", "R. Achterberg", and initials before what is marked already. */
function markInitials(text: string, words: readonly Word[], marked: Uint8Array): void {
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word?.lower.length !== 1 || !word.capital || /[\p{L}\p{N}&'’/-]$/u.test(text.slice(Math.max(0, word.start - 1), word.start))) continue;
    let at = i;
    while (at < i + 4 && words[at]?.lower.length === 1 && words[at]?.capital === true && /^\.? ?$/.test(between(text, words, at))) at += 1;
    const initials = at - i;
    if (initials === 0) continue;
    const dotted = between(text, words, i).startsWith('.');
    while (at < i + 7 && particles.has(words[at]?.lower ?? '') && /^ $/.test(between(text, words, at))) at += 1;
    const family = words[at];
    if (family === undefined || !family.capital || family.lower.length < 2) continue;
    const sure = marked[at] === 1 || (isNamelike(text, family) && !isEverydayWord(family.lower) && (dotted || initials > 1));
    // "I" and "A" are words, and "flat B. Northway" ends a sentence.
    if (!sure || (!dotted && initials === 1 && (word.lower === 'i' || word.lower === 'a'))) continue;
    if (dotted && initials === 1 && /(?:flat|unit|block|plan|option|apartment|class|type|grade|mr|mrs|vitamin) $/i.test(text.slice(Math.max(0, word.start - 12), word.start))) continue;
    // A French "M." is a title.
    const first = word.lower === 'm' && initials === 1 && /(?:chez|à|le|de|et|bonjour|cher) $/i.test(text.slice(Math.max(0, word.start - 10), word.start)) ? i + 1 : i;
    marked.fill(1, first, at + 1);
    extend(text, words, marked, at);
  }
}

/** Lines and last sentences that are nothing but a name: under a message, after a sign-off. */
function markLines(text: string, words: readonly Word[], marked: Uint8Array): void {
  const paragraphs = /(?<=^|[\n.!?…,)“”"'] {0,2}|\n\s{0,8})((?:(?:Mr|Mrs|Ms|Dr|Prof|Frau|Herr)\.? )?\p{Lu}[\p{L}'’.-]{0,30}(?: [\p{L}'’.-]{1,30}){0,4})(?: ?(?:x|♥|❤|🙂|😊){1,3})?[ \t.!]{0,3}(?=\n|$)/gu;
  const from = Math.max(0, text.length - 3_000);
  let at = 0;
  for (const match of text.slice(from).matchAll(paragraphs)) {
    const start = from + match.index;
    const end = start + (match[1]?.length ?? 0);
    while (at < words.length && (words[at]?.start ?? 0) < start) at += 1;
    let last = at;
    while (last < words.length && (words[last]?.end ?? 0) <= end) last += 1;
    const line = words.slice(at, last).filter(({ lower }) => !title.test(lower));
    const real = line.filter(({ lower }) => lower.length > 1 && !particles.has(lower));
    const after = text.slice(start + match[0].length);
    const beforeIt = text.slice(Math.max(0, start - 80), start);
    const signed = new RegExp(String.raw`${signOff}[,.!]{0,2}\s{1,6}$`, 'iu').test(beforeIt);
    // The first words of a message are a heading or a question; a name under it stands alone near its end.
    if (real.length === 0 || real.length > 4 || start === 0 || (!signed && after.trim().length > 160) || (beforeIt.endsWith(', ') && !signed)) continue;
    if (!line.every(({ lower, capital }) => (capital && (!isEverydayWord(lower) || isWordAndName(lower))) || particles.has(lower))) continue;
    if (!signed && real.every(({ lower }) => isWordAndName(lower)) && !real.some(({ lower }) => isWordAndGivenName(lower))) continue;
    if (!signed && real.some(({ start: s, end: e }) => /^\p{Lu}{2,}$/u.test(text.slice(s, e)))) continue;
    for (let i = at; i < last; i += 1) if (!title.test(words[i]?.lower ?? '')) marked[i] = 1;
  }
}

function joinMarked(text: string, words: readonly Word[], marked: Uint8Array): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (marked[i] !== 1) continue;
    const first = i;
    while (marked[i + 1] === 1 && (gapInName.test(between(text, words, i)) || (words[i]?.lower.length === 1 && gapAfterInitial.test(between(text, words, i))))) i += 1;
    const [start, end] = [words[first]?.start ?? 0, words[i]?.end ?? 0];
    if (end > start) spans.push({ kind: 'name', start, end, value: nameValue(text.slice(start, end)) });
  }
  return spans;
}
