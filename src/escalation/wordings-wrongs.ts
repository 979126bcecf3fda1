import { gap, type Wording, words } from './wording.ts';

/** Money, accounts or data in wrong hands. */
export const wrongWordings: readonly Wording[] = [
  {
    name: 'fraud',
    patterns: [
      words(String.raw`\b(?:fraud(?:ulent(?:ly)?|sters?)?|identity theft|stolen (?:credit |debit |bank )?card|card (?:was|has been|is|got) (?:stolen|cloned|hacked|skimmed|compromised)|card details (?:were|have been|are) stolen|unauthori[sz]ed (?:payment|charge|transaction|purchase|order|use))\b`),
      words(String.raw`\b(?:didn['’]?t|did not|never) (?:make|place|authori[sz]e|order|approve)${gap}(?:payment|order|purchase|transaction|charge)\b`),
      words(String.raw`\b(?:someone|somebody|a stranger|another person|they) (?:else )?(?:has |have |had )?(?:used|using|is using|got hold of|stole|hacked into|hacked|ordered with|bought things with|logged in ?to)${gap}(?:card|card number|account|details|name|identity|paypal)\b`),
      words(String.raw`\b(?:my|our) account (?:was|has been|is|got) (?:hacked|broken into|taken over|compromised)\b|\b(?:been|got|was|were) hacked\b`),
      words(String.raw`\b(?:charge|payment|transaction|purchase|debit)s?(?: (?:on|from|to|in|by|of|for|against)(?: [\w'’£$€.-]{1,20}){1,5}?)? (?:that |which )?(?:i|we) (?:do not|don['’]?t|did not|didn['’]?t|have not|haven['’]?t|never) (?:recogni[sz]ed?|ma[kd]e|placed?|authori[sz]ed?)\b`),
      words(String.raw`\b(?:charged|billed|invoiced|debited)\b[^.!?;]{0,40}? (?:that |which )?(?:i|we) (?:did not|didn['’]?t|have not|haven['’]?t|never) (?:order(?:ed)?|buy|bought|purchased?|ma[kd]e|placed?|authori[sz]ed?)\b`),
      words(String.raw`\b(?:phishing|(?:scam|fake|suspicious|dodgy) (?:e-?mail|mail|text|text message|message|sms|website|site|call|link|shop|page)|(?:e-?mail|text|message|sms|mail|call)${gap}(?:scam|phishing|fake)|(?:charge|payment|order|transaction|purchase)s? (?:that )?(?:i|we) (?:do not|don['’]?t|did not|didn['’]?t) (?:recogni[sz]e|make|place|authori[sz]e)|don['’]?t recogni[sz]e${gap}(?:charge|payment|order|transaction)|not (?:me|us) who (?:ordered|bought|paid)|used without my (?:knowledge|permission|consent))\b`),
    ],
    unless: [words(String.raw`\bfraud (?:protection|prevention) (?:insurance|policy)\b`)],
  },
  {
    name: 'data-breach',
    patterns: [
      words(String.raw`\b(?:data (?:breach|leak|protection (?:authority|complaint|commissioner))|information commissioner|leaked${gap}(?:data|details|address|e-?mail)|privacy (?:breach|violation|complaint)|breach of (?:privacy|data protection|gdpr)|subject access request|article 15|art\.? ?15)\b`),
      words(String.raw`\b(?:(?:logged (?:in ?)?(?:to|into)|access to|opened|opens|landed (?:in|on)|contains?|mentions?|lists?|with|into|addressed to) (?:someone|somebody|another (?:customer|person)|a stranger)(?: else)?['’]?s? (?:orders?|invoices?|details|data|account|personal)|(?:my|our) (?:personal )?(?:data|details|address|e-?mail)${gap}(?:leaked|stolen|exposed|published|passed on|sold|given to (?:a|another|someone|third))|who else (?:has|can see|sees|saw) (?:my|our)|(?:you|they|who) (?:have |has |had )?(?:gave|given|passed|sold|handed|shared) (?:out )?(?:my|our) (?:address|number|phone number|details|data|e-?mail)|without my consent|(?:complaint|report) (?:to|with) the ico|the ico\b|copy of (?:all )?(?:the |my )?(?:personal )?data)\b`),
      words(String.raw`\b(?:is|are) (?:my|our) (?:card |personal |bank |payment )?(?:data|details) (?:still )?(?:safe|secure)\b`),
      words(String.raw`\b(?:see|sees|saw|seeing|received|got|sent me|shows?|showing|shown|opened|emailed me|mailed me)${gap}(?:someone|somebody|another (?:person|customer)|a stranger|other (?:people|customers))(?: else)?['’]?s? (?:name|address|order|orders|invoice|details|data|account)\b`),
    ],
    unless: [words(String.raw`\bprivacy policy\b`)],
  },
];
