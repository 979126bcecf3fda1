import { gap, wideGap, type Wording, words } from './wording.ts';

const someTime = String.raw`(?:\d{1,3}|t(?:wo|hree|en|welve|hirteen|wenty|hirty)|f(?:our|ive|ourteen|ifteen|orty|ifty)|s(?:ix|even|ixteen|eventeen|ixty)|e(?:ight|leven|ighteen|ighty)|nine(?:teen|ty)?|several|countless|endless)`;

/** People who want a person, are leaving, were not answered, or are in trouble. */
export const serviceWordings: readonly Wording[] = [
  {
    name: 'asks-for-person',
    patterns: [
      words(String.raw`\b(?:speak|talk|chat (?:to|with)|connect(?: me)?|transfer(?: me)?|put me through|pass me|get through|escalate(?: this| me| it)?|hand me over)${gap.replace('{0,4}', '{0,3}')}(?:human(?: being)?|person|real (?:one|human|person|agent)|agent|representative|rep|operator|advisor|adviser|somebody real|someone real|manager|supervisor|line manager|someone (?:senior|higher)|a boss|your boss|member of (?:staff|the team))\b`),
      words(String.raw`\b(?:need|want|get|give me|prefer|(?:would|['’]d) like|is there|can i have|where is|let me have) (?:to (?:have|reach) )?(?:an? |the )?(?:(?:real|actual|live|living|breathing) )?(?:human(?: being)?|(?:real|actual|live) (?:person|agent|operator)|person,? not|person (?:there|at all)|live agent|manager|supervisor|operator)\b`),
      words(String.raw`^\W{0,3}(?:please[ ,]+)?(?:(?:real|live) )?(?:human|agent|operator|representative|person)(?: please| now| pls)?\W{0,5}$`),
      words(String.raw`\b(?:not (?:the|a|your|another) (?:chat ?)?(?:bot|robot|machine|menu)|(?:stop|no more|sick of|hate) (?:the|this|your|these) (?:chat ?)?(?:bots?|robots?|machines?)|(?:bot|chatbot) (?:just |only )?keeps|stop (?:sending|giving) me (?:automated|automatic))\b`),
      words(String.raw`\b(?:(?:get|have|let|ask) (?:a |your |the )?(?:manager|supervisor|someone|somebody|a person|a human|a colleague|person|human) (?:to )?(?:call|ring|phone|contact|ask|speak|get in touch|deal|look)|(?:call|ring|phone) me (?:back|today|now|tomorrow)|(?:want|like|need|expect) (?:a |to be )?(?:call(?:ed)? back|phone call|callback|rung|telephoned)|(?:pass|forward|send|hand|take|escalate) (?:this|it|me|my \w+) (?:on |up |over )?to (?:a |your |the |someone |somebody )?(?:manager|supervisor|boss|director|ceo|owner|head|management|human|person|senior|higher|who|above)|(?:your|the) (?:manager|supervisor|boss|line manager|managing director|ceo|director)(?:['’]s)? (?:name|please|now|number|e-?mail)|(?:is|are) (?:this|you|there) (?:even )?(?:a |an )?(?:real person|actual person|human|bot|robot|anybody|anyone real)|(?:an? )?(?:actual|real|living) (?:human|person|human being)\b)\b`),
      words(String.raw`\b(?:(?:phone|telephone|ring) (?:me|us)\b|call (?:me|us) (?:about|on|at|before|after|between|please|so|and|instead|urgently|asap|first)|give (?:me|us) a (?:call|ring|bell|buzz|tinkle|shout))`),
      words(String.raw`\b(?:somebody|someone|anyone) (?:above|senior|higher up|in charge|with authority)\b`),
    ],
    unless: [
      words(String.raw`\b(?:driver|courier|carrier|crew|delivery (?:man|men|team|company))\b[^.!?]{0,40}\b(?:call|ring|phone)s? me\b|\b(?:call|ring|phone) me when (?:you are|you're|the|it|they)\b`),
      words(String.raw`\b(?:human[- ]readable|not a robot|manager (?:of|at) (?:our|my|the)|i am (?:the|a) (?:manager|supervisor)|(?:practice|office|project|account|shop) manager|in person|per person|delivery person|missing person)\b`),
    ],
  },
  {
    name: 'leaving',
    patterns: [
      words(String.raw`\b(?:never (?:again|(?:buy|order|shop|purchase|use|do business)(?:ing)?${gap.replace('{0,4}?', '{0,3}?')}(?:again|you|from you|with you|here))|(?:last|final) time i (?:buy|order|shop|use)|take my (?:business|custom|money) elsewhere|(?:cancel|close|delete|terminate) (?:everything|my (?:account|membership|circle|subscription)|the circle)|lost (?:a|me as a|my custom|a loyal) ?(?:customer)?|you have lost|done with (?:you|this (?:shop|company|place))|concludes our business|(?:going|go|switch(?:ing)?) to (?:a|your|another) competitor|won['’]?t be (?:back|ordering|buying|returning))\b`),
    ],
  },
  {
    name: 'unanswered-before',
    patterns: [
      words(String.raw`\b(?:(?:my|our) (?:last|previous|earlier|first|two|three|other) (?:\w+ )?(?:e-?mails?|messages?|letters?|mails?|tickets?|requests?)${wideGap}(?:answered|unanswered|ignored|no (?:reply|answer|response)|without|not been|never|nobody|replied)|(?:nobody|no one|no-one|noone|none of you|you (?:have|still)? ?(?:not|never|haven['’]?t)) (?:has |have |had |ever |even |bothered to )*(?:replied|answered|responded|got back|come back|called back|reply|answer|respond|get back)|(?:no|without (?:a|any)|still (?:no|without)) (?:reply|answer|response)s? (?:to (?:my|any|the|either)|from (?:you|anyone|anybody)|since|for|yet|in|at all|whatsoever|for over)|(?:being|been|am|are) ignored|ignor(?:e|ed|ing) (?:me|us|my|our)|how many (?:more )?(?:times|e-?mails|letters|messages) (?:do|must|will|have|does it take|should|am) ?(?:i|we)?|(?:yet )?another e-?mail (?:from|to)|(?:twice|second time|again) (?:and|with|without) (?:no|still no|any|an) (?:answer|reply|response)|chas(?:ed|ing) (?:you |this )?(?:\w+ )?(?:times|weeks|twice))\b`),
      words(String.raw`\b(?:third|fourth|fifth|3rd|4th|5th) (?:time (?:i|we) (?:write|have|am|are|ask|email|e-mail|contact|message|'ve|’ve|\w+ing)|time (?:writing|asking|emailing|messaging|contacting)|(?:letter|e-?mail|message|mail|attempt|request))\b`),
      words(String.raw`\b(?:three|four|five|six|several|many|countless|multiple|numerous|\d{1,2}) (?:e-?mails?|letters|messages|mails|tickets|calls|requests)\b${gap}(?:no|without|not|nobody|never|ignored|unanswered|zero)\b`),
      words(String.raw`\b(?:this is|this makes it|is therefore) (?:now )?(?:the|my|our) third(?: time)?\b`),
      words(String.raw`\b(?:written|emailed|e-mailed|messaged|asked|called|contacted you|rung) (?:you )?(?:three|3|four|4|five|5|several|many) times\b`),
      words(String.raw`\b(?:not|never) (?:had |received |got )?(?:one|a single) (?:line|word|answer|reply)\b`),
    ],
    unless: [words(String.raw`\b(?:third (?:floor|party|street|avenue))\b`)],
  },
  {
    name: 'bereavement',
    patterns: [
      words(String.raw`\b(?:passed away|(?:husband|wife|mother|father|mum|mom|dad|son|daughter|brother|sister|partner|grandmother|grandfather|gran|nan|aunt|uncle|friend|owner|customer|person|someone|somebody|he|she|who)(?:['’]s)?(?: has| have| had| just| sadly| suddenly| recently){0,3} died|my (?:late|deceased) (?:husband|wife|mother|father|mum|mom|dad|son|daughter|brother|sister|partner)|death of (?:my|our)|(?:our|my|the|recent|a) bereavement|executor of)\b`),
    ],
    unless: [words(String.raw`\b(?:battery|phone|lamp|laptop|app|bulb|plant|connection|line|screen|motor)(?: has| have| had| just| suddenly)? died\b`)],
  },
  {
    name: 'money-trouble',
    patterns: [
      words(String.raw`\b(?:overdrawn|overdraft|(?:can['’]?t|cannot|could not|couldn['’]?t) (?:pay|afford) (?:my |the |our )?(?:rent|bills?|food|groceries|mortgage)|rent (?:\w+ ){0,4}(?:bounce[sd]?|fail(?:s|ed)?)|no money (?:left )?(?:for|until)|bailiffs?|debt collect(?:or|ors|ion))\b`),
    ],
    unless: [words(String.raw`\b(?:arranged overdraft|without (?:an|my) overdraft)\b`)],
  },
  {
    name: 'waiting',
    patterns: [
      words(String.raw`\b(?:waiting|waited|on hold|in (?:a|the|this|your) queue|still (?:no|not|nothing|have|haven['’]?t|hasn['’]?t)|weeks?|no (?:call|reply|answer|response|mail|email|news))\b`),
      // "Nineteen days I have sat in"; not "within 30 days", nor nineteen years in the trade.
      words(String.raw`\b${someTime} (?:whole |full |bloody |solid )?(?:hours|hrs|days|months) (?:now|later|on|of|without|since|and counting|still|i|i['’]ve|we|we['’]ve)\b`),
      words(String.raw`\b(?:been|after|spent|wasted|lost|its|it['’]s) (?:over |nearly |almost |exactly )?${someTime} (?:whole |full |bloody |solid )?(?:hours|hrs|days|months)\b`),
    ],
  },
  {
    name: 'went-wrong',
    patterns: [
      words(String.raw`\b(?:wrong|broken|broke|faulty|defect(?:ive)?|damaged|dented|scratched|torn|ripped|cracked|chipped|stained|leak(?:s|ed|ing)|missing|late|delayed|overdue|lost|never (?:came|arrived|received)|(?:has|have|did)(?:n['’]?t| not) (?:come|arrived?|been|worked?|received?)|not (?:come|arrived|working|received)|does(?:n['’]?t| not) work|stopped working|fail(?:s|ed|ing)?|mistake|error|incorrect|overcharged|charged twice|problem|issue|complain(?:t|ing)?|disappoint(?:ed|ing|ment)?|scuff(?:s|ed)?|dents?|scratch(?:es)?|tears?|loose|wobbl(?:y|es|ing)|squeak(?:s|y|ing)|crooked|uneven|incomplete|mismatch(?:ed)?|flicker(?:s|ing)|stuck|refuse[sd]?|declined|disappeared|vanished|yet to|no sign of|wait(?:ed|ing)|chas(?:ed|ing)|nobody|no one|too (?:long|small|big|short|dark|light)|not (?:what|as|the one|quite)|instead of|surprised|unimpressed|unhappy|apolog(?:y|ise|ize)|promised|was told|a mark|supposed to|expected|fortnight|overdue)\b`),
      words(String.raw`\b(?:snapped|split|bent|warped|collapsed|shattered|smashed|in (?:bits|(?:\w+ )?pieces|half)|(?:broke|fell|cut|snapped) in two|wet|soaked|damp|sodden|smell(?:s|ed|ing|y)?|invalid|expired|opened by itself|only the|gone (?:missing|astray|noon|one|two|three|four|five|six|seven)|yet to come|mould(?:y)?|rust(?:y|ed)?|peel(?:s|ed|ing)|sag(?:s|ged|ging)|faded|wonky|burst|gave (?:up|out|way)|given (?:up|out|way)|falls? apart|fell (?:off|apart)|came (?:off|apart)|coming (?:off|apart|away)|let (?:me|us) down|losing patience|patience|tired of|unacceptable|not (?:good enough|acceptable|pleased|amused|impressed|happy|satisfied|right|at all)|hardly (?:what|good)|had (?:rather )?(?:hoped|understood|expected|been told)|would have thought|turned (?:us |me )?away|turn(?:ed)? up|no[- ]show|forgotten|forgot|ignored|mislaid|misplaced|neglected|overlooked|short (?:of|by)|still (?:no|not|waiting|has|have)(?:n['’]?t)?|the second time|the third time|yet again|once more|once again|how charming|not what one)\b`),
    ],
  },
];
