import { languageProfiles } from '../text/language-profiles.ts';

/** Given names that are words as well: in small letters they are the word, and at the start of a sentence they may be. */
const givenWords = `will mark rose may grant bill grace hope faith joy dawn june april august art gene rich frank jack pat sue bob nick drew chase hunter mason summer
autumn ivy lily daisy violet iris ruby pearl amber crystal heath dale glen cliff sandy penny eve carol christian dean earl guy jean kay lance max miles norm ray rob rod skip
stew wade woody basil robin angel ginger hazel heather holly honey jade jasmine jewel patience prudence mercy justice melody harmony scout tiger piper poppy willow wren lee jay
ted don sally constance trinity rosemary olive chip harper skye sonny kit`;

/** Family names that are words as well. */
const familyWords = `van ward page price bright brown green white black young long king cook baker carter fox wolf hill wood woods stone field fields banks bank park parks day
week knight bishop pope church house mill mills lane street rivers rice berry best good small short sharp swift wise west east north south love heart hand hands foot head
hall gates gate wall walls bush reed marsh moss oak ash birch alder larch loom cash cross crane crow drake finch swan hawk martin robin angel star moon sun bell ball cannon
case close cotton cloud frost snow winter hook hood hunt job jobs joy lamb last law lock major marshall miller noble null pack pool potter power powers rush sage savage
self sellers shields singer smart spring steel summers tanner taylor temple turner tyler walker waters weaver webb wells wheeler wise worth bay beach belle blue brook brooks
buck bud candy cherry chip clay clover colt coral cricket dash destiny diamond dolly dot duke fern flora gale ginger harmony harper haven hazel heather holly honey hyacinth
jade jasmine jewel journey justice laurel leaf lee liberty light link linen lime mace maple marina mercy merry misty myrtle nova olive opal orchid paisley patience peach
pepper phoenix piper poppy prince princess prudence queen rain raven reign river rocky rosemary rusty saffron scarlet scout sea sheet shelby sienna silver sky skye sonny
storm sunny sterling tiger trinity true unity valentine velvet verity victor willow wren sally peg bud mat pen tab tin ton sal an
so do ha he in la le li ma mi no my to tu us we ya you son nan dad mum tiny lo long ho hung hang so song sang sing tang tan yang ting ling bing`;

const more = `bye about across afraid ago ahead allright although always amazing angry annoyed anyway apart appalled around asking attached attn aware away awaiting bank because become been
before begin behind believe below beside besides between beyond bit booked both bother brilliant bring brought broke build building called calling came cancelled careful carrier
charged chat check child claim clearly collect collected colleague coming complaint concerned confirm confirmed confused contact could courier couldn't country curious current
currently damaged date deaf dear declined delighted delivered depot desk details did didn't different disappointed disgusted does done double down driver due during each
easter either else email emailed end enough even ever every everyone everything exactly except expecting extremely fed feel few final finally fine finished first following
forward found friday from front frustrated full furious further future game gave getting given giving glad goes gonna got grateful great had happened happily has hasn't haven't
having hear heard held hell hello help her here hers hi him his hope hoping hoped however huge i if ignore immediately impressed including indeed inside instead into invoice is isn't it its
just keen keep kind kindly know known late lately later least leave left less let letter level like line lives living locked looking lost lots lovely made many maybe mean
meanwhile message middle might missing moment monday month moved moving much must name near nearly need neither never new next nice no nobody none nope nor not nothing notice
now number obviously of off often on once one only onto open or order ordered other otherwise our out outside over own owner paid partner parents pass past pay paying per perfect
perhaps person pick picture place placed plate please pleased poor possible post posted price probably problem process promised put question quick quickly quite rather reach
read reading ready really receive received recently reference refund regarding regards reply respect return returned returning right ring said same sat saturday saw say says
second see seems seen send sent september several shall she shipped shop should show side sign signed simply since sir sister six so some someone something soon sorry sort
speak speaking spoke spoken still stop stuck such sunday sure take taken talk team tel tell than thank thanks that that's the their them then there these they thing think this those
though three through thursday thus till time tired to today together told tomorrow tonight too took total totally toward track tried trouble truly try trying tuesday turn twice two
type ultimately under understand unfortunately unhappy until unless up update upset urgent us use used using usual very via visit wait waited waiting walk want wanted was wasn't way we
wednesday week well went were weren't what whatever when where whether which while who whole whom whose why will wish with within without won't wonder wondering work worked working
world worse worst would wouldn't write writing written wrong year years yes yesterday yet you your yours january february march april may june july august september october november
december jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun visa mastercard maestro amex paypal klarna apple google facebook instagram trustpilot
whatsapp ikea amazon ebay iphone ipad android windows chrome safari northway heft larch loom sorrel osier alder fen tansy marram hollow brae kiln teasel circle trade standard
account accounts address bic iban sms pdf vat gdpr uk us usa eu sepa everybody everyone yours sincerely faithfully respectfully warmest warm kindest greetings cheers
good morning afternoon evening bonjour bonsoir hallo hola ciao guten tag morgen abend liebe lieber sehr geehrte geehrter geachte beste cordialement saludos grüße grüßen gruß
freundlichen mit cordiali saluti madame monsieur señor señora herr frau mr mrs ms miss dr prof sir madam mum mom dad mam grandma nan granny team support customer service sales
manager agent visitor user admin info help subject message phone mobile fax website www tracking refund reason amount total quantity item product ref note ps fyi asap lol omg wtf
thx ta pls plz hiya hey guys folks all everyone`;

const ambiguous: ReadonlySet<string> = new Set(`${givenWords} ${familyWords}`.split(/\s+/));
const givenToo: ReadonlySet<string> = new Set(givenWords.split(/\s+/));
let ordinary: Set<string> | undefined;
let english: Set<string> | undefined;

/** Whether a word, in small letters, is an ordinary one of a language a shop is written to in, and so no name by itself. */
export function isOrdinaryWord(word: string): boolean {
  return isEverydayWord(word) || ambiguous.has(word);
}

/** As `isOrdinaryWord`, without those words that are known as names too. */
export function isEverydayWord(word: string): boolean {
  ordinary ??= new Set([...Object.values(languageProfiles).flatMap(({ text }) => text.split(/[\s,.]+/)), ...more.split(/\s+/)]);
  return ordinary.has(word);
}

/** Whether a word, in small letters, is an everyday word of English: "dan" and "tom", words elsewhere, are none. */
export function isEnglishWord(word: string): boolean {
  english ??= new Set([...(languageProfiles.en?.text ?? '').split(/[\s,.]+/), ...more.split(/\s+/)]);
  return english.has(word);
}

/** Whether a word, in small letters, is a name as well as a word: "will", "rose", "baker". */
export function isWordAndName(word: string): boolean {
  return ambiguous.has(word);
}

/** Whether a word, in small letters, is a given name as well as a word: "will" and "rose", not "baker". */
export function isWordAndGivenName(word: string): boolean {
  return givenToo.has(word);
}
