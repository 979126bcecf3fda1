import {
  addressWord, alone, beforePostcode, box, continentalTown, countries, cued, dashedTown, dutch, english, faintTown, houseBefore, inCounty, joiner, namedHouse, northern, numbered,
  romance, segments, separator, single, smallStreetType, southern, told, toldHouse, typed, unitBefore, usTown, zip,
} from './address-grammar.ts';
import { isGivenName } from './given-names.ts';
import { isEverydayWord, isOrdinaryWord } from './ordinary-words.ts';
import type { PersonalSpan } from './personal.ts';

/** A code leads to what stands before it; a faint one counts only where a street or a house does. */
type Strength = 'street' | 'code' | 'faint';

interface Core {
  readonly start: number;
  readonly end: number;
  readonly strength: Strength;
}

/**
 * Postal addresses: street lines with a number as written in English, French, Spanish, Italian, Portuguese, German, Dutch and the
 * Nordic languages, PO boxes and postcodes, each with what belongs to it before (flat, house) and after (town, postcode, country),
 * over several lines too. A town, a country or a street alone is none. Linear in the text.
 */
export function findAddresses(text: string): PersonalSpan[] {
  const cores: Core[] = [];
  const claim = (start: number, end: number, strength: Strength = 'street'): void => void cores.push({ start, end, strength });
  for (const match of text.matchAll(english)) {
    if (!isStreet(match[0])) continue;
    claim(match.index - unitWord(text, match.index), match.index + match[0].length);
  }
  for (const match of text.matchAll(romance)) {
    // With capitals the name of the street ends with the last of them.
    const written = (/^.*\p{Lu}[\p{L}.’'-]*/u.exec(match[0])?.[0] ?? match[0].split(' ').slice(0, 5).join(' ')).replace(/[ '’](?:de|du|des|la|le|les|et|sur|en|aux?)$/i, '');
    if (/ (?:rue|boulevard|chemin|impasse|allée|quai) /i.test(written) || /^\S+(?: (?:bis|ter))?,? \p{L}+\.? .*\p{Lu}/u.test(written)) claim(match.index, match.index + written.length);
  }
  for (const match of text.matchAll(southern)) if (/^\S+\s?(?:\p{L}{1,3} ){0,3}\p{Lu}/u.test(match[0]) || /^(?:calle|c\/|via|rua)/i.test(match[0])) claim(match.index, match.index + match[0].length);
  for (const match of text.matchAll(northern)) {
    const lead = sentenceLead(match[0]);
    if (lead !== null) claim(match.index + lead, match.index + match[0].length);
  }
  for (const match of text.matchAll(beforePostcode)) {
    const lead = sentenceLead(match[0]);
    if (lead !== null) claim(match.index + lead, match.index + match[0].length);
  }
  for (const pattern of [single, box, namedHouse, numbered, inCounty, toldHouse]) {
    for (const match of text.matchAll(pattern)) claim(match.index - unitWord(text, match.index), match.index + match[0].trimEnd().length);
  }
  for (const match of text.matchAll(told)) {
    const words = match[0].replace(/^[\d\w]+,? (?:The )?/u, '').toLowerCase().split(' ');
    if (!words.some((word) => isEverydayWord(word) || isMeasure(word))) claim(match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(alone)) if (!/\d(?:st|nd|rd|th)$/.test(match[0]) && !/[a-z] \d[a-z]{2}$/.test(match[0].replace(/^[a-z]+\d+/, '0'))) claim(match.index, match.index + match[0].length, 'code');
  for (const pattern of [dutch, usTown, dashedTown]) for (const match of text.matchAll(pattern)) claim(match.index, match.index + match[0].length, 'code');
  for (const match of text.matchAll(continentalTown)) if (!isEverydayWord((match[1] ?? '').toLowerCase()) && !/^(?:euro?s?|pounds?|usd|gbp|chf)$/i.test(match[1] ?? '')) claim(match.index, match.index + match[0].length, 'code');
  for (const match of text.matchAll(cued)) claim(match.index + match[0].length - (match[1] ?? '').length, match.index + match[0].length, 'code');
  for (const match of text.matchAll(faintTown)) if (!/(?<!(?:NSW|VIC|QLD|SA|TAS|ACT|NT),?)(?:^| )(?:19|20)\d{2}(?: |$)/.test(match[0]) && !/^(?:tel|phone|mob|mobile|fax|ph|telefon|tél|code|pin|ref|vat|order|invoice|sku|year|since|in|model|page|room)(?!\p{L})/iu.test(match[0])) claim(match.index, match.index + match[0].length, 'faint');
  cores.sort((a, b) => a.start - b.start || b.end - a.end);
  return grow(text, cores);
}

/** "Unit 7, Kingsway Business Park" reads as number 7 of a street: the unit before it belongs to it. */
function unitWord(text: string, at: number): number {
  return /(?<!\p{L})(?:flat|unit|apt|apartment|suite|room|block|shop|office|plot)\.? $/iu.exec(text.slice(Math.max(0, at - 12), at))?.[0].length ?? 0;
}

function isStreet(written: string): boolean {
  const street = written.replace(/ (?:east|west|north|south|upper|lower|central|extension|NE|NW|SE|SW)$/iu, '');
  const [, type = ''] = /(\p{L}+)\.?$/u.exec(street) ?? [];
  const words = street.replace(/^(?:(?:number|no\.?|nr\.?) )?\d+(?: ?[A-Za-z](?!\p{L}))?(?: ?(?:[/–&-]| and | to ) ?\d+(?:[A-Za-z](?!\p{L}))?)?,? ?/iu, '').split(' ').slice(0, -1);
  // "12 March Road works" is a day.
  if (/^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i.test(words[0] ?? '') && words.length === 1) return false;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  // "page 14 it doesn't. Main Street", "3 Place setting"
  if (words.length === 0 || words.some((word) => /^\p{L}{4,}\.$/u.test(word) || /^\p{L}+['’]t\.?$/u.test(word))) return false;
  if (capitals > 0) return !words.some((word) => isMeasure(word)) && (/^\p{Lu}/u.test(words[0] ?? '') || new RegExp(`^${joiner}$`, 'u').test(words[0] ?? '') || !isOrdinaryWord(words[0] ?? '')) && (/^\p{Lu}/u.test(type) || new RegExp(`^(?:${smallStreetType})$`, 'i').test(type));
  // In small letters "2 weeks on the road" is no address.
  return new RegExp(`^(?:${smallStreetType})$`, 'i').test(type) && !words.some((word) => isMeasure(word) || isEverydayWord(word.toLowerCase()) && !/^(?:high|church|station|park|mill|green|king|queen|new|old|long|north|south|east|west|main|london|bridge|school|market)$/.test(word)) && words.length <= 3;
}

function isMeasure(word: string): boolean {
  return /^(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|miles?|km|cm|mm|m|kg|pm|am|x|st|nd|rd|th|stars?|doors?|people|pieces|items?|orders?|working)$/i.test(word);
}

/** Lets each find take in what belongs to it, forwards and backwards, and joins those that meet. */
function grow(text: string, cores: readonly Core[]): PersonalSpan[] {
  const grown: { start: number; end: number }[] = [];
  for (const core of cores) {
    const last = grown.at(-1);
    if (last !== undefined && core.start < last.end) {
      if (core.end > last.end) last.end = forward(text, core.end);
      continue;
    }
    const before = backward(text, core.start, core.strength !== 'street', last?.end ?? 0);
    const meets = last !== undefined && /^[\s,]{0,4}$/.test(text.slice(last.end, before.start));
    if (core.strength === 'faint' && !before.sure && !meets) continue;
    const { start } = before;
    const end = forward(text, core.end, core.strength !== 'street');
    // "17 Calder Terrace, Hebden Bridge, HX7 8EW" is found twice: by its street and by its postcode.
    if (last !== undefined && (start <= last.end || /^[\s,]{0,4}$/.test(text.slice(last.end, start)))) last.end = Math.max(last.end, end);
    else grown.push({ start, end });
  }
  return grown.map(({ start, end }) => ({ kind: 'address', start, end, value: addressValue(text.slice(start, end)) }));
}

/** An address in small letters, one space where there were breaks and commas. */
export function addressValue(written: string): string {
  return written.toLowerCase().replace(/[\s,.]+/g, ' ').trim();
}

function forward(text: string, from: number, weak = false): number {
  let end = from;
  let coded = weak;
  for (let taken = 0; taken < 7; taken += 1) {
    separator.lastIndex = end;
    const gap = separator.exec(text)?.[0];
    if (gap === undefined) break;
    const next = segmentAt(text, end + gap.length, gap, coded);
    if (next === null) break;
    coded ||= next.kind === 'code';
    end = next.end;
    if (next.kind === 'country') break;
  }
  return end;
}

function segmentAt(text: string, at: number, gap: string, coded: boolean): { end: number; kind: string } | null {
  const newLine = gap.includes('\n');
  const comma = gap.includes(',');
  for (const [kind, pattern] of segments) {
    pattern.lastIndex = at;
    const written = pattern.exec(text)?.[0];
    if (written === undefined) continue;
    let end = at + written.length - (kind === 'code' && / [a-z]{2}$/.test(written) ? 3 : 0);
    if (kind === 'code' || kind === 'unit') {
      // A bare number of four or five digits is a postcode only with a town beside it.
      if (kind === 'code' && /^(?:[A-Z]{1,2}-)?\d{4,5}$/i.test(written) && !/^ \p{Lu}\p{L}/u.test(text.slice(end, end + 3)) && !comma && coded) return null;
      if (kind === 'code' && /^\d{4,5}$/.test(written) && !/^ \p{Lu}/u.test(text.slice(end, end + 2)) && newLine) return null;
      return { end, kind };
    }
    if (kind === 'country') return { end, kind };
    if (kind === 'small') {
      if (!comma || coded || isOrdinaryWord(written) || isGivenName(written)) return null;
      return { end, kind };
    }
    // A town: not a new sentence, not a person.
    const words = written.split(' ');
    let kept = words.length;
    for (const [i, word] of words.entries()) {
      const lower = word.toLowerCase().replace(/[.'’]+$/, '');
      const isJoiner = new RegExp(`^${joiner}$`, 'u').test(word);
      if (!isJoiner && !/^(?:Co\.|São|San|Santa|Saint|Den|Las|Los|La|Le|El|Al|Bad)$/.test(word) && isEverydayWord(lower) && !/^(?:high|church|station|park|new|old|green|north|south|east|west|street|road|town|city|business|centre|center|great|little|long|upper|lower|house|king|queen|mill)$/.test(lower)) {
        kept = i;
        break;
      }
      if (word.endsWith('.') && i < words.length - 1 && !/^(?:st|ste|mt|ft|co|sta|sto|gr|kr|n|s|e|w)\.$/i.test(word)) {
        kept = i + 1;
        break;
      }
    }
    while (kept > 0 && new RegExp(`^${joiner}$`, 'u').test(words[kept - 1] ?? '')) kept -= 1;
    if (kept === 0) return null;
    const town = words.slice(0, kept).join(' ').replace(/[.]+$/, '');
    end = at + town.length;
    const first = words[0]?.toLowerCase().replace(/[.,]/g, '') ?? '';
    if (isGivenName(first) && !/^[, ]{1,2}(?:[A-Z]{1,2}\d|\d{4,5})/.test(text.slice(end, end + 6))) return null;
    if (!comma && !newLine && !coded && !/^[, \n]{1,3}(?:[A-Z]{1,2}\d|\d{4,5}|[A-Z]{2} \d)/.test(text.slice(end, end + 8))) return null;
    if (!comma && !newLine && coded && kept > 4) return null;
    if (newLine && (kept < words.length || !/^[ \t,]{0,3}(?:\n|$|(?:[A-Z]{1,2}\d|\d{4,5}))/.test(text.slice(end, end + 6)) || coded)) return null;
    // On a line of its own a town comes before a postcode.
    if (newLine && !new RegExp(String.raw`^[ \t,\n]{1,6}(?:[\p{L}'’ -]{2,30}[,\n ]{1,4}){0,3}(?:${zip}|(?:${countries}))`, 'iu').test(text.slice(end, end + 100))) return null;
    return { end, kind };
  }
  return null;
}

/** Takes in a flat or a house before a street, and before a postcode what leads up to it; `sure` when there is a number or a street in that. */
function backward(text: string, from: number, coded: boolean, least: number): { start: number; sure: boolean } {
  let start = from;
  let open = coded;
  let sure = false;
  for (let taken = 0; taken < 7; taken += 1) {
    const lead = text.slice(Math.max(least, start - 90), start);
    const gap = /(?:[ \t]{0,2},[ \t]{0,2}\n?|[ \t]{0,2}\n[ \t]{0,2}|[ \t]{1,2}(?:[-–][ \t])?)$/u.exec(lead)?.[0];
    if (gap === undefined) break;
    const rest = lead.slice(0, lead.length - gap.length);
    const joined = /^[ \t]+$/.test(gap);
    const flat = unitBefore.exec(rest) ?? (joined ? null : houseBefore.exec(rest));
    if (flat !== null) {
      const written = trimLead(flat[0]);
      if (written === '') break;
      start -= gap.length + written.length;
      sure = true;
      continue;
    }
    if (!coded) break;
    const { written, whole } = addressRun(rest, !joined);
    const [first = ''] = written.split(' ');
    const isTyped = typed.test(written);
    const isNumbered = /(?:^|\s)\d/.test(written);
    if (written === '' || (isGivenName(first.toLowerCase()) && !isTyped && !isNumbered) || (!open && !isTyped)) break;
    // What is further away than a number counts when it is a street, an estate or a house.
    start -= gap.length + written.length;
    sure ||= isNumbered || isTyped;
    if (isNumbered) open = false;
    if (!whole) break;
  }
  return { start, sure };
}

/** The words at the end of `rest` that an address can be made of; `whole` when they fill the line or the stretch up to a comma. */
function addressRun(rest: string, mayBeSmall: boolean): { written: string; whole: boolean } {
  const stretch = /[^,\n:;()!?]*$/.exec(rest)?.[0] ?? '';
  // "buzz MacAskill, gorbals street, g5 9dq"
  const small = mayBeSmall ? smallStreet.exec(stretch)?.[0] : undefined;
  if (small !== undefined) return { written: small, whole: small.length === stretch.trim().length };
  const words = stretch.split(' ');
  let first = words.length;
  while (first > 0 && words.length - first < 7 && addressWord.test(words[first - 1] ?? '') && !(first < words.length && /^\p{L}{4,}\.$/u.test(words[first - 1] ?? ''))) first -= 1;
  const written = trimLead(words.slice(first).join(' '));
  return { written, whole: written.length === stretch.trimStart().length };
}

const smallStreet = new RegExp(String.raw`(?:(?<= |^)\d{1,4}[a-z]? )?(?<= |^)[\p{Ll}'’-]{3,20} (?:[\p{Ll}'’-]{3,20} )?(?:${smallStreetType})$`, 'u');

/** How much of "Ruud. Deliver to Dorpsstraat 5" is the sentence before the street; null when there is no street left. */
function sentenceLead(written: string): number | null {
  const words = written.split(' ');
  const numbered = words.findIndex((word, i) => i > 0 && /^(?:No[.:]?)?\d/i.test(word));
  let first = numbered;
  while (first > 0) {
    const word = words[first - 1] ?? '';
    const small = /^\p{Ll}/u.test(word);
    const declined = /e[nrm]$/.test(word) && /^(?:Am|Im|An|Auf|Unter|Zum|Zur|Hinter|Vor|Bei|In|Op|Aan)$/.test(words[first - 2] ?? '');
    if (small && !declined && !new RegExp(`^${joiner}$`, 'u').test(word) && !/(?:str(?:aße|asse|aat|\.)|laan|gracht|gata|gatan|weg|vej|katu|utca|út|tér|náměstí|ulice|třída|sokak)$/.test(word)) break;
    if (first < numbered && /^\p{L}{3,}\.$/u.test(word) && !/^(?:str|cad|sok|mah|krt)\.$/i.test(word)) break;
    first -= 1;
  }
  const left = trimLead(words.slice(first).join(' '));
  return /^\p{L}{2}.* \d/u.test(left) && !/^\p{Ll}+ \d/u.test(left.replace(/^\p{Ll}*(?:str(?:aße|asse|aat|\.)|laan|gracht|gata|gatan|weg) /u, 'X ')) ? written.length - left.length : null;
}

/** Leaves out the words of the sentence before a place: "at Rosslyn", "Deliver to The Old Forge". */
function trimLead(written: string): string {
  let left = written;
  for (;;) {
    const [first = '', ...others] = left.split(' ');
    const lower = first.toLowerCase();
    if (left === '' || /^\d/.test(first) || /^The$/.test(first) || !(new RegExp(`^${joiner}$`, 'u').test(first) || (isEverydayWord(lower) && /^(?:to|at|from|is|my|our|please|deliver|send|ship|address|in|near|postcode|it|new|hi|hello|thanks|the|a|and|order|invoice|tel|phone|mr|mrs|ms|dr|dear|regards)$/.test(lower)))) return left;
    left = others.join(' ');
  }
}
