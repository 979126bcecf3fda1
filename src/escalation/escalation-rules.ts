import type { EscalationReason } from './escalation.ts';

/** A rule about the customer's words. Patterns are linear: single classes, bounded gaps. */
export interface TextRule {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly severity: EscalationReason['severity'];
  /** `thread`: holds however long ago it was said. `newest`: only in what still waits for an answer. */
  readonly reads: 'thread' | 'newest';
  /** "I am not going to sue" cancels it. */
  readonly negatable: boolean;
  /** Needs a negative mood besides. */
  readonly onlyWhenUpset?: boolean;
  readonly patterns: readonly RegExp[];
  /** The sentence means something harmless. */
  readonly unless?: readonly RegExp[];
  /** A sentence it fires on, and one it doesn't; a test runs them all. */
  readonly fires: string;
  readonly quiet: string;
}

const i = (source: string): RegExp => new RegExp(source, 'i');
/** Up to four words in between. */
const gap = String.raw`(?:[ ,'’-]{1,3}[\w'’-]{1,30}){0,4}?[ ,'’-]{1,3}`;
const wideGap = gap.replace('{0,4}', '{0,6}');

export const textRules: readonly TextRule[] = [
  {
    id: 'self-harm',
    title: 'Someone may be in danger',
    detail: 'Speaks of ending their life or harming themselves.',
    severity: 'critical',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:kill(?:ing)? my ?self|end(?:ing)? my (?:own )?life|take my own life|suicid(?:e|al)|harm(?:ing)? my ?self|hurt(?:ing)? my ?self on purpose|(?:don['’]?t|do not) want to (?:live|be alive|be here) any ?more|want to die|better off dead)\b`),
    ],
    fires: 'I lost my job and this bill came, I just want to end my life.',
    quiet: 'The assembly instructions nearly ended my patience.',
  },
  {
    id: 'safety',
    title: 'Safety',
    detail: 'Fire, electricity, injury or something that can hurt.',
    severity: 'critical',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:caught fire|on fire|burst into flames|flames|went up in smoke|smoking|smoke (?:came|coming|is coming|poured|rose|from)|started to smoke|smell(?:s|ed|ing|t)? (?:of |like )?(?:burning|burnt|something burning|plastic burning|gas)|smell(?:s|ed)? smoke|burning smell|(?:too )?hot to (?:the )?touch|(?:got|gets|became|is|was) (?:so |dangerously |scorching |burning )hot|buzz(?:es|ed|ing) and|scorch(?:ed|es)?(?: mark)?|scorching|spark(?:s|ed|ing)|blue flash|short.?circuit(?:ed)?|melt(?:ed|ing)|exploded|overheat(?:s|ed|ing)?|fire hazard)\b`),
      i(String.raw`\b(?:electric(?:al)? shock|electrocuted|(?:gave|got|gives|giving|had)${gap}shock|live wires?|bare wires?|exposed wir(?:e|es|ing))\b`),
      i(String.raw`\b(?:injur(?:ed|y|ies)|(?:is|was|were|got|been) (?:badly |nearly |almost )?hurt|bleeding|(?:needed|had|needs|got) (?:\w+ )?stitches|(?:to|in|into) (?:the )?(?:hospital|a&e|emergency room|er) (?:with|because|for|after|from|last night)|(?:taken|rushed|went|had to go|ended up|brought) (?:\w+ )?(?:to|in|at) (?:the )?(?:hospital|a&e|emergency room|er)|ambulance|broke (?:my|his|her) (?:arm|leg|wrist|nose|foot|toe|finger|hip)|burn(?:ed|t|s)? (?:on )?(?:my|her|his|our|their|a) (?:[\w'’-]+ ){0,2}(?:hand|hands|finger|fingers|thumb|arm|leg|face|skin|daughter|son|child)|allergic reaction|came out in (?:a rash|hives|spots)|blood (?:on|everywhere|all over)|(?:drew|full of|covered in) blood|bruis(?:e|es|ed)|black eye|(?:cut|burnt|burned|hurt|scalded|stabbed) (?:my|her|him|them|our)?sel(?:f|ves)|choking hazard|could (?:have|'ve) (?:killed|died|been (?:killed|blinded|badly hurt|a child))|(?:nearly|almost) (?:killed|hit|crushed|fell on|landed on|took (?:my|his|her))|choked?(?:ing)?(?: on)?|concussion|knocked (?:me|him|her) (?:over|out|down))\b`),
      i(String.raw`\bcut (?:my|his|her|our|their)(?: own)?(?: [\w'’-]+){0,2} (?:hand|finger|fingers|foot|feet|thumb|arm|leg|lip|mouth|face|knee|toe)\b`),
      i(String.raw`\b(?:glass|splinters?|shards?|slivers?|needle|pin|nail|staple|blade|razor|screw)\b${wideGap}(?:foot|feet|hand|hands|mouth|finger|fingers|eye|eyes|food|porridge|soup|dinner|bed|cot|skin)\b`),
      i(String.raw`\b(?:porridge|food|soup|mouth|foot|finger|eye|bed|cot)\b${gap}(?:glass|splinters?|shards?|slivers?)\b`),
      i(String.raw`\b(?:collapsed|gave way|tipped over|fell (?:over|down|off|on)|came off|came down|came crashing|broke)${gap}(?:under|beneath|underneath|on to|onto|on|past|towards) (?:me|him|her|us|my|our|the (?:child|baby|kids?|children|toddler|dog|cat))\b`),
      i(String.raw`\b(?:leg|back|arm|frame|base|slat|shelf)\b${gap}(?:came off|collapsed|gave way|snapped) (?:under|beneath|while|when|as)\b`),
      i(String.raw`\b(?:is|it['’]?s|was|isn['’]?t|not|can['’]?t be|are they|looks?) (?:really |very |right,? or |that )?(?:unsafe|dangerous|a danger|a hazard|safe for (?:a |my |our )?(?:child|children|kids?|baby|toddler))\b`),
      i(String.raw`\b(?:fell|tipped|toppled|collapsed|came off|came down|dropped|landed)\b${wideGap}\b(?:child|baby|toddler|son|daughter|grandson|granddaughter|kid|kids|head|foot|toes?|my (?:mother|father|mum|dad|wife|husband|leg|arm|hand))\b`),
      i(String.raw`\b(?:bit (?:me|us|him|her|(?:my|our|his)(?! head off))|bitten by|(?:attacked|assaulted|punched|kicked|threatened|harassed|groped) (?:me|us|him|her|(?:my|our) (?:wife|husband|partner|mother|father|son|daughter|child|kids?|dog|cat))|(?:was|were|got|been) (?:attacked|assaulted|punched|kicked|threatened|harassed|groped))\b`),
      i(String.raw`^\W{0,3}danger\b`),
      i(String.raw`\b(?:can['’]?t|cannot|don['’]?t) (?:think|believe|imagine) (?:that['’]?s |this is |it is |it['’]?s |that is )(?:right,? (?:or|and) )?safe\b`),
    ],
    unless: [
      i(String.raw`\b(?:spark(?:s|ed|ing)? (?:joy|my interest|an idea)|smoke alarm|smoke[- ]free|non[- ]smoking|smoking (?:home|household|jacket)|safe place|fire ?place|fire ?wood|fire ?proof|fire (?:safety )?(?:label|certificate|rating|retardant)|fire[- ]sale|melt(?:s|ed|ing)? (?:my|our|your) heart|hospital(?:ity)?(?: bed| shift| appointment| ward| corners)|works? (?:at|in) (?:a |the )?hospital|is (?:it|this|the \w+) safe|glass (?:door|shelf|shelves|table|top|shade)|flames? (?:pattern|colou?r))\b`),
      i(String.raw`\bno danger\b`),
    ],
    fires: 'The lamp sparked and there is a scorch mark on the wall.',
    quiet: 'The parcel was not left in the safe place I asked for.',
  },
  {
    id: 'fraud',
    title: 'Fraud or stolen card',
    detail: 'A payment or order they did not make, or a card in wrong hands.',
    severity: 'critical',
    reads: 'thread',
    negatable: false,
    patterns: [
      i(String.raw`\b(?:fraud(?:ulent(?:ly)?|sters?)?|identity theft|stolen (?:credit |debit |bank )?card|card (?:was|has been|is|got) (?:stolen|cloned|hacked|skimmed|compromised)|card details (?:were|have been|are) stolen|unauthori[sz]ed (?:payment|charge|transaction|purchase|order|use))\b`),
      i(String.raw`\b(?:didn['’]?t|did not|never) (?:make|place|authori[sz]e|order|approve)${gap}(?:payment|order|purchase|transaction|charge)\b`),
      i(String.raw`\b(?:someone|somebody|a stranger|another person|they) (?:else )?(?:has |have |had )?(?:used|using|is using|got hold of|stole|hacked into|hacked|ordered with|bought things with|logged in ?to)${gap}(?:card|card number|account|details|name|identity|paypal)\b`),
      i(String.raw`\b(?:my|our) account (?:was|has been|is|got) (?:hacked|broken into|taken over|compromised)\b|\b(?:been|got|was|were) hacked\b`),
      i(String.raw`\b(?:charge|payment|transaction|purchase|debit)s?(?: (?:on|from|to|in|by|of|for|against)(?: [\w'’£$€.-]{1,20}){1,5}?)? (?:that |which )?(?:i|we) (?:do not|don['’]?t|did not|didn['’]?t|have not|haven['’]?t|never) (?:recogni[sz]ed?|ma[kd]e|placed?|authori[sz]ed?)\b`),
      i(String.raw`\b(?:charged|billed|invoiced|debited)\b[^.!?;]{0,40}? (?:that |which )?(?:i|we) (?:did not|didn['’]?t|have not|haven['’]?t|never) (?:order(?:ed)?|buy|bought|purchased?|ma[kd]e|placed?|authori[sz]ed?)\b`),
      i(String.raw`\b(?:phishing|(?:scam|fake|suspicious|dodgy) (?:e-?mail|mail|text|text message|message|sms|website|site|call|link|shop|page)|(?:e-?mail|text|message|sms|mail|call)${gap}(?:scam|phishing|fake)|(?:charge|payment|order|transaction|purchase)s? (?:that )?(?:i|we) (?:do not|don['’]?t|did not|didn['’]?t) (?:recogni[sz]e|make|place|authori[sz]e)|don['’]?t recogni[sz]e${gap}(?:charge|payment|order|transaction)|not (?:me|us) who (?:ordered|bought|paid)|used without my (?:knowledge|permission|consent))\b`),
    ],
    unless: [i(String.raw`\bfraud (?:protection|prevention) (?:insurance|policy)\b`)],
    fires: 'There is an unauthorised payment to you on my card, I never ordered anything.',
    quiet: 'My card was declined at checkout twice.',
  },
  {
    id: 'data-breach',
    title: 'Personal data',
    detail: 'A data leak, or a question or request about personal data that has a legal time limit.',
    severity: 'high',
    reads: 'thread',
    negatable: false,
    patterns: [
      i(String.raw`\b(?:data (?:breach|leak|protection (?:authority|complaint|commissioner))|information commissioner|leaked${gap}(?:data|details|address|e-?mail)|privacy (?:breach|violation|complaint)|breach of (?:privacy|data protection|gdpr)|subject access request|article 15|art\.? ?15)\b`),
      i(String.raw`\b(?:(?:logged (?:in ?)?(?:to|into)|access to|opened|opens|landed (?:in|on)|contains?|mentions?|lists?|with|into|addressed to) (?:someone|somebody|another (?:customer|person)|a stranger)(?: else)?['’]?s? (?:orders?|invoices?|details|data|account|personal)|(?:my|our) (?:personal )?(?:data|details|address|e-?mail)${gap}(?:leaked|stolen|exposed|published|passed on|sold|given to (?:a|another|someone|third))|who else (?:has|can see|sees|saw) (?:my|our)|(?:you|they|who) (?:have |has |had )?(?:gave|given|passed|sold|handed|shared) (?:out )?(?:my|our) (?:address|number|phone number|details|data|e-?mail)|without my consent|(?:complaint|report) (?:to|with) the ico|the ico\b|copy of (?:all )?(?:the |my )?(?:personal )?data)\b`),
      i(String.raw`\b(?:is|are) (?:my|our) (?:card |personal |bank |payment )?(?:data|details) (?:still )?(?:safe|secure)\b`),
      i(String.raw`\b(?:see|sees|saw|seeing|received|got|sent me|shows?|showing|shown|opened|emailed me|mailed me)${gap}(?:someone|somebody|another (?:person|customer)|a stranger|other (?:people|customers))(?: else)?['’]?s? (?:name|address|order|orders|invoice|details|data|account)\b`),
    ],
    unless: [i(String.raw`\bprivacy policy\b`)],
    fires: "When I log in I see somebody else's address and invoice.",
    quiet: 'Where can I read your privacy policy?',
  },
  {
    id: 'legal-threat',
    title: 'Legal threat',
    detail: 'Court, lawyer or a right claimed by law.',
    severity: 'critical',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:sue|suing)(?: (?:you|the|your|them|larch|this)| for\b|$|[.!,])`),
      i(String.raw`\b(?:take (?:you|this|it|the matter|them) (?:\w+ ){0,2}to (?:the )?(?:\w+ )?(?:court|tribunal)|(?:see|seeing) you in (?:the )?(?:\w+ ){0,2}court|(?:small claims|county|high|civil) court|small claims|court (?:action|order|proceedings|claim|papers)|(?:court|legal)(?: \w+)? (?:action|proceedings|steps|advice|team|counsel|representation|route|claim|letter|consequences|department)|legally (?:obliged|required|bound|entitled)|see you in court|off to court|to court|litigation|lawsuit|(?:start|begin|issue|commence) proceedings|letter before action|pre-?action)\b`),
      i(String.raw`\b(?:(?:my|our) (?:lawyers?|solicitors?|attorneys?)(?! friend)|(?:talk|speak|pass(?:ing|ed)?|hand(?:ing|ed)?|instruct(?:ing|ed)?|contact(?:ing|ed)?|hear|letter|consult(?:ing|ed)?|seeing|call(?:ing|ed)?|hir(?:e|ing|ed)|engag(?:e|ing|ed)|go(?:ing)?|went|went to|get(?:ting)?) (?:[\w']+ ){0,4}?(?:an? |the )?(?:lawyers?|solicitors?|attorneys?))\b`),
      i(String.raw`\b(?:consumer rights act|under (?:the )?(?:consumer (?:law|protection|contracts)|sale of goods)|breach of contract|broke(?:n)? (?:this |the |our )?contract|statutory rights|reject the (?:goods|\w+) under)\b`),
    ],
    unless: [
      i(String.raw`\b(?:barrister [A-Z]|tennis court|food court|(?:[A-Z]\w+|squash|basketball) court,? (?:flat|road|street|[A-Z]\w+)|(?:i am|i'm|i’m|as|works? as|for) an? (?:lawyer|solicitor|barrister|attorney)|my (?:lawyer|solicitor|barrister)['’]?s (?:desk|office chair|waiting room))\b`),
    ],
    fires: 'Pay me back by Friday or I will see you in the small claims court.',
    quiet: 'I am not going to sue you over a lamp, just send the shade.',
  },
  {
    id: 'authority',
    title: 'Regulator, ombudsman or chargeback',
    detail: 'Means to take it to a bank, a regulator or an ombudsman.',
    severity: 'high',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:ombudsman|trading standards|citizens advice|consumer (?:protection (?:agency|office|authority)|council|association)|better business bureau|bbb|ftc|financial conduct authority|fca|cfpb|attorney general|advertising standards|watchdog|regulators?|verbraucherzentrale)\b`),
      i(String.raw`\b(?:charge-?backs?|charge back (?:with|through|via|my|this|the|both|claim)|(?:a|do|issue|request|file|raise|start) charge back|charge (?:it|this|them|both|the payments?|both payments) back|(?:dispute|disputing|reverse) (?:the |this |these |both |it |your )?(?:charges?|payments?|transactions?|it)? ?(?:with|through|via) (?:my|the|our) (?:bank|card|credit card)|section 75)\b`),
      i(String.raw`\b(?:(?:my|the) (?:bank|card company|credit card company|card issuer|paypal)${gap}(?:dispute|reverse|claw|recall|get (?:it|the money|my money) back|claim)|(?:open|opened|raise|raised|file|filed|start|started) (?:a |the )?(?:\w+ )?(?:dispute|paypal case|buyer protection case|claim with (?:my|the) bank)|(?:call|go to|tell|contact|report (?:it |this |you )?to) the police|police report|crime reference number)\b`),
      i(String.raw`\b(?:report|reporting|reported) (?:you|this|the matter|your (?:shop|company)) to\b`),
    ],
    unless: [
      i(String.raw`\b(?:do|can|could|would|will) you (?:\w{1,12} )?(?:accept|support|allow|handle|process|offer|take|do)\b[^.!?]{0,40}\bcharge-?backs?\b|\bcharge-?back (?:policy|rules|fees?|protection)\b|\bwhat (?:is|are) (?:a |your )?charge-?backs?\b`),
    ],
    fires: 'If there is no refund by Monday I start a chargeback with my bank.',
    quiet: 'I will not do a chargeback, I only want an answer.',
  },
  {
    id: 'press',
    title: 'Goes public',
    detail: 'The press, social media or reviews come into it.',
    severity: 'high',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:go(?:ing)? (?:to|straight to) the (?:press|papers?|newspapers?|media)|(?:tell|told|write to|contact(?:ing|ed)?|call|calling|ring|inform(?:ing)?) (?:the |a )?(?:press|papers|newspapers?|local paper|bbc|journalists?|media|which\?)|journalist at|(?:name|naming) and sham(?:e|ing)|go(?:es|ing)? viral|watchdog programme)\b`),
      i(String.raw`\b(?:post|posting|share|sharing|put|putting|tell|telling|warn|warning)${gap}(?:all over|everywhere|on (?:twitter|facebook|instagram|tiktok|trustpilot|google|reddit|social media)|everyone i know|every(?:one|body) (?:on|about)|my followers)\b`),
      i(String.raw`\b(?:journalist|reporter)s? (?:here|with|from|for|writing|working on|researching|investigating|looking into|asking)\b|\b(?:ask(?:ing)?|approach(?:ing)?|request(?:ing)?|reaching out|deadline) (?:you |larch & loom )?for (?:a |your |any )?comment\b|\b(?:press|media) (?:enquiry|inquiry|request|query)\b|\b(?:writing|preparing|doing|running) (?:an? |the )?(?:\w{1,15} )?(?:article|piece|story|report|feature|programme) (?:about|on) (?:you|your|how you|larch)`),
      i(String.raw`\b\d+(?:[.,]\d+)?k followers\b`),
      i(String.raw`\bpsa\b`),
      i(String.raw`\b(?:(?:one|1|zero|0)[- ]?star review|(?:bad|terrible|scathing|honest) review (?:on|everywhere|to follow)|trust ?pilot|my (?:blog|column|channel|readers|viewers|subscribers|followers)|i (?:write|work) for (?:the |a )?[\w ]{0,30}(?:paper|newspaper|magazine|gazette|times|guardian|bbc|post)|(?:people|everyone|others) (?:should|will|need to) (?:know|hear|be warned))\b`),
    ],
    unless: [i(String.raw`\b(?:press (?:the|save|pay|add|enter|ok|cancel|submit|and|on)|obsessed|love|thank|(?:really|very|so) (?:quick|good|happy)|use your photos|love to (?:post|share))\b`)],
    fires: 'Answer me or I go to the newspapers with this.',
    quiet: 'When I press the Pay button the page goes white.',
  },
  {
    id: 'asks-for-person',
    title: 'Asks for a person',
    detail: 'Wants to speak to someone, or to someone higher up.',
    severity: 'normal',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:speak|talk|chat (?:to|with)|connect(?: me)?|transfer(?: me)?|put me through|pass me|get through|escalate(?: this| me| it)?|hand me over)${gap.replace('{0,4}', '{0,3}')}(?:human(?: being)?|person|real (?:one|human|person|agent)|agent|representative|rep|operator|advisor|adviser|somebody real|someone real|manager|supervisor|line manager|someone (?:senior|higher)|a boss|your boss|member of (?:staff|the team))\b`),
      i(String.raw`\b(?:need|want|get|give me|prefer|like|is there|can i have|where is|let me have) (?:to (?:have|reach) )?(?:an? |the )?(?:(?:real|actual|live|living|breathing) )?(?:human(?: being)?|(?:real|actual|live) (?:person|agent|operator)|person,? not|person (?:there|at all)|live agent|manager|supervisor|operator)\b`),
      i(String.raw`^\W{0,3}(?:please[ ,]+)?(?:(?:real|live) )?(?:human|agent|operator|representative|person)(?: please| now| pls)?\W{0,5}$`),
      i(String.raw`\b(?:not (?:the|a|your|another) (?:chat ?)?(?:bot|robot|machine|menu)|(?:stop|no more|sick of|hate) (?:the|this|your|these) (?:chat ?)?(?:bots?|robots?|machines?)|(?:bot|chatbot) (?:just |only )?keeps|stop (?:sending|giving) me (?:automated|automatic))\b`),
      i(String.raw`\b(?:(?:get|have|let|ask) (?:a |your |the )?(?:manager|supervisor|someone|somebody|a person|a human|a colleague|person|human) (?:to )?(?:call|ring|phone|contact|ask|speak|get in touch|deal|look)|(?:call|ring|phone) me (?:back|today|now|tomorrow)|(?:want|like|need|expect) (?:a |to be )?(?:call(?:ed)? back|phone call|callback|rung|telephoned)|(?:pass|forward|send|hand|take|escalate) (?:this|it|me|my \w+) (?:on |up |over )?to (?:a |your |the |someone |somebody )?(?:manager|supervisor|boss|director|ceo|owner|head|management|human|person|senior|higher|who|above)|(?:your|the) (?:manager|supervisor|boss|line manager|managing director|ceo|director)(?:['’]s)? (?:name|please|now|number|e-?mail)|(?:is|are) (?:this|you|there) (?:even )?(?:a |an )?(?:real person|actual person|human|bot|robot|anybody|anyone real)|(?:an? )?(?:actual|real|living) (?:human|person|human being)\b)\b`),
      i(String.raw`\b(?:somebody|someone|anyone) (?:above|senior|higher up|in charge|with authority)\b`),
    ],
    unless: [
      i(String.raw`\b(?:human[- ]readable|not a robot|manager (?:of|at) (?:our|my|the)|i am (?:the|a) (?:manager|supervisor)|(?:practice|office|project|account|shop) manager|in person|per person|delivery person|missing person)\b`),
    ],
    fires: 'Can I speak to a real person please?',
    quiet: 'The delivery person left it in the porch.',
  },
  {
    id: 'leaving-angry',
    title: 'About to leave',
    detail: 'Angry and says they are going.',
    severity: 'high',
    reads: 'newest',
    negatable: false,
    onlyWhenUpset: true,
    patterns: [
      i(String.raw`\b(?:never (?:again|(?:buy|order|shop|purchase|use|do business)(?:ing)?${gap.replace('{0,4}?', '{0,3}?')}(?:again|you|from you|with you|here))|(?:last|final) time i (?:buy|order|shop|use)|take my (?:business|custom|money) elsewhere|(?:cancel|close|delete|terminate) (?:everything|my (?:account|membership|circle|subscription)|the circle)|lost (?:a|me as a|my custom|a loyal) ?(?:customer)?|you have lost|done with (?:you|this (?:shop|company|place))|concludes our business|(?:going|go|switch(?:ing)?) to (?:a|your|another) competitor|won['’]?t be (?:back|ordering|buying|returning))\b`),
    ],
    fires: 'This is a disgrace. Cancel my account, I will never order from you again.',
    quiet: 'Please close my account, I am moving abroad.',
  },
  {
    id: 'unanswered-before',
    title: 'Wrote before without an answer',
    detail: 'Says that earlier messages were not answered.',
    severity: 'high',
    reads: 'newest',
    negatable: false,
    patterns: [
      i(String.raw`\b(?:(?:my|our) (?:last|previous|earlier|first|two|three|other) (?:\w+ )?(?:e-?mails?|messages?|letters?|mails?|tickets?|requests?)${wideGap}(?:answered|unanswered|ignored|no (?:reply|answer|response)|without|not been|never|nobody|replied)|(?:nobody|no one|no-one|noone|none of you|you (?:have|still)? ?(?:not|never|haven['’]?t)) (?:has |have |had |ever |even |bothered to )*(?:replied|answered|responded|got back|come back|called back|reply|answer|respond|get back)|(?:no|without (?:a|any)|still (?:no|without)) (?:reply|answer|response)s? (?:to (?:my|any|the|either)|from (?:you|anyone|anybody)|since|for|yet|in|at all|whatsoever|for over)|(?:being|been|am|are) ignored|ignor(?:e|ed|ing) (?:me|us|my|our)|how many (?:more )?(?:times|e-?mails|letters|messages) (?:do|must|will|have|does it take|should|am) ?(?:i|we)?|(?:yet )?another e-?mail (?:from|to)|(?:twice|second time|again) (?:and|with|without) (?:no|still no|any|an) (?:answer|reply|response)|chas(?:ed|ing) (?:you |this )?(?:\w+ )?(?:times|weeks|twice))\b`),
      i(String.raw`\b(?:third|fourth|fifth|3rd|4th|5th) (?:time (?:i|we) (?:write|have|am|are|ask|email|e-mail|contact|message|'ve|’ve|\w+ing)|time (?:writing|asking|emailing|messaging|contacting)|(?:letter|e-?mail|message|mail|attempt|request))\b`),
      i(String.raw`\b(?:three|four|five|six|several|many|countless|multiple|numerous|\d{1,2}) (?:e-?mails?|letters|messages|mails|tickets|calls|requests)\b${gap}(?:no|without|not|nobody|never|ignored|unanswered|zero)\b`),
      i(String.raw`\b(?:this is|this makes it|is therefore) (?:now )?(?:the|my|our) third(?: time)?\b`),
      i(String.raw`\b(?:written|emailed|e-mailed|messaged|asked|called|contacted you|rung) (?:you )?(?:three|3|four|4|five|5|several|many) times\b`),
      i(String.raw`\b(?:not|never) (?:had |received |got )?(?:one|a single) (?:line|word|answer|reply)\b`),
    ],
    unless: [i(String.raw`\b(?:third (?:floor|party|street|avenue))\b`)],
    fires: 'This is the third time I am writing about my refund and nobody answers.',
    quiet: 'I live on the third floor, please ring twice.',
  },
  {
    id: 'bereavement',
    title: 'Bereavement',
    detail: 'Someone has died; a prepared reply would hurt.',
    severity: 'high',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:passed away|(?:husband|wife|mother|father|mum|mom|dad|son|daughter|brother|sister|partner|grandmother|grandfather|gran|nan|aunt|uncle|friend|owner|customer|person|someone|somebody|he|she|who)(?:['’]s)?(?: has| have| had| just| sadly| suddenly| recently){0,3} died|my (?:late|deceased) (?:husband|wife|mother|father|mum|mom|dad|son|daughter|brother|sister|partner)|death of (?:my|our)|(?:our|my|the|recent|a) bereavement|executor of)\b`),
    ],
    unless: [i(String.raw`\b(?:battery|phone|lamp|laptop|app|bulb|plant|connection|line|screen|motor)(?: has| have| had| just| suddenly)? died\b`)],
    fires: 'My mother passed away last week, please close her account.',
    quiet: 'The battery of the lamp died after two days.',
  },
  {
    id: 'money-trouble',
    title: 'In money trouble through us',
    detail: 'A payment of ours left them short: overdraft, rent or a bounced debit.',
    severity: 'high',
    reads: 'thread',
    negatable: true,
    patterns: [
      i(String.raw`\b(?:overdrawn|overdraft|(?:can['’]?t|cannot|could not|couldn['’]?t) (?:pay|afford) (?:my |the |our )?(?:rent|bills?|food|groceries|mortgage)|rent (?:\w+ ){0,4}(?:bounce[sd]?|fail(?:s|ed)?)|no money (?:left )?(?:for|until)|bailiffs?|debt collect(?:or|ors|ion))\b`),
    ],
    unless: [i(String.raw`\b(?:arranged overdraft|without (?:an|my) overdraft)\b`)],
    fires: 'You charged me twice and now I am overdrawn, my rent goes out on Wednesday.',
    quiet: 'Is the sofa covered by rent-to-buy?',
  },
];
