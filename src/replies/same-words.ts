import { contentTerms } from './content-terms.ts';

/** Words that say the same in a support desk's replies, a group a line. A reply may say "money back" for the article's "refund". */
const groups = `
refund reimburse reimbursement money
parcel package packet shipment
item product article goods
mail email message
order purchase buy bought
deliver delivery shipping ship shipped dispatch dispatched
arrive arrival reach
cost price charge fee pay paid
free nothing
cancel cancellation cancelling stop
delete erase erasure
photo picture image photograph
faulty defective fault
damage damaged broken
phone telephone call ring
answer reply respond response
change edit alter update modify
press click tap choose select tick
sofa couch settee
guarantee warranty
start begin begins began
invoice bill
maximum limit
height tall high
width wide
collect collection
permanent permanently
account profile
return returning back
sign log
additional extra
voucher code
large big
small little
send sent post posted
keep kept
weigh weight
disappear gone vanish
decide decision
`;

const canonical = new Map<string, string>();
for (const line of groups.trim().split('\n')) {
  const [first = '', ...others] = contentTerms(line);
  for (const term of others) if (!canonical.has(term)) canonical.set(term, first);
}

/** What a text is about, as comparable stems: content words without figures and number words, words that say the same made one. */
export function meaningTerms(text: string): string[] {
  return contentTerms(text).flatMap((term) => (/\d/.test(term) || idle.has(term) ? [] : [canonical.get(term) ?? term]));
}

/** Numbers are compared by themselves; the others say nothing of what a sentence is about. */
const idle = new Set(
  contentTerms(
    'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred ' +
      'someone somebody anyone anybody everyone else another other others anything something everything thing way simply easily usually normally directly straight soon quickly able possible always however therefore afterwards within take takes until during per every least around approximately',
  ),
);
