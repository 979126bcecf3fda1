// All patterns here are held against the sentence in small letters: letters of every script without regard to case cost milliseconds to prepare.

/** A promise of money: what the desk would owe, so nothing the customer wrote bears it out. */
const moneyPromise =
  /\b(?:i|we)(?:['’](?:ll|ve|m|re)|\s(?:will|have|can|am|are|would|shall|could))?\s(?:(?:also|gladly|happily|now|just|already|be|going|to|like|happy|able|of course|certainly)\s){0,4}(?:refund(?:ed|ing)?|reimburs(?:e|ed|ing)|credit(?:ed|ing)?|compensat(?:e|ed|ing)|waiv(?:e|ed|ing)|deduct(?:ed|ing)?|upgrad(?:e|ed|ing)|pay(?:ing)?|paid|(?:give|giving|given|offer|offering|offered|send|sending|sent|add|adding|added|issue|issuing|issued|arrange|arranged|knock|take|taken)\b[^.?!]{0,40}(?:refund|voucher|discount|credit|gift card|money|compensation|% off|for free|free of charge|(?:new|replacement|spare|another|courier)\b|[£$€]\s?\d))/;
const offeredGift = /\b(?:you(?:['’]ll| will| are going to)?\s(?:also\s)?(?:get|receive|be given|be sent|be refunded|be credited|be compensated))\b[^.?!]{0,60}(?:voucher|discount|credit|compensation|% off|gift)/;
const moneyOffer = /\b(?:would you like|can i offer|may i offer|shall (?:i|we)|how about|what about|would (?:a|an)\b)[^?]*(?:[£$€]\s?\d|\d\s?%|voucher|discount|refund|free)/;

const greeting = /^(?:hello|dear|hi|hey|good (?:morning|afternoon|evening|day)|greetings)(?:\s[\p{L}\p{M}.'’&-]+){0,4}\s?[,.!]{0,2}$/u;
/** "Hello Ana, your …": what follows on the same line. */
const addressed = /^(?:hello|dear|hi|hey)(?:\s[\p{L}\p{M}.'’&-]+){0,3}[,!]\s+(?=\p{L})/u;
const signOff = /^(?:(?:with )?(?:warm|kind|best|many|all)?\s?(?:wishes|regards|thanks|the best)|best|yours(?: sincerely| faithfully| truly)?|sincerely|cheers|take care|all the best|have a (?:good|nice|lovely|great)(?: \p{L}+){1,3}|speak soon|talk soon)[,.!]?$/u;
const thanks = /^(?:(?:many |so |again,? )?thank(?:s| you)|with pleasure|no problem|no worries|no harm done|of course|certainly|gladly|you['’]re (?:very )?welcome|welcome)\b/;
const sympathy =
  /^(?:(?:and |oh(?: no| dear)?,? |first(?: of all)?,? )?(?:i|we)(?:['’]m| am|['’]re| are)\s(?:\p{L}+\s){0,2}(?:sorry|glad|happy|pleased|delighted|grateful)|(?:my|our|please accept (?:my|our))\s(?:\p{L}+\s)?apolog|apologies|sorry|i (?:completely |fully |quite |really )?(?:understand|see|know|can (?:see|imagine|understand)|hear|realise|appreciate|hope|wish|would be (?:upset|annoyed))|we (?:understand|appreciate|hope|wish)|(?:that|this|it) (?:sounds|must (?:be|have been)|is not what|should not have|shouldn['’]t have|is (?:really )?(?:frustrating|annoying|disappointing|lovely|great|good to hear))|how (?:kind|nice|lovely|annoying|frustrating|good|disappointing)|good (?:that|news|to|luck)|great (?:that|to|news)|lovely|what a|congratulations|happy to)/u;
/** After these a polite beginning goes on to say something. */
const butStates = /\b(?:but|however|though|as|because|since|so|and)\s+(?:we|you|it|this|that|the|our|your|they|there|all|only|no|orders?|returns?|items?)\b|\b(?:can['’]t|cannot|can not|won['’]t|unable to|no longer|not possible|not able)\b/;
/** What somebody here is doing or will look at: no article can say it. */
const serviceVerb =
  /(?:look(?:ed|ing)?|check(?:ed|ing)?|see(?:ing)?|seen|find|finding|found|get(?:ting)? (?:back|in touch|it|this|that|you|someone)|come back|let(?:ting)?|keep(?:ing)?|sort(?:ed|ing)?|investigat\p{L}+|ask(?:ed|ing)?|pass(?:ed|ing)?|forward(?:ed|ing)?|updat\p{L}+|repl(?:y|ied|ying)|writ(?:e|ten|ing)|contact(?:ed|ing)?|do(?:ne|ing)?|mak(?:e|ing) (?:sure|a note|that)|made (?:sure|a note)|help(?:ed|ing)?|explain(?:ed|ing)?|try(?:ing)?|tried|not(?:e|ed|ing)|record(?:ed|ing)?|read(?:ing)?|receiv\p{L}+|go(?:ing)? (?:through|over|to (?:look|check|find|ask|see))|ha(?:ve|ving) (?:it|this|that|a look|someone|another)|speak(?:ing)?|talk(?:ing)?|arrang\p{L}+|stop(?:ped|ping)?|chang(?:e|ed|ing)|cancel\p{L}*|correct(?:ed|ing)?|mail(?:ed|ing)?|e-mail(?:ed|ing)?|send(?:ing)?|sent|be (?:in touch|back|happy|glad)|tak(?:e|en|ing) (?:a look|care|this|it|that)|call(?:ed|ing)?|follow(?:ed|ing)?|rais(?:e|ed|ing)|start(?:ed|ing)?|tell(?:ing)?|told|answer(?:ed|ing)?|report(?:ed|ing)?|open(?:ed|ing)?|add(?:ed|ing)?|remov(?:e|ed|ing)|mov(?:e|ed|ing)|prepar(?:e|ed|ing)|attach(?:ed|ing)?|would|gather|believe|think)(?!\p{L})/uy;
const doer = /^(?:[^,.]{0,40}, )?(?:and |then |so |now |meanwhile,? |in the meantime,? |yes,? |of course,? )?(?:i|we|someone|a colleague|my colleagues?|our team)(?=['’\s])/;
const auxiliary = /(?:['’](?:ve|ll|m|re|d)|\s(?:have|has|will|am|are|is|can|shall|would|just|now|also|already))(?=\s)/y;
const between = /\s(?:just|also|now|already|gladly|personally|immediately|currently|still|been|be|going to|happy to|glad to|about to|to|then|first)(?=\s)/y;
const plainlyOwn = /^i (?:also |still |only |just )?need\b|^(?:let me|let's|let’s|your message|your (?:request|ticket|case|enquiry) (?:is|has)|you (?:have|['’]ve) (?:done|reached))\b/;

/** "I'll gladly look into it": who, and what they do. In steps, since one pattern for all of it takes 30 ms to prepare. */
function isOwnDoing(text: string): boolean {
  if (plainlyOwn.test(text)) return true;
  const who = doer.exec(text)?.[0].length;
  if (who === undefined) return false;
  return [endAt(auxiliary, text, who), who].some((from) => {
    let at = from;
    for (let words = 0; at !== null && words <= 3; words++) {
      if (/^\s/.test(text.slice(at, at + 1)) && endAt(serviceVerb, text, at + 1) !== null) return true;
      at = endAt(between, text, at);
    }
    return false;
  });
}

/** Where the pattern ends that begins there, or null. */
function endAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

const asksCustomer =
  /^(?:and |so |then |just |also |or |if [^,]{3,80}, |to [^,]{3,60}, |once [^,]{3,60}, |as soon as [^,]{3,60}, |for that,? ){0,2}(?:please |kindly |do |simply |just )*(?:could|can|would|will|let|send|tell|reply|give|write|attach|confirm|feel free|have (?:your|its|the|it)|don['’]t hesitate|do not hesitate|have a look|bear with|mail|e-mail|answer|share|say|describe|forward|get in touch|reach out|contact)\b(?:[^.!?]*\b(?:me|us|know|reply|back|photos?|pictures?|hesitate|this (?:message|mail|e-mail)|these|numbers?|address|touch|out)\b)/;
/** With a condition, a bound or an absolute even what somebody asks or does states something. */
const strong = /\b(?:within|at least|at most|no later than|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|guarantee[ds]?|promise[ds]?)\b/;

/** `promise`: of money, by whoever answers. `claim`: states something that can be wrong. `other`: greeting, sympathy, question, own doing. */
export type SentenceKind = 'claim' | 'promise' | 'other';

/**
 * What kind of sentence it is. Whatever is not plainly a courtesy, a question, a request to the customer or what somebody here is doing states
 * something. `figures`: it has a figure, date or amount that is not the ticket's own; `words`: how many content words it has.
 */
export function readKind(sentence: string, figures: boolean, words: number): SentenceKind {
  const text = sentence.trim().toLowerCase().replace(addressed, '');
  if (/\?["'”’)\]]{0,2}$/.test(text)) return moneyOffer.test(text) ? 'promise' : 'other';
  if (moneyPromise.test(text) || offeredGift.test(text)) return 'promise';
  if (figures) return 'claim';
  if (greeting.test(text) || signOff.test(text)) return 'other';
  // A line without a full stop is a name, a heading, or not yet written.
  const unfinished = !/[.!…:;,]["'”’)\]]{0,2}$/.test(text);
  if (words === 0 || (unfinished && words < 4) || (text.endsWith(',') && words < 4) || (text.endsWith(':') && words < 6)) return 'other';
  if (thanks.test(text) || sympathy.test(text)) return butStates.test(text.replace(/^.*?\b(?:sorry|apolog\p{L}*|understand|afraid|glad|thanks?|thank you|of course|certainly|welcome)\b/u, '')) && words > 2 ? 'claim' : 'other';
  if (asksCustomer.test(text)) return strong.test(text) ? 'claim' : 'other';
  if (isOwnDoing(text)) return strong.test(text) ? 'claim' : 'other';
  return words < 2 && !/\b(?:free|never|always|must|cannot|can['’]t|only|guaranteed?)\b/.test(text) ? 'other' : 'claim';
}
