import { isGivenName } from './given-names.ts';
import { isEverydayWord, isOrdinaryWord } from './ordinary-words.ts';
import type { PersonalSpan } from './personal.ts';

const ukAreas =
  'AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|BX|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|T|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE';
const ukPostcode = String.raw`(?:(?:${ukAreas})\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)`;
const eircode = String.raw`[AC-FHKNPRTV-Y]\d[\dW] ?(?=[A-Z]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}`;
const alone = new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${ukPostcode}|${eircode})(?![\p{L}\p{N}_]|-\d)`, 'giu');
const dutch = /(?<![\p{L}\p{N}.,£€$-])[1-9]\d{3} (?!MM|CM|KG|GB|MB|TB|AD|BC|AM|PM|UK|EU|VA|WH|HZ|KM|ML|LB)[A-Z]{2}(?![\p{L}\p{N}])(?: \p{Lu}\p{L}+)?/gu;
const cued = /(?<!\p{L})(?:post ?codes?|zip(?: ?codes?)?|plz|postleitzahl|code postal|código postal|cap|kod pocztowy)(?: (?:is|was|ist|est|es|now|number))?[:\s]{1,3}((?:[A-Z]-)?\d{2}-?\d{2,3}(?:-\d{4})?|[1-9]\d{3} ?[A-Z]{2})(?![\p{L}\p{N}])/giu;
const states = 'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY';
const stateZip = String.raw`(?:${states}),? \d{5}(?:-\d{4})?`;
const usTown = new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{1,20}){0,2},? ${stateZip}(?!\d)`, 'gu');
const continentalTown = /(?<![\p{L}\p{N}#.,/-])(?:[A-Z]{1,2}-)?\d{5} (\p{Lu}[\p{L}'’-]{2,24})(?:[ -](?:am|an|der|Main|Rhein|le|la|les|sur|en|de|\p{Lu}\p{Ll}{2,20}))*(?![\p{L}\p{N}])/gu;

const joiner = '(?:of|the|upon|le|la|les|de|del|della|des|du|di|da|do|dos|der|den|am|an|im|in|on|and|y|i|sur|sous|saint|st|zum|zur|aan|van|op|by|next|under)';
const capitalWord = String.raw`(?:\p{Lu}[\p{L}'’.-]{0,24}|${joiner}|d['’]\p{L}{2,20}|l['’]\p{L}{2,20})`;
const streetType =
  'street|st|str|road|rd|lane|ln|avenue|ave|av|close|drive|dr|crescent|cres|terrace|court|ct|place|pl|gardens|gdns|grove|square|sq|way|row|mews|park|hill|rise|walk|boulevard|blvd|parade|wharf|quay|circus|vale|view|green|yard|gate|croft|end|bank|brow|wynd|highway|hwy|parkway|pkwy|circle|cir|trail|loop|plaza|alley|broadway|embankment|meadow|meadows|fields|approach|esplanade|promenade|causeway|passage|mount|fold|garth|brae|loan|common|heights|ridge|mansions|villas|cottages|side|strand|turnpike|pike|path|bypass|orchard';
const smallStreetType = 'street|st|road|rd|lane|ln|avenue|ave|close|crescent|terrace|grove|gardens|mews|boulevard|blvd|drive|dr|court|ct|way|place|square';
const unit = String.raw`(?:(?:flat|apartment|apt|unit|suite|ste|room|block|studio|floor|level|building|bldg|house|maisonette|penthouse|plot|lot|office|shop|tower|no|number|nr)(?:\.? {0,2}#?\d{1,4}[A-Z]?|\.? {1,2}[A-Z]\d{0,3})(?![\p{L}\p{N}])|#\d{1,4}[A-Z]?|(?:ground|first|second|third|top|basement|garden|lower|upper|\d(?:st|nd|rd|th)) (?:floor)(?: flat)?)`;
const number = String.raw`\d{1,5}(?: ?[A-Z](?![\p{L}\p{N}]))?(?: ?[-/–] ?\d{1,4}[A-Z]?)?`;

const english = new RegExp(String.raw`(?<![\p{L}\p{N}.,£€$/:#-])(?:(?:number|no\.?|nr\.?) )?${number},? (?:\p{Lu}[\p{L}'’.-]{0,24} |${joiner} ){0,4}\p{Lu}[\p{L}'’.-]{0,24} (?:${streetType})(?![\p{L}\p{N}]|['’-]\p{L})\.?`, 'giu');
const single = new RegExp(String.raw`(?<![\p{L}\p{N}.,£€$/:#-])(?:(?:number|no\.?|nr\.?) )?${number},? (?:The )?(?:Broadway|Strand|Parade|Mall|Crescent|Embankment|Esplanade|Promenade|Causeway|Highway|Cornmarket|Shambles|Haymarket|Cheapside|Piccadilly|Whitehall|Kingsway|Queensway|Aldwych|Bridgegate|Headrow)(?![\p{L}\p{N}])`, 'gu');
const romance = new RegExp(
  String.raw`(?<![\p{L}\p{N}.£€$/:#-])\d{1,4}(?: ?(?:bis|ter|quater|[A-Z](?![\p{L}\p{N}])))?,? (?:rue|avenue|av\.?|boulevard|bd\.?|blvd|place|pl\.|chemin|impasse|allée|quai|route|rte|cours|square|passage|résidence|voie|sentier|faubourg|montée|ruelle|esplanade|villa|hameau)(?: (?:de|du|des|de la|de l|d|la|le|les|l|à|et|en|sur)(?![\p{L}]))*(?:[ '’]{1,2}(?:(?:de|du|des|la|le|les|et|sur|en|aux?)(?!\p{L})|[dl]['’]\p{L}[\p{L}-]{0,24}|\p{Lu}[\p{L}.-]{0,24}|\d{1,2}(?= \p{L}))){1,6}`,
  'giu',
);
const southern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:calle|c/|avenida|avda\.?|avd\.?|plaza|pza\.?|paseo|pº|carrer|camino|ronda|rambla|travesía|via|viale|piazza|piazzale|corso|largo|vicolo|strada|rua|praça|travessa|estrada|alameda|ul\.|ulica|al\.|aleja|os\.|pl\.)[ ]?(?:[\p{L}'’.]{1,24}[ ]){0,5}[\p{L}'’.]{1,24},? (?:n[º°.]? ?|no\.? )?\d{1,4}(?: ?[A-Z](?![\p{L}\p{N}]))?(?:/\d{1,4})?(?![\p{N}\p{L}])`,
  'giu',
);
const northern =
  /(?<![\p{L}\p{N}-])(?:\p{Lu}[\p{L}.'’-]{0,24} ){0,3}(?:\p{L}[\p{L}-]{0,30}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ring|damm|ufer|steig|chaussee|straat|laan|plein|gracht|kade|singel|dijk|steeg|dreef|pad|lei|gata|gaten|gatan|gate|gade|vägen|väg|vej|veien|vei|katu|tie|stræde|allé|plads|markt|berg|hof)|(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Markt|Laan|Ring|Damm)) \d{1,4} ?(?:[a-z](?![\p{L}\p{N}]))?(?: ?[-/–] ?\d{1,4}[a-z]?)?(?: ?(?:bus|hs|lgh) ?\d{0,4})?(?![\p{L}\p{N}]|[.,:]\d|%)/giu;
/** Whatever the street is called: a number after it, and a postcode with a town next. */
const beforePostcode = /(?<![\p{L}\p{N}-])\p{Lu}[\p{L}.'’-]{1,30}(?: [\p{L}.'’-]{1,24}){0,3} \d{1,4} ?[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?(?=(?:,? ?\n? ?|, )(?:[A-Z]{1,2}-)?(?:\d{4} ?[A-Z]{2} |\d{4,5} |\d{2}-\d{3} |\d{3} \d{2} )\p{Lu}\p{Ll})/gu;
const box = /(?<![\p{L}\p{N}])(?:P\.? ?O\.? ?Box|post office box|postfach|postbus|postboks|postbox|apartado(?: de correos| postal)?|boîte postale|b\.?p\.?|casella postale|c\.p\.|skrytka pocztowa|locked bag|gpo box|boks)\.? {0,2}(?:no\.? |nr\.? |n[º°] ?)?\d[\d ]{0,7}(?!\d)/giu;

const countries =
  'uk|u\\.k\\.|united kingdom|england|scotland|wales|northern ireland|ireland|usa|u\\.s\\.a\\.|united states|germany|deutschland|france|spain|españa|italy|italia|netherlands|the netherlands|nederland|belgium|belgique|belgië|austria|österreich|switzerland|schweiz|suisse|norway|norge|sweden|sverige|denmark|danmark|finland|suomi|poland|polska|portugal|czech republic|luxembourg|greece|hungary|romania|canada|australia|new zealand|india';
const zip = String.raw`(?:${ukPostcode}|${eircode}|(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{4})?(?: [A-Z]{2}(?![\p{L}\p{N}]))?|\d{2}-\d{3}|\d{3} \d{2})(?![\p{L}\p{N}]|[.,:]\d)`;
const place = String.raw`\p{Lu}[\p{L}'’.-]{1,24}(?:[ -]${capitalWord}){0,4}`;
const separator = /(?:[ \t]{0,2},[ \t]{0,2}\n?[ \t]{0,4}|[ \t]{0,2}\n[ \t]{0,4}|[ \t]{1,2}(?:[-–•|][ \t]{1,2})?)/uy;
const segments: readonly (readonly ['code' | 'unit' | 'town' | 'country' | 'small', RegExp])[] = [
  ['country', new RegExp(String.raw`(?:${countries})(?![\p{L}\p{N}])`, 'iuy')],
  ['code', new RegExp(String.raw`${stateZip}(?!\d)`, 'uy')],
  ['code', new RegExp(String.raw`${zip}`, 'iuy')],
  ['unit', new RegExp(String.raw`(?:${unit}|\d{1,2}[º°ªo]\.? ?(?:[A-Z](?![\p{L}])|izq\.?|izda\.?|dcha\.?|\d)?|(?:int|scala|piso|puerta|étage|appt?|bât|bus|m|lgh|og|top|stiege)\.? ?\d{1,4}[A-Z]?(?![\p{L}\p{N}])|\d(?:er|e|ème) étage|(?:london )?(?:EC|WC|SW|SE|NW|[NEW])\d[A-Z\d]?(?![\p{L}\p{N}]))`, 'iuy')],
  ['town', new RegExp(place, 'uy')],
  ['small', /\p{Ll}[\p{L}'’-]{2,24}(?=[,.;\n]|$)/uy],
];

/**
 * Postal addresses: street lines with a number as written in English, French, Spanish, Italian, Portuguese, German, Dutch and the
 * Nordic languages, PO boxes and postcodes, each with what belongs to it before (flat, house) and after (town, postcode, country),
 * over several lines too. A town, a country or a street alone is none. Linear in the text.
 */
export function findAddresses(text: string): PersonalSpan[] {
  const cores: { start: number; end: number; weak: boolean }[] = [];
  const claim = (start: number, end: number, weak = false): void => void cores.push({ start, end, weak });
  for (const match of text.matchAll(english)) {
    if (!isStreet(match[0])) continue;
    // "Unit 7, Kingsway Business Park" reads as number 7 of a street: the unit belongs to it.
    const unitWord = /(?<!\p{L})(?:flat|unit|apt|apartment|suite|room|block|shop|office|plot)\.? $/iu.exec(text.slice(Math.max(0, match.index - 12), match.index))?.[0].length ?? 0;
    claim(match.index - unitWord, match.index + match[0].length);
  }
  for (const match of text.matchAll(romance)) {
    // With capitals the name of the street ends with the last of them.
    const written = (/^.*\p{Lu}[\p{L}.’'-]*/u.exec(match[0])?.[0] ?? match[0].split(' ').slice(0, 5).join(' ')).replace(/[ '’](?:de|du|des|la|le|les|et|sur|en|aux?)$/i, '');
    if (/ (?:rue|boulevard|chemin|impasse|allée|quai) /i.test(written) || /\p{Lu}/u.test(written)) claim(match.index, match.index + written.length);
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
  for (const pattern of [single, box]) {
    for (const match of text.matchAll(pattern)) claim(match.index, match.index + match[0].trimEnd().length);
  }
  for (const match of text.matchAll(alone)) if (!/\d(?:st|nd|rd|th)$/.test(match[0]) && !/[a-z] \d[a-z]{2}$/.test(match[0].replace(/^[a-z]+\d+/, '0'))) claim(match.index, match.index + match[0].length, true);
  for (const match of text.matchAll(dutch)) claim(match.index, match.index + match[0].length, true);
  for (const match of text.matchAll(usTown)) claim(match.index, match.index + match[0].length, true);
  for (const match of text.matchAll(continentalTown)) if (!isEverydayWord((match[1] ?? '').toLowerCase()) && !/^(?:euro?s?|pounds?|usd|gbp|chf)$/i.test(match[1] ?? '')) claim(match.index, match.index + match[0].length, true);
  for (const match of text.matchAll(cued)) claim(match.index + match[0].length - (match[1] ?? '').length, match.index + match[0].length, true);
  cores.sort((a, b) => a.start - b.start || b.end - a.end);
  return grow(text, cores);
}

function isStreet(written: string): boolean {
  const [, type = ''] = /(\p{L}+)\.?$/u.exec(written) ?? [];
  const words = written.replace(/^(?:(?:number|no\.?|nr\.?) )?[\d\s/–-]+(?:[A-Za-z](?!\p{L}))?,? ?/iu, '').split(' ').slice(0, -1);
  // "12 March Road works" is a day.
  if (/^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i.test(words[0] ?? '') && words.length === 1) return false;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  if (capitals > 0) return !words.some((word) => isMeasure(word)) && (/^\p{Lu}/u.test(type) || new RegExp(`^(?:${smallStreetType})$`, 'i').test(type));
  // In small letters "2 weeks on the road" is no address.
  return new RegExp(`^(?:${smallStreetType})$`, 'i').test(type) && !words.some((word) => isMeasure(word) || isEverydayWord(word.toLowerCase()) && !/^(?:high|church|station|park|mill|green|king|queen|new|old|long|north|south|east|west|main|london|bridge|school|market)$/.test(word)) && words.length <= 3;
}

function isMeasure(word: string): boolean {
  return /^(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|miles?|km|cm|mm|m|kg|pm|am|x|st|nd|rd|th|stars?|doors?|people|pieces|items?|orders?|working)$/i.test(word);
}

/** Lets each find take in what belongs to it, forwards and backwards, and joins those that meet. */
function grow(text: string, cores: readonly { start: number; end: number; weak: boolean }[]): PersonalSpan[] {
  const grown: { start: number; end: number }[] = [];
  for (const core of cores) {
    const last = grown.at(-1);
    if (last !== undefined && core.start < last.end) {
      if (core.end > last.end) last.end = forward(text, core.end);
      continue;
    }
    const end = forward(text, core.end, core.weak);
    const start = backward(text, core.start, core.weak, last?.end ?? 0);
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
      if (!isJoiner && isEverydayWord(lower) && !/^(?:high|church|station|park|new|old|green|north|south|east|west|street|road|town|city|business|centre|center|great|little|long|upper|lower|house|king|queen|mill)$/.test(lower)) {
        kept = i;
        break;
      }
      if (word.endsWith('.') && i < words.length - 1 && word.length > 3) {
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
    if (!comma && !newLine && coded && words.length > 1 && kept > 3) return null;
    if (newLine && (kept < words.length || !/^[ \t,]{0,3}(?:\n|$|(?:[A-Z]{1,2}\d|\d{4,5}))/.test(text.slice(end, end + 6)) || coded)) return null;
    // On a line of its own a town comes before a postcode.
    if (newLine && !new RegExp(String.raw`^[ \t,\n]{1,6}(?:[\p{L}'’ -]{2,30}[,\n ]{1,4}){0,3}(?:${zip}|(?:${countries}))`, 'iu').test(text.slice(end, end + 100))) return null;
    return { end, kind };
  }
  return null;
}

const unitBefore = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${unit})$`, 'iu');
const houseBefore = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:The )?(?:\p{Lu}[\p{L}'’.-]{1,24} ){0,3}(?:House|Court|Cottage|Lodge|Farm|Mill|Hall|Barn|Tower|Towers|Building|Buildings|Lofts|Mansions|Wharf|Villa|Forge|Rectory|Vicarage|Manor|Apartments|Heights|Point|Works|Centre|Park|Estate|Gate|Hotel|Bungalow|Grange|Croft|Stables|Chambers|Studios)$`, 'u');
const placeBefore = new RegExp(String.raw`(?<![\p{L}\p{N}'’])(?:\d{1,5}[A-Za-z]?(?:-\d{1,4})? )?(?:The )?\p{Lu}[\p{L}'’.-]{1,24}(?:[ -](?:${capitalWord})){0,4}$`, 'u');

/** Takes in a flat or a house before a street, and before a bare postcode the segments that lead up to it. */
function backward(text: string, from: number, weak: boolean, least: number): number {
  let start = from;
  let open = weak;
  for (let taken = 0; taken < 7; taken += 1) {
    const lead = text.slice(Math.max(least, start - 90), start);
    const gap = /(?:[ \t]{0,2},[ \t]{0,2}\n?|[ \t]{0,2}\n[ \t]{0,2}|[ \t]{1,2})$/u.exec(lead)?.[0];
    if (gap === undefined) break;
    const rest = lead.slice(0, lead.length - gap.length);
    const joined = /^[ \t]+$/.test(gap);
    const flat = unitBefore.exec(rest) ?? (joined ? null : houseBefore.exec(rest));
    if (flat !== null) {
      const written = trimLead(flat[0]);
      if (written === '') break;
      start -= gap.length + written.length;
      if (/\d/.test(written) || !open) open = false;
      continue;
    }
    if (!open) break;
    const written = trimLead(placeBefore.exec(rest)?.[0] ?? '');
    const [first = ''] = written.split(' ');
    if (written === '' || isGivenName(first.toLowerCase())) break;
    // Towns stand right before a postcode; what is further away counts when there is a street in it.
    start -= gap.length + written.length;
    if (/^\d/.test(written)) open = false;
  }
  return start;
}

/** How much of "Ruud. Deliver to Dorpsstraat 5" is the sentence before the street; null when there is no street left. */
function sentenceLead(written: string): number | null {
  const words = written.split(' ');
  const numbered = words.findIndex((word, i) => i > 0 && /^\d/.test(word));
  let first = numbered;
  while (first > 0) {
    const word = words[first - 1] ?? '';
    const small = /^\p{Ll}/u.test(word);
    if (small && !new RegExp(`^${joiner}$`, 'u').test(word) && !/(?:str(?:aße|asse|aat|\.)|laan|gracht|gata|gatan|weg|vej|katu)$/.test(word)) break;
    if (first < numbered && /^\p{L}{3,}\.$/u.test(word) && !/^str\.$/i.test(word)) break;
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
