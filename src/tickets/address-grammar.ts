/** How postal addresses are written, country by country: the patterns that find-addresses.ts puts together. */

const ukAreas =
  'AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|BX|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|T|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE';
const ukPostcode = String.raw`(?:(?:${ukAreas})\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)`;
const eircode = String.raw`[AC-FHKNPRTV-Y]\d[\dW] ?(?=[A-Z]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}`;
const provinces = 'AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|PEI|QC|SK|YT';
const canadian = String.raw`(?:(?:${provinces}),? )?[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z] ?\d[A-CEGHJ-NPR-TV-Z]\d`;
const australian = String.raw`(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),? \d{4}`;
export const alone = new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${ukPostcode}|${eircode}|${canadian})(?![\p{L}\p{N}_]|-\d)`, 'giu');
export const dutch = /(?<![\p{L}\p{N}.,£€$-])[1-9]\d{3} (?!MM|CM|KG|GB|MB|TB|AD|BC|AM|PM|UK|EU|VA|WH|HZ|KM|ML|LB)[A-Z]{2}(?![\p{L}\p{N}])(?: \p{Lu}\p{L}+)?/gu;
export const cued = /(?<!\p{L})(?:post ?codes?|zip(?: ?codes?)?|plz|postleitzahl|code postal|código postal|cap|kod pocztowy)(?: (?:is|was|ist|est|es|now|number))?[:\s]{1,3}((?:[A-Z]-)?\d{2}-?\d{2,3}(?:-\d{4})?|[1-9]\d{3} ?[A-Z]{2})(?![\p{L}\p{N}])/giu;
const states = 'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY';
const stateZip = String.raw`(?:${states}),? \d{5}(?:-\d{4})?`;
export const usTown = new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{1,20}){0,2},? ${stateZip}(?!\d)`, 'gu');
/** Codes that only their town tells: Poland, Portugal, Brazil. */
export const dashedTown = /(?<![\p{L}\p{N}.,/-])(?:\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}),? \p{Lu}[\p{L}'’-]{2,24}(?: \p{Lu}\p{L}{1,20}){0,2}(?![\p{L}\p{N}])/gu;
/** Codes that could be any number: they count where a street or a house leads up to them ("Pune 411001", "Tokyo 150-0041", "8021 Zürich", "111 34 Stockholm", "Pyrmont NSW 2009"). */
export const faintTown = new RegExp(
  String.raw`(?=[\p{Lu}\d])(?<=[,\n] {0,2})(?:\p{Lu}[\p{L}'’.-]{2,24}(?: \p{Lu}\p{L}{2,20}){0,2}(?: -|,)? (?:\d{6}|\d{3} \d{3}|\d{3}-\d{4}|\d{5}|${australian}|\d{4})|(?:\d{4}|\d{3} \d{2}) \p{Lu}[\p{L}'’-]{2,24}(?: [A-Z\d]{1,2})?)(?![\p{L}\p{N}%]|[.,:-]\d)`,
  'gu',
);
export const continentalTown = /(?<![\p{L}\p{N}#.,/-])(?:[A-Z]{1,2}-)?\d{5} (\p{Lu}[\p{L}'’-]{2,24})(?:[ -](?:am|an|der|Main|Rhein|le|la|les|sur|en|de|\p{Lu}\p{Ll}{2,20}))*(?: \(?[A-Z]{2}(?![\p{L}\p{N}])\)?)?(?![\p{L}\p{N}])/gu;

export const joiner = '(?:of|the|upon|le|la|les|de|del|della|des|du|di|da|das|do|dos|der|den|am|an|im|in|on|na|nan|and|y|i|sur|sous|saint|st|zum|zur|aan|van|op|by|next|under)';
const capitalWord = String.raw`(?:\p{Lu}[\p{L}'’.-]{0,24}|${joiner}|d['’]\p{L}{2,20}|l['’]\p{L}{2,20})`;
const streetType =
  'street|st|str|road|rd|lane|ln|avenue|ave|av|close|drive|dr|crescent|cres|terrace|court|ct|place|pl|gardens|gdns|grove|square|sq|way|row|mews|park|hill|rise|walk|boulevard|blvd|parade|wharf|quay|circus|vale|view|green|yard|gate|croft|end|bank|brow|wynd|highway|hwy|parkway|pkwy|circle|cir|trail|loop|plaza|alley|broadway|embankment|meadow|meadows|fields|approach|esplanade|promenade|causeway|passage|mount|fold|garth|brae|loan|common|heights|ridge|mansions|villas|cottages|side|strand|turnpike|pike|path|bypass|orchard|paddock|paddocks|copse|spinney|drove|dene|dell|chase|chare|entry|ginnel|link|maltings|moorings|nook|precinct|reach|ride|ridings|sidings|steps|strath|toft|estate|oval|outlook|run|crossing|cove|point|pointe|trace|pass|landing|hollow|knoll|bend|spur|terr|tce|cl|gr|pde|hts|wlk';
export const smallStreetType = 'street|st|road|rd|lane|ln|avenue|ave|close|crescent|terrace|grove|gardens|mews|boulevard|blvd|drive|dr|court|ct|way|place|square';
export const unit = String.raw`(?:(?:flat|apartment|apt|unit|suite|ste|room|block|blk|studio|floor|level|building|bldg|house|maisonette|penthouse|plot|lot|office|shop|tower|sector|phase|box|wohnung|whg|appartement|appt|étage|bâtiment|bât|hall|esc(?:alier)?|piso|puerta|planta|lägenhet|lgh|byt|m|bl|sc|ap|et|no|number|nr)(?:\.? {0,2}#?\d{1,4}[A-Z]?|\.? {1,2}[A-Z]\d{0,3})(?![\p{L}\p{N}])|#\d{1,4}(?:-\d{1,4})?[A-Z]?|(?:ground|first|second|third|fourth|top|basement|garden|lower|upper|\d{1,2}(?:st|nd|rd|th)) (?:floor)(?: flat)?|(?:basement|garden|attic|top|upper|lower|annexe?) flat|(?:the )?annexe?(?= )|(?:bajo|entlo|entresuelo|ático|principal|pral|rez-de-chaussée|rdc)\.?(?: (?:izq|izda|dcha|dta|[A-D])\.?)?(?=[,\n])|portal \d{1,2}|\d{1,2}/\d{1,2}(?=,|$)|(?:hinterhaus|vorderhaus|seitenflügel|gartenhaus|dachgeschoss|erdgeschoss)|\d{1,2}\. ?(?:og|stock|etage|stiege|tv|th|mf|sal|floor|patro|em)\.?(?!\p{L})|\d{1,2}(?:er|e|ème|ère|re) étage|\d{1,2}\.?[ºª°] ?(?:[A-Z](?!\p{L})|esq|dto|dta|dcha|izda|izq|frente|\d)?\.?)`;
const number = String.raw`\d{1,5}(?: ?[A-Z](?![\p{L}\p{N}]))?(?: ?(?:[-/–&]| and | to ) ?\d{1,4}[A-Z]?)?`;

export const english = new RegExp(String.raw`(?<![\p{L}\p{N}.,£€$/:#-])(?:(?:number|no\.?|nr\.?) )?${number},? (?:\p{Lu}[\p{L}'’.-]{0,24} |${joiner} ){0,4}\p{Lu}[\p{L}'’.-]{0,24} (?:${streetType})(?![\p{L}\p{N}]|['’-]\p{L})\.?(?: (?:east|west|north|south|upper|lower|central|extension|NE|NW|SE|SW)(?!\p{L}))?`, 'giu');
export const single = new RegExp(String.raw`(?<![\p{L}\p{N}.,£€$/:#-])(?:(?:number|no\.?|nr\.?) )?${number},? (?:The )?(?:Broadway|Strand|Parade|Mall|Crescent|Embankment|Esplanade|Promenade|Causeway|Highway|Cornmarket|Shambles|Haymarket|Cheapside|Piccadilly|Whitehall|Kingsway|Queensway|Aldwych|Bridgegate|Headrow|The \p{Lu}[\p{L}'’-]{2,20})(?![\p{L}\p{N}])`, 'gu');
export const romance = new RegExp(
  String.raw`(?<![\p{L}\p{N}.£€$/:#-])\d{1,4}(?: ?(?:bis|ter|quater|[A-Z](?![\p{L}\p{N}])))?,? (?:rue|avenue|av\.?|boulevard|bd\.?|blvd|place|pl\.|chemin|impasse|allée|quai|route|rte|cours|square|passage|résidence|voie|sentier|faubourg|montée|ruelle|esplanade|villa|hameau)(?: (?:de|du|des|de la|de l|d|la|le|les|l|à|et|en|sur)(?![\p{L}]))*(?:[ '’]{1,2}(?:(?:de|du|des|la|le|les|et|sur|en|aux?)(?!\p{L})|[dl]['’]\p{L}[\p{L}-]{0,24}|\p{Lu}[\p{L}.-]{0,24}|\d{1,2}(?= \p{L}))){1,6}`,
  'giu',
);
export const southern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:calle|c/(?!o )|avenida|avda\.?|avd\.?|plaza|pza\.?|paseo|pº|carrer|camino|ronda|rambla|travesía|via|viale|piazza|piazzale|corso|largo|vicolo|strada|rua|av\.|avinguda|praça|travessa|estrada|alameda|ul\.|ulica|al\.|aleja|os\.|pl\.|plac|jalan|jln?\.?|lorong|leoforos|odos|strada|str\.|bulevardul|bd\.|b-dul|rruga|carretera|ctra\.?|urbanización|urb\.|polígono|contrada|località|rue|avenue|boulevard|chemin)[ ]?(?:[\p{L}'’.]{1,24}[ ]){0,5}[\p{L}'’.]{1,24},? (?:n[º°.]? ?|no\.? |nr\.? ?|s/n)?\d{1,4}(?: ?[A-Z](?![\p{L}\p{N}]))?(?:[/-]\d{1,4}[A-Z]?)?(?: m\. ?\d{1,3})?(?![\p{N}\p{L}]|[.,:]\d)`,
  'giu',
);
export const northern =
  /(?<![\p{L}\p{N}-])(?:\p{Lu}[\p{L}.'’-]{0,24} ){0,3}(?:\p{L}[\p{L}-]{0,30}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ring|damm|ufer|steig|chaussee|straat|laan|plein|gracht|kade|singel|dijk|steeg|dreef|pad|lei|gata|gaten|gatan|gate|gade|vägen|väg|vej|veien|vei|katu|tie|stræde|allé|plads|markt|berg|hof|torg|torget|gränd|stigen|backen|veg|vegen|torv|torvet|bakken|kaari|kuja|polku|stræti|utca|graben|garten|brücke|zeile|winkel|kamp|wall|tor|burgwal|poort|haven|baan|hoek)|(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Markt|Laan|Ring|Damm|Ufer|Straat|Plein|Gade|Vej|Utca|utca|út|tér|körút|krt\.|u\.|Cad\.|Caddesi|Cd\.|Sok\.|Sokak|Sokağı|Sk\.|Bulvarı|Mah\.|Mahallesi|náměstí|ulice|třída|ulitsa|gatve|iela)) (?:No[.:]? ?|nr\.? ?)?\d{1,4} ?(?:[a-z](?![\p{L}\p{N}]))?(?: ?[-/–] ?(?:\d{1,4}[a-z]?|[a-z\d]{1,3})){0,3}(?: ?(?:bus|hs|huis|lgh|bis|[IVX]{1,3}(?!\p{L})|[A-H] (?=\d)|\d-hoog) ?\d{0,4})?(?![\p{L}\p{N}]|[.,:]\d|%)/giu;
/** Whatever the street is called: a number after it, and a postcode with a town next. */
export const beforePostcode =
  /(?<![\p{L}\p{N}-])\p{Lu}[\p{L}.'’-]{1,30}(?: [\p{L}.'’-]{1,24}){0,3},? \d{1,4} ?[A-Za-z]?(?:[-/](?:\d{1,4}[A-Za-z]?|[A-Za-z\d]{1,3}))?(?: (?:hs|huis|bus \d{1,4}|m\. ?\d{1,3}|[A-H] ?\d{1,3}|[IVX]{1,3}))?(?=(?:,? ?\n? ?|, (?:[^,\n]{1,25}, ){0,2})(?:[A-Z]{1,2}-)?(?:\d{4} ?[A-Z]{2} |\d{4,5} |\d{2}-\d{3} |\d{4}-\d{3} |\d{3} \d{2} )\p{Lu}\p{Ll})/gu;
export const box = /(?<![\p{L}\p{N}])(?:P\.? ?O\.? ?Box|post office box|postfach|postbus|postboks|postbox|apartado(?: de correos| postal)?|boîte postale|b\.?p\.?|casella postale|c\.p\.|skrytka pocztowa|skrzynka pocztowa|locked bag|private bag|gpo box|boks|packstation|paketshop|caixa postal|bfpo|(?:rr|hc|rural route) ?#?\d{1,4},? box)\.? {0,2}(?:no\.? |nr\.? |n[º°] ?)?\d(?:[\d ]|\.(?=\d)){0,7}(?!\d)/giu;

export const countries =
  'uk|u\\.k\\.|united kingdom|england|scotland|wales|northern ireland|ireland|usa|u\\.s\\.a\\.|united states|germany|deutschland|france|spain|españa|italy|italia|netherlands|the netherlands|nederland|belgium|belgique|belgië|austria|österreich|switzerland|schweiz|suisse|norway|norge|sweden|sverige|denmark|danmark|finland|suomi|poland|polska|portugal|czech republic|luxembourg|greece|hungary|romania|canada|australia|new zealand|india|pakistan|bangladesh|nigeria|ghana|kenya|south africa|japan|singapore|malaysia|brazil|brasil|mexico|méxico|turkey|türkiye|croatia|hrvatska|slovakia|slovenia|serbia|bulgaria|malta|cyprus|iceland|estonia|latvia|lithuania|isle of man|jersey|guernsey';
export const zip = String.raw`(?:${ukPostcode}|${eircode}|(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{4})?(?: [A-Z]{2}(?![\p{L}\p{N}]))?|${canadian}|${australian}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}|\d{6}|\d{3} \d{2,3}|\d{3}-\d{4})(?![\p{L}\p{N}]|[.,:]\d)`;
const place = String.raw`\p{Lu}[\p{L}'’.-]{1,24}(?:[ -]${capitalWord}){0,4}`;
export const separator = /(?:[ \t]{0,2},[ \t]{0,2}\n?[ \t]{0,4}|[ \t]{0,2}\n[ \t]{0,4}|[ \t]{1,2}(?:[-–•|][ \t]{1,2})?)/uy;
export const segments: readonly (readonly ['code' | 'unit' | 'town' | 'country' | 'small', RegExp])[] = [
  ['country', new RegExp(String.raw`(?:${countries})(?![\p{L}\p{N}])`, 'iuy')],
  ['code', new RegExp(String.raw`${stateZip}(?!\d)`, 'uy')],
  ['code', new RegExp(String.raw`${zip}`, 'iuy')],
  ['unit', new RegExp(String.raw`(?:\p{L}[\p{L}'’-]{2,20}(?: \p{L}[\p{L}'’-]{2,20}){0,2}(?= {1,2}${ukPostcode}(?![\p{L}\p{N}]))|${unit}|\d{1,2}[º°ªo]\.? ?(?:[A-Z](?![\p{L}])|izq\.?|izda\.?|dcha\.?|\d)?|[A-H] \d{1,3}(?![\p{L}\p{N}])|(?:int|scala|piso|puerta|étage|appt?|bât|bus|m|lgh|og|top|stiege)\.? ?\d{1,4}[A-Z]?(?![\p{L}\p{N}])|\d(?:er|e|ème) étage|(?:london )?(?:EC|WC|SW|SE|NW|[NEW])\d[A-Z\d]?(?![\p{L}\p{N}]))`, 'iuy')],
  ['town', new RegExp(place, 'uy')],
  ['small', /\p{Ll}[\p{L}'’-]{2,24}(?=[,.;\n]|$)/uy],
];


const house = 'House|Court|Cottage|Cottages|Lodge|Farm|Farmhouse|Mill|Hall|Barn|Barns|Tower|Towers|Building|Buildings|Lofts|Mansions|Wharf|Villa|Villas|Forge|Rectory|Vicarage|Manor|Apartments|Heights|Point|Works|Centre|Center|Park|Estate|Gate|Hotel|Bungalow|Grange|Croft|Stables|Chambers|Studios|Maltings|Priory|Smithy|Chapel|Schoolhouse|Oast|Byre|Steading|Annexe|Quay|Flats|Society|Residency|Enclave|Plaza|Complex|Campus|Warehouse|Exchange|Foundry|Orchard|Cot|Yard|Nook|Corner|View|Dene|Bank|Holm|Gardens|Terrace';
const french = '(?:Résidence|Résid\\.|Rés\\.|Résidences|Bâtiment|Bât\\.?|Lotissement|Domaine|Immeuble|Villa|Tour|Hameau|Lieu-dit|Clos|Zone|Parc|ZA|ZI|ZAC|Haus|Gut|Hof|Edificio|Edifício|Urbanización|Urb\\.|Polígono|Palazzo|Cascina|Quinta)';
export const unitBefore = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${unit})$`, 'iu');
export const houseBefore = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:The )?(?:\p{Lu}[\p{L}'’.-]{1,24} ){0,3}(?:${house})|${french} (?:(?:\p{Lu}[\p{L}'’.-]{0,24}|${joiner}|artisanale|industrielle|industriel) ?){1,5})$`, 'u');
/** "Rose Cottage, Mill Lane": a house and its street, without a number. */
export const namedHouse = new RegExp(String.raw`(?<![\p{L}\p{N}'’])(?:The )?(?:\p{Lu}[\p{L}'’-]{1,24} ){0,3}(?:House|Cottage|Cottages|Lodge|Farm|Farmhouse|Mill|Barn|Villa|Forge|Rectory|Vicarage|Manor|Bungalow|Grange|Croft|Stables|Smithy|Court|Hall|Lofts|Mansions|Apartments|Buildings?|Towers?|Maltings)(?:, ?\n?|\n)(?:\p{Lu}[\p{L}'’.-]{1,24} ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Gardens|Grove|Square|Way|Row|Mews|Hill|Rise|Walk|Green)(?![\p{L}\p{N}'’-])`, 'gu');
/** "House 14, Road 7", "Plot 22, Sector 15", "Blk 123 Ang Mo Kio Ave 3". */
export const numbered = /(?<!\p{L})(?:(?:house|plot|flat|blk|block|door|h\.)(?: no\.?)? ?#?\d{1,4}[a-z]?,? (?:road|street|sector|lane|phase|block)(?: no\.?)? ?\d{1,3}(?:[/-]\d{1,3})?|blk \d{1,4}[a-z]? (?:\p{Lu}\p{L}{1,20} ){1,4}\d{1,3})(?![\p{L}\p{N}])/giu;
/** "I live at 12 Rosebank", "my address is 3 Ferndale": a number and a name that only the words before make an address. */
export const told = /(?=\d)(?<=(?<!\p{L})(?:address(?: is|:| was| to)|lives? at|living at|moved (?:from|to)|moving to|deliver(?:y|ed|ies)?(?: it| them)? to|send(?: it| them| this)? to|sent to|ship(?:ped|ping)?(?: it)? to|post(?:ed)?(?: it)? to|over at|round to|we(?:'|’| a)re at|i(?:'|’| a)m at|neighbou?rs? at|house at|home at|flat at|next door at|left at|number|wohne(?:n)?(?: in)?|vive en|habite(?: au)?) {1,2})\d{1,4}[a-z]?,? (?:The )?\p{Lu}\p{Ll}[\p{L}'’-]{2,20}(?: \p{Lu}\p{Ll}[\p{L}'’-]{2,20})?(?![\p{L}\p{N}])/gu;
/** Words that make a stretch of capitals a street or a house. */
export const typed = new RegExp(String.raw`(?<!\p{L})(?:${streetType}|${house}|${french}|calle|via|rua|avenida|rue|chemin|quay|industrial|business|retail)(?!\p{L})|(?:stra(?:ß|ss)e|straat|gatan|vägen|gracht)(?!\p{L})`, 'iu');
/** What a stretch before a postcode is made of, word by word. */
export const addressWord = new RegExp(String.raw`^(?:\p{Lu}[\p{L}\d'’.-]{0,24}|[\dA-Z#][\dA-Z/#-]{0,8}|\d{1,4}[a-z]|\d{1,2}\.|${joiner}|[dl]['’]\p{L}+|\p{Lu}-\p{L}+|bis|ter|lot|artisanale|industrielle|rue|avenue|allée|chemin|impasse|place|boulevard|quai|route|ul\.|m\.|nr\.?|flat|unit|apt|block|hs|c/)$`, 'u');
/** "14 Ferndale, Cobh, Co. Cork": a number and a name with a county of Britain or Ireland after the town. */
export const inCounty =
  /(?<![\p{L}\p{N}.,£€$/:#-])\d{1,4}[a-z]? (?:\p{Lu}[\p{L}'’-]{2,20} ){0,2}\p{Lu}[\p{L}'’-]{2,20}(?:, ?\n?|\n)(?:\p{Lu}[\p{L}'’-]{1,20}[ -]?){1,3}(?:, ?\n?|\n)(?:(?:Co\.?|County) \p{Lu}\p{L}+|Bedfordshire|Berkshire|Buckinghamshire|Cambridgeshire|Cheshire|Cornwall|Cumbria|Derbyshire|Devon|Dorset|Essex|Gloucestershire|Hampshire|Herefordshire|Hertfordshire|Kent|Lancashire|Leicestershire|Lincolnshire|Norfolk|Northamptonshire|Northumberland|Nottinghamshire|Oxfordshire|Rutland|Shropshire|Somerset|Staffordshire|Suffolk|Surrey|(?:East |West )Sussex|Warwickshire|Wiltshire|Worcestershire|(?:North |South |East |West )Yorkshire|Aberdeenshire|Argyll|Ayrshire|Fife|Perthshire|Powys|Gwynedd|Dyfed|Gwent|Pembrokeshire|Tyrone|Antrim|Armagh|Fermanagh)(?!\p{L})/gu;
/** "left at Hazeldene, Back Road": a house that only the words before tell. */
export const toldHouse = /(?=\p{Lu})(?<=(?<!\p{L})(?:address(?: is|:)|lives? at|deliver(?:ed)?(?: it)? to|sen[dt](?: it)? to|left at|post(?:ed)? to|house is(?: called)?|house called|moved to) {1,2})(?:\p{Lu}[\p{L}'’-]{2,20} ?){1,3}, (?:\p{Lu}[\p{L}'’.-]{1,20} ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Gardens|Grove|Square|Way|Row|Mews|Hill|Rise|Walk|Green)(?![\p{L}\p{N}])/gu;
