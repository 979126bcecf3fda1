import { splitSentences } from '../text/split-sentences.ts';

/** Words: who writes more than that says something. */
const longest = 70;

/** What a receipt is made of: each of its sentences is one of these. */
const parts: readonly RegExp[] = [
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\b[^.!?]{0,40}[.!,]?$/i,
  /^(?:thank you|thanks|many thanks|thank you very much|thanks so much) for (?:your (?:message|e-?mail|mail|enquiry|inquiry|request|patience|note|letter|interest)|contacting|getting in (?:touch|contact)|writing|reaching out|messaging|bearing with)\b[^.!?]{0,60}[.!]?$/i,
  /^(?:we(?:['’]ve| have) (?:received|got|logged|created|opened|registered|recorded|raised) (?:your|a|an|this|the|case|ticket|request)|(?:your|a|the) (?:message|request|e-?mail|mail|enquiry|inquiry|ticket|case)(?: \S{1,20})? (?:has been|was|is) (?:now )?(?:received|logged|created|opened|registered|recorded|raised))(?: (?:message|request|e-?mail|mail|enquiry|inquiry|ticket|case|letter|note))?(?: (?:number|no\.?))?(?: \(?#?[\w-]{0,12}\d[\w-]{0,12}\)?)?(?: for you| for this| from you)?(?:,? (?:and|under|as|with)\b(?! (?:the|your|a refund))[^.!?]{0,80})?[.!]?$/i,
  /^(?:your |the )?(?:case|ticket|reference|request|enquiry)(?: (?:number|no\.?|id|ref))?(?: is|:| =)? ?#?[\w-]{2,24}[.!]?$/i,
  /\b(?:someone|somebody|an? (?:agent|advis[eo]r|person|colleague|specialist|representative|member of (?:our|the) team)|one of (?:us|our \w+|the team)|we|our (?:team|\w+ team)|the team)(?:['’]ll| will| shall| aim to| try to| usually| normally| typically)(?: be)? (?:reply|respond|answer|get back|in touch|come back|contact|with you|look (?:at|into) (?:it|this|your))\b[^.!?]{0,90}[.!]?$/i,
  /\b(?:automat(?:ed|ic)|auto-?(?:reply|response)|do not (?:reply|respond)|no need to reply|(?:opening|office) hours|out of (?:the )?office|higher than usual|busier than usual|appreciate your patience)\b[^.!?]{0,120}[.!]?$/i,
  /^(?:(?:kind|best|warm|many) )?(?:regards|wishes|thanks)?,?\s*(?:the )?[^.!?]{0,30}\b(?:team|support|care|service|services|desk)[.!]?$|^(?:(?:kind|best|warm) )(?:regards|wishes),?$/i,
];

/**
 * Whether an agent's message only says that the customer's has come ("Thank you for your message. We have opened case 40021 and will be in
 * touch."): nobody was answered by it, and who wrote goes on waiting. Every sentence must be a part of a receipt.
 */
export function isAcknowledgement(text: string): boolean {
  if (text.length > longest * 12 || text.split(/\s+/, longest + 1).length > longest) return false;
  const sentences = splitSentences(text).map((sentence) => sentence.text.trim()).filter((sentence) => /\p{L}/u.test(sentence));
  const isReceipt = (sentence: string): boolean => parts.some((part) => part.test(sentence));
  // "Hello Marta," alone, and "Thanks!", is no receipt.
  return sentences.some((sentence) => parts.slice(1, -1).some((part) => part.test(sentence))) && sentences.every(isReceipt);
}
