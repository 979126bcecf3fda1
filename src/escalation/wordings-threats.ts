import { gap, type Wording, words } from './wording.ts';

/** Law, authorities and the public. */
export const threatWordings: readonly Wording[] = [
  {
    name: 'legal-threat',
    patterns: [
      words(String.raw`\b(?:sue|suing)(?: (?:you|the|your|them|larch|this)| for\b|$|[.!,])`),
      words(String.raw`\b(?:take (?:you|this|it|the matter|them) (?:\w+ ){0,2}to (?:the )?(?:\w+ )?(?:court|tribunal)|(?:see|seeing) you in (?:the )?(?:\w+ ){0,2}court|(?:small claims|county|high|civil) court|small claims|court (?:action|order|proceedings|claim|papers)|(?:court|legal)(?: \w+)? (?:action|proceedings|steps|advice|team|counsel|representation|route|claim|letter|consequences|department)|legally (?:obliged|required|bound|entitled)|see you in court|off to court|to court|litigation|lawsuit|(?:start|begin|issue|commence) proceedings|letter before action|pre-?action)\b`),
      words(String.raw`\b(?:(?:my|our) (?:lawyers?|solicitors?|attorneys?)(?! friend)|(?:talk|speak|pass(?:ing|ed)?|hand(?:ing|ed)?|instruct(?:ing|ed)?|contact(?:ing|ed)?|hear|letter|consult(?:ing|ed)?|seeing|call(?:ing|ed)?|hir(?:e|ing|ed)|engag(?:e|ing|ed)|go(?:ing)?|went|went to|get(?:ting)?) (?:[\w']+ ){0,4}?(?:an? |the )?(?:lawyers?|solicitors?|attorneys?))\b`),
      words(String.raw`\b(?:consumer rights act|under (?:the )?(?:consumer (?:law|protection|contracts)|sale of goods)|breach of contract|broke(?:n)? (?:this |the |our )?contract|statutory rights|reject the (?:goods|\w+) under)\b`),
    ],
    unless: [
      words(String.raw`\b(?:barrister [A-Z]|tennis court|food court|(?:[A-Z]\w+|squash|basketball) court,? (?:flat|road|street|[A-Z]\w+)|(?:i am|i'm|i’m|as|works? as|for) an? (?:lawyer|solicitor|barrister|attorney)|my (?:lawyer|solicitor|barrister)['’]?s (?:desk|office chair|waiting room))\b`),
    ],
  },
  {
    name: 'authority',
    patterns: [
      words(String.raw`\b(?:ombudsman|trading standards|citizens advice|consumer (?:protection (?:agency|office|authority)|council|association)|better business bureau|bbb|ftc|financial conduct authority|fca|cfpb|attorney general|advertising standards|watchdog|regulators?|verbraucherzentrale)\b`),
      words(String.raw`\b(?:charge-?backs?|charge back (?:with|through|via|my|this|the|both|claim)|(?:a|do|issue|request|file|raise|start) charge back|charge (?:it|this|them|both|the payments?|both payments) back|(?:dispute|disputing|reverse) (?:the |this |these |both |it |your )?(?:charges?|payments?|transactions?|it)? ?(?:with|through|via) (?:my|the|our) (?:bank|card|credit card)|section 75)\b`),
      words(String.raw`\b(?:(?:my|the) (?:bank|card company|credit card company|card issuer|paypal)${gap}(?:dispute|reverse|claw|recall|get (?:it|the money|my money) back|claim)|(?:open|opened|raise|raised|file|filed|start|started) (?:a |the )?(?:\w+ )?(?:dispute|paypal case|buyer protection case|claim with (?:my|the) bank)|(?:call|go to|tell|contact|report (?:it |this |you )?to) the police|police report|crime reference number)\b`),
      words(String.raw`\b(?:report|reporting|reported) (?:you|this|the matter|your (?:shop|company)) to\b`),
    ],
    unless: [
      words(String.raw`\b(?:do|can|could|would|will) you (?:\w{1,12} )?(?:accept|support|allow|handle|process|offer|take|do)\b[^.!?]{0,40}\bcharge-?backs?\b|\bcharge-?back (?:policy|rules|fees?|protection)\b|\bwhat (?:is|are) (?:a |your )?charge-?backs?\b`),
    ],
  },
  {
    name: 'press',
    patterns: [
      words(String.raw`\b(?:go(?:ing)? (?:to|straight to) the (?:press|papers?|newspapers?|media)|(?:tell|told|write to|contact(?:ing|ed)?|call|calling|ring|inform(?:ing)?) (?:the |a )?(?:press|papers|newspapers?|local paper|bbc|journalists?|media|which\?)|journalist at|(?:name|naming) and sham(?:e|ing)|go(?:es|ing)? viral|watchdog programme)\b`),
      words(String.raw`\b(?:post|posting|share|sharing|put|putting|tell|telling|warn|warning)${gap}(?:all over|everywhere|on (?:twitter|facebook|instagram|tiktok|trustpilot|google|reddit|social media)|everyone i know|every(?:one|body) (?:on|about)|my followers)\b`),
      words(String.raw`\b(?:journalist|reporter)s? (?:here|with|from|for|writing|working on|researching|investigating|looking into|asking)\b|\b(?:ask(?:ing)?|approach(?:ing)?|request(?:ing)?|reaching out|deadline) (?:you |larch & loom )?for (?:a |your |any )?comment\b|\b(?:press|media) (?:enquiry|inquiry|request|query)\b|\b(?:writing|preparing|doing|running) (?:an? |the )?(?:\w{1,15} )?(?:article|piece|story|report|feature|programme) (?:about|on) (?:you|your|how you|larch)`),
      words(String.raw`\b\d+(?:[.,]\d+)?k followers\b`),
      words(String.raw`\bpsa\b`),
      words(String.raw`\b(?:(?:one|1|zero|0)[- ]?star review|(?:bad|terrible|scathing|honest) review (?:on|everywhere|to follow)|trust ?pilot|my (?:blog|column|channel|readers|viewers|subscribers|followers)|i (?:write|work) for (?:the |a )?[\w ]{0,30}(?:paper|newspaper|magazine|gazette|times|guardian|bbc|post)|(?:people|everyone|others) (?:should|will|need to) (?:know|hear|be warned))\b`),
    ],
    unless: [words(String.raw`\b(?:press (?:the|save|pay|add|enter|ok|cancel|submit|and|on)|obsessed|love|thank|(?:really|very|so) (?:quick|good|happy)|use your photos|love to (?:post|share))\b`)],
  },
];
