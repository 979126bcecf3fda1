import { isFamilyName, looksLikeFamilyName } from './family-names.ts';
import { isGivenName } from './given-names.ts';
import { companies, isNoPerson, isPlace, isThing } from './not-people.ts';
import { isEnglishWord, isEverydayWord, isOrdinaryWord, isWordAndGivenName, isWordAndName } from './ordinary-words.ts';
import type { PersonalSpan } from './personal.ts';

interface Word {
  readonly start: number;
  readonly end: number;
  readonly lower: string;
  readonly capital: boolean;
}

const particles: ReadonlySet<string> = new Set('de la del della di da dos das do du des le van von der den ten ter te zu zur af av al el bin ibn ben ap mac mc ní ni nic ó o y e'.split(' '));
const gapInName = /^[ \u00a0]{1,2}$/;
const gapAfterInitial = /^\.[ \u00a0]?$/;
const title = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|herr|herrn|frau|mme|mlle|monsieur|madame|señor|señora|sr|sra|srta|sig|signor|signora|signore|dhr|mevr|mevrouw|meneer|fru|frk|hr|pan|pani|pán|paní|familie|fam|famille|mlle|auntie|aunty|uncle|rev|reverend|doña|dña|shri|smt)$/;
const signOff = String.raw`(?:(?:kind|best|warm|many|kindest|warmest|with (?:kind|best|warm)) )?(?:regards|wishes|thanks|thank you|cheers|sincerely|yours(?: \p{L}{4,12})?|thx|ta|rgds|br|best|love|ciao|merci|danke|grüße|gruß|gracias|grazie|tack|bedankt|děkuji|dzięki|obrigad[oa]|saludos|atentamente|cordialement|bien à vous|cordiali saluti|mit freundlichen grüßen|freundliche grüße|viele grüße|liebe grüße|vielen dank|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|vriendelijke groet)`;
const relation = 'husband|wife|partner|spouse|daughter|son|mother|father|mum|mom|dad|sister|brother|aunt|uncle|cousin|niece|nephew|grandma|grandmother|grandfather|grandson|granddaughter|boyfriend|girlfriend|fianc[eé]e?|friend|mate|flatmate|housemate|roommate|neighbou?r|colleague|boss|assistant|secretary|accountant|carer|landlord|tenant|driver|courier|agent|plumber|manager|frau|mann|mari|femme|fille|fils|sœur|frère|marido|mujer|hija|hijo|hermana|hermano|moglie|marito';
const before = (words: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})$`, 'iu');
/** What stands right before a name whatever its case, cut at the name. */
const strong = before(
  String.raw`(?:(?:my|the|her|his|their|our|account) (?:(?:full|first|last|sur|family|user|middle|maiden|married|account) ?)?name|surname|forename)(?:['’]s| is| was)(?: spelt)? |(?:full |first |last |sur|family |customer |contact |your )?name(?: on (?:the )?(?:card|account|order))?\s?[:=] {0,3}|name on (?:the )?(?:card|account|order) is |(?:i am|i'm|im) called |me llamo |je m['’]appelle |mi chiamo |mein name ist |ich hei(?:ß|ss)e |mijn naam is |ik heet |nazywam się |(?<=^|\n)name |maiden name |sur ?name,? |(?:you have|got|have|put) me down as |(?:attn|att|fao|attention|for the attention of|c/o|z\.? ?hd\.?|t\.?n\.?v\.?)[.:]{0,2} {0,2}`,
);
/** What stands before a name that has its capital. */
const weak = before(
  String.raw`(?:i am|i'm|im|this is|it's|its|it is|soy|je suis|ich bin|sono|ik ben|jestem|here is) |(?:from|to|cc|customer|contact|recipient|account holder|holder|titular|kontoinhaber(?:in)?|inhaber(?:in)?|beneficiary|empfänger(?:in)?|signed|deliver(?:y)? to|ship to|invoice to|agent|von|an|de|à|from)\s?:\*? {0,3}|(?:ask(?:ed|ing)?(?: for)?|sp(?:oke|eak|oken|eaking) (?:to|with)|talk(?:ed|ing)? (?:to|with)|wr(?:ote|itten|iting) to|sent to|told by|signed (?:for )?by|served by|call(?:ed)?|named|under|in the name of|au nom de|on behalf of|account of|belongs to|regards to|message for|parcel for|package for|attn|thanks|thank you|agent|operator|mr and mrs|colleague|surname is|buzz|klingel|sonnette|tell|told|thanked|met|remind|chez|a nombre de|op naam van|auf den namen|auf den Namen von) |(?:${relation})(?: is| was)?(?: called| named)?,? |(?:my|our|his|her|your|the|meine?|mon|ma|mi|mio|mia) (?:${relation})(?:'s name is|,)? |(?:hi|hello|hey|hiya|dear|hallo|hoi|bonjour|salut|hola|ciao|buongiorno|liebe[r]?|beste|geachte|estimad[oa]|querid[oa]|cher|chère|caro|cara|good (?:morning|afternoon|evening)|morning|evening|afternoon|guten (?:tag|morgen|abend)) {1,2}|(?:hi|hello|hey|thanks|thank you|cheers), |${signOff}[,.!]{0,2}\s{1,6}`,
);
const greeting = before(String.raw`(?:hi|hello|hey|hiya|dear|hallo|bonjour|salut|hola|ciao|thanks|thx|cheers) {1,2}|(?:hi|hello|hey) its |(?:hi|hello|hey) it's |${signOff},?\s{1,6}`);
/** After a name: "Tom here", "Priya speaking". */
const speaking = /^[, ]{1,2}(?:here|speaking|again|calling|from (?:the|your|larch|upstairs|next))\b/i;

/** After a name: what people do. */
const doing =
  /^(?:,? who)? (?:said|says|told|tells|wrote|writes|rang|called|calls|promised|e-?mailed|answered|replied|signed|ordered|booked|bought|apologi[sz]ed|assured|explained|confirmed|reckons|thinks|thought|knows|knew|insisted|forgot|helped|sorted|fixed|took|paid|picked|mentioned|suggested|agreed|asked|wants|wanted|lives|moved|was (?:lovely|great|very|so|rude|helpful|brilliant|wonderful|kind|polite|super|here|going|supposed)|is (?:my|our|the one|on holiday|on leave|away|home)|will (?:sign|take|collect|pick|open|let|write|bring)|would (?:call|ring|refund|write|email)|has (?:signed|taken|paid|my|promised)|sent (?:me|us)|here(?![\p{L}])|speaking)(?!\p{L})/u;
/** Before a name: what is done to people and by them. */
const doneTo = /(?:^|[\s(])(?:(?:(?:signed|paid|booked|started|sent|placed|ordered|written|taken|collected|opened|answered|handled|told|served|forwarded|received|accepted|bought|approved|helped|called|emailed|completed|reviewed|posted) by|(?:booked|bought|ordered|gift|present|parcel|package|box|message|letter) for|thanks to|tell|told|thank|thanked|met|remind|married|say|(?:is|was|am|are|be) called|named|nicknamed|same as|care of|attention of|signature of|love from|know any|know no|(?:amend|change|correct|update) (?:the |my |his |her )?(?:sur)?name to|with love,?|hugs,?) |(?:bell|label|card|signature|slip|note|box|receipt|door|tag|sticker|paper|pod|screen|it|e-?mail) (?:just )?(?:says|said|reads|read|looks like)[ :]{1,2}["“']?)$/iu;
/** After a possessive: what people have. */
const having = /^['’]s (?:(?:old|new|last|own|first) )?(?:order|account|parcel|e-?mail|address|name|phone|number|house|flat|card|birthday|wedding|room|mum|dad|wife|husband|son|daughter|mobile|invoice|message|reply|promise|supervisor|manager|handwriting|signature)(?!\p{L})/u;
const thing = /^ (?:line|station|street|road|square|knife|knives|key|keys|screws?|screwdriver|sponge|blinds?|bookcase|tower|park|bridge|museum|hospital|school|college|university|hotel|church|airport|county|council|print|lamps?|rugs?|sofas?|chairs?|desks?|duvets?|mattress|curtains?|set|collection|range|finish|fabric|gate|centre|center|quarter|market|arcade|docks?|cushions?|green|blue|red|grey|yellow|pink)(?!\p{L})/u;
const toPlace = /(?:^|\s)(?:in|to|near|via|around|outside|visit|visiting|[Ff]rom|leaving) $/u;
const colours: ReadonlySet<string> = new Set('olive ruby daisy rose violet iris lily sage amber pearl jade hazel heather holly ivy poppy ginger coral scarlet ebony fern crystal jasmine basil willow rosemary robin autumn summer amethyst'.split(' '));
/** Towns that are given names too. */
const townNames: ReadonlySet<string> = new Set('florence sydney victoria paris chelsea adelaide alexandria carlisle chester lincoln jordan kent georgia india chad israel valencia vienna verona siena brooklyn austin dallas houston madison orlando charlotte jackson lancaster warwick milan kingston preston ashton denver savannah carolina virginia dakota montana geneva santiago lourdes lorraine cairo chelsea nancy'.split(' '));

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
  markAgain(text, words, marked);
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
  const after = text.slice(end, end + 30);
  const second = words[i + 1];
  const adjoins = second !== undefined && second.capital && gapInName.test(text.slice(end, second.start));
  if (adjoins && companies.has(`${lower} ${second.lower}`)) return false;
  if (capital && i > 0 && words[i - 1]?.capital === true && companies.has(`${words[i - 1]?.lower ?? ''} ${lower}`)) return false;
  const given = isGivenName(lower);
  if ((given || (capital && (isFamilyName(lower) || isWordAndGivenName(lower)))) && thing.test(townNames.has(lower) || colours.has(lower) || isWordAndGivenName(lower) ? after.toLowerCase() : after)) return false;
  if (capital && !given && /(?<!\p{L})(?:Studio|Café|Bakery|Hotel|Restaurant|Salon|Firma|Praxis|Maison|Atelier|Garage|Möbelhaus|Galerie|Galleria|Pub|Bar|Banca|Banque|Kanzlei|Apotheke|House of) $/u.test(lead)) return false;
  if (given && townNames.has(lower) && (toPlace.test(lead) || /^, (?:\p{Lu}\p{L}+[.,]|\p{Lu}{2}\b)|^: \d/u.test(after)) && !adjoins) return false;
  if (capital && (lower === 'alexa' || lower === 'siri') && /(?:^|\s)(?:my|our|the|with|to|via|hey|ask|by|and|or) $/iu.test(lead)) return false;
  // "Osborne & Little" is a company, "Niamh & Declan" are not.
  if (capital && !given && isFamilyName(lower) && /^ & \p{Lu}/u.test(after)) return false;
  if (capital && colours.has(lower) && /(?:^|\s)(?:in|or|the|a|an|some|both|colou?r|shade|between) $/iu.test(lead)) return false;
  if (given && (capital ? !isEnglishWord(lower) || strong.test(lead) || weak.test(lead) : !isOrdinaryWord(lower))) return true;
  const previous = words[i - 1];
  if (capital && previous !== undefined && title.test(previous.lower) && /^\.?[ \u00a0]{1,2}$/.test(text.slice(previous.end, start))) return !title.test(lower) && !/^(?:and|or|und|et|y)$/.test(lower);
  // "M. Benali": a French Monsieur.
  if (capital && /(?<!\p{L})M\. $/u.test(lead) && !isEverydayWord(lower)) return false;
  const mayBe = !isEverydayWord(lower) || isWordAndName(lower);
  if (!mayBe) return false;
  const unknown = capital && !isOrdinaryWord(lower) && !isNoPerson(lower) && !title.test(lower) && isNamelike(text, word);
  if (capital && !isOrdinaryWord(lower) && !isPlace(lower) && isNamelike(text, word) && ((isFamilyName(lower) && !companyAfter.test(after)) || (looksLikeFamilyName(lower) && !isNoPerson(lower) && !companyAfter.test(after)))) return true;
  if (unknown && (doing.test(after) || doneTo.test(lead) || having.test(after))) return true;
  if (capital && /(?:^|\s)the $/i.test(lead) && lower.endsWith('s') && isFamilyName(lower.slice(0, -1)) && !isOrdinaryWord(lower) && !isNoPerson(lower)) return true;
  if (unknown && second !== undefined && /^(?:bin|ibn|bint|al|von|van|der|ten|ter|ap|ní|mac|ó|te)$/.test(second.lower) && words[i + 2]?.capital === true && gapInName.test(text.slice(end, second.start)) && gapInName.test(between(text, words, i + 1)) && !articles.test(lead)) return true;
  if (unknown && adjoins && isPartner(text, second) && !/(?:^|\s)(?:the|an?|your|our|this|each|every) $/iu.test(lead) && !(toPlace.test(lead) && !isGivenName(second.lower) && !isFamilyName(second.lower))) {
    if (isGivenName(second.lower) || isFamilyName(second.lower) || looksLikeFamilyName(second.lower) || trades.has(second.lower)) return true;
    if (/(?:^|[\s(])[\p{Ll}'’]+[,:]? $/u.test(lead) && !articles.test(lead) && !/^\p{Lu}{2,}$/u.test(text.slice(start, end)) && !isWordAndName(second.lower) && !/^ \p{Lu}/u.test(text.slice(second.end, second.end + 2))) return true;
  }
  if (!capital && lower.length >= 3 && !isOrdinaryWord(lower) && !isNoPerson(lower) && saysOwn.test(lead) && /^(?:,|[.!?]?$| here| again| from | speaking| and i )/u.test(after)) return true;
  if (strong.test(lead)) return !title.test(lower) && (capital || !isOrdinaryWord(lower));
  if (capital && !title.test(lower) && weak.test(lead)) return isWordAndName(lower) || (isNamelike(text, word) && !isThing(lower) && !/^\p{Lu}{2,4}$/u.test(text.slice(start, end)));
  if (!capital) return lower.length >= 3 && !isOrdinaryWord(lower) && (greeting.test(lead) || isFamilyName(lower)) && /^(?:['’]s)?(?:[\s,.!?;:)]|$)/.test(text.slice(end, end + 3)) && (given || isFamilyName(lower) || speaking.test(text.slice(end, end + 16)));
  if (!isThing(lower) && speaking.test(text.slice(end, end + 20)) && (isWordAndGivenName(lower) || !isOrdinaryWord(lower)) && !lower.endsWith('s')) return isNameUse(lead, lower) || speaking.test(text.slice(end, end + 20));
  // "Hope You Are Well"
  if (adjoins && isEverydayWord(second.lower) && !isWordAndName(second.lower)) return false;
  return isWordAndGivenName(lower) && lead.trim() !== '' && isNameUse(lead, lower) && !isProductUse(text, word);
}

const companyAfter = /^ (?:(?:Street|St|Road|Rd|Lane|Avenue|Close|Drive|Court|House|Park|Hotel|Hall|School|College|University|Hospital|Bank|Ltd|Limited|Inc|Group|Stores?|Furniture|Interiors|Homes?|Centre|Center|Station|Airport|Bridge|Square|Green|Hill|Farm|Way|Place|Terrace|Trust|Estate|Shopping)(?!\p{L})|(?:&|and) (?:Co|Sons?|Partners)(?!\p{L}))/u;
/** "this is kat, my boyf": in small letters only what says who writes. */
const saysOwn = /(?:^|[\s,.!])(?:this is|(?:hi|hello|hey),? (?:its|it['’]s|im|i['’]m|i am)) $/iu;

/** Before things in several languages, German ones among them: "die Farbe Moos". */
const articles = /(?:^|\s)(?:the|an?|your|our|my|this|or|also|in|called|der|die|das|den|dem|des|ein|eine|einen|einem|im|am|zum|zur|le|la|les|un|une|mon|ma|votre|el|los|las|una|het|een|il|lo|gli|uno) $/iu;
/** Family names that are trades and little else with a capital. */
const trades: ReadonlySet<string> = new Set('walker baker carter taylor turner cooper webb wheeler tanner potter miller marshall tyler brooks parks summers powers rivers banks cook ward marsh reed knight bishop brown young fox mason hunter'.split(' '));

/** The second of two words with capitals that may be a name. */
function isPartner(text: string, word: Word): boolean {
  return !title.test(word.lower) && isNamelike(text, word) && ((!isOrdinaryWord(word.lower) && (!isNoPerson(word.lower) || isFamilyName(word.lower))) || trades.has(word.lower));
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
  const from = words[i]?.start ?? 0;
  // "my name is nguyen van minh": said outright, the words after it belong to it in small letters too.
  const outright = words[i]?.capital === false && /(?:name(?:['’]s| is| was)?|called|name\s?:) {1,2}$/iu.test(text.slice(Math.max(0, from - 16), from));
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
      if (outright && family !== undefined && !family.capital && !isOrdinaryWord(family.lower) && /^ $/.test(between(text, words, end))) {
        marked.fill(1, at + 1, end + 2);
        at = end + 1;
        continue;
      }
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
    if (small ? !(isFamilyName(next.lower) && !isOrdinaryWord(next.lower)) && !(outright && !next.capital && !isOrdinaryWord(next.lower) && !isNoPerson(next.lower)) : !continues(text, next) && !endsLine(text, from, next)) return;
    marked[at + 1] = 1;
    at += 1;
  }
}

/** "Bartholomew Quick" on a line of its own. */
function endsLine(text: string, from: number, next: Word): boolean {
  return next.capital && next.lower.length > 2 && /^[ \t]*(?:\n|$)/.test(text.slice(next.end, next.end + 3)) && (from === 0 || text[from - 1] === '\n') && !isNoPerson(next.lower);
}

function continues(text: string, next: Word): boolean {
  if (!next.capital || title.test(next.lower)) return false;
  if (next.lower.length === 1 && !/^[ia]$/.test(next.lower) && /^(?:\.(?:\s|$)|[,)\n]|$)/.test(text.slice(next.end, next.end + 2))) return true;
  if (next.lower.length === 1) return next.lower !== 'i' && /^\.? ?\p{Lu}/u.test(text.slice(next.end, next.end + 3));
  if (/^ & |^['’]?\s?(?:ltd|gmbh)/i.test(text.slice(next.end, next.end + 5))) return false;
  return !isEverydayWord(next.lower) || (isWordAndName(next.lower) && !isWordAndGivenName(next.lower)) || next.lower === 'null';
}

/** "Siobhan and Piet", "Saoirse, then by Rukmini": beside a name, "and" and commas lead to another, before it too. */
function markOthers(text: string, words: readonly Word[], marked: Uint8Array): void {
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined || marked[i] === 1 || !word.capital || isOrdinaryWord(word.lower) || title.test(word.lower) || !isNamelike(text, word)) continue;
    const ampersand = marked[i - 1] === 1 && between(text, words, i - 1) === ' & ';
    const and = marked[i - 2] === 1 && joins.test(words[i - 1]?.lower ?? '') && between(text, words, i - 2) === ' ' && between(text, words, i - 1) === ' ';
    if (!(ampersand || and) && (isNoPerson(word.lower) || companyAfter.test(text.slice(word.end, word.end + 30)) || !inList(text, words, marked, i))) continue;
    marked[i] = 1;
    extend(text, words, marked, i);
  }
}

const joins = /^(?:and|or|und|et|y|e|en|og|och|oder|ou)$/;

function inList(text: string, words: readonly Word[], marked: Uint8Array, i: number): boolean {
  const start = words[i]?.start ?? 0;
  const end = words[i]?.end ?? 0;
  // What stands between this word and the name before it or after it.
  for (let back = 1; back <= 4; back += 1) {
    if (marked[i - back] !== 1) continue;
    if (/^(?:, ?(?:and |or |then |and then )?(?:by |with |to |for )?| (?:and |or )?then (?:by |with |to |for )?)$/.test(text.slice(words[i - back]?.end ?? 0, start))) return !/^(?: \p{Lu}|['’]s )/u.test(text.slice(end, end + 3));
    break;
  }
  for (let on = 1; on <= 2; on += 1) {
    if (marked[i + on] !== 1) continue;
    if (start === 0 || text[start - 1] === '\n') return false;
    return /^(?:, | (?:and|or|&|und|et|y|of|en) )$/.test(text.slice(end, words[i + on]?.start ?? 0)) && !/(?:^|\s)(?:in|at|near|the|from|of|an?) $/i.test(text.slice(Math.max(0, start - 8), start));
  }
  return false;
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
    if (signed && line.length === 1 && line[0]?.lower.length === 1 && words[at]?.capital === true) {
      marked[at] = 1;
      continue;
    }
    // The first words of a message are a heading or a question; a name under it stands alone near its end.
    if (real.length === 0 || real.length > 4 || start === 0 || (!signed && after.trim().length > 160) || (beforeIt.endsWith(', ') && !signed)) continue;
    if (!line.every(({ lower, capital }) => (capital && (!isEverydayWord(lower) || isWordAndName(lower))) || particles.has(lower))) continue;
    if (!signed && real.every(({ lower }) => isWordAndName(lower)) && !real.some(({ lower }) => isWordAndGivenName(lower))) continue;
    if (real.some(({ lower }) => isNoPerson(lower) && !isFamilyName(lower) && !isGivenName(lower)) && !(signed && real.length <= 2 && isGivenName(real[0]?.lower ?? ''))) continue;
    if (!signed && real.some(({ start: s, end: e }) => /^\p{Lu}{2,}$/u.test(text.slice(s, e)))) continue;
    for (let i = at; i < last; i += 1) if (!title.test(words[i]?.lower ?? '')) marked[i] = 1;
  }
}

/** A name met once is one wherever it has its capital: "that Callan would refund. Callan says". */
function markAgain(text: string, words: readonly Word[], marked: Uint8Array): void {
  const met = new Set<string>();
  for (const [i, { lower, capital }] of words.entries()) if (marked[i] === 1 && capital && lower.length >= 3 && !isOrdinaryWord(lower) && !isNoPerson(lower) && !particles.has(lower)) met.add(lower);
  if (met.size === 0) return;
  for (const [i, word] of words.entries()) if (marked[i] !== 1 && word.capital && met.has(word.lower) && !thing.test(text.slice(word.end, word.end + 30)) && !companyAfter.test(text.slice(word.end, word.end + 30))) marked[i] = 1;
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
