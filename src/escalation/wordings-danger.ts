import { gap, wideGap, type Wording, words } from './wording.ts';

/** Somebody may get hurt. */
export const dangerWordings: readonly Wording[] = [
  {
    name: 'self-harm',
    patterns: [
      words(String.raw`\b(?:kill(?:ing)? my ?self|end(?:ing)? my (?:own )?life|take my own life|suicid(?:e|al)|harm(?:ing)? my ?self|hurt(?:ing)? my ?self on purpose|(?:don['’]?t|do not) want to (?:live|be alive|be here) any ?more|want to die|better off dead)\b`),
    ],
  },
  {
    name: 'safety',
    patterns: [
      words(String.raw`\b(?:caught fire|on fire|burst into flames|flames|went up in smoke|smoking|smoke (?:came|coming|is coming|poured|rose|from)|started to smoke|smell(?:s|ed|ing|t)? (?:of |like )?(?:burning|burnt|something burning|plastic burning|gas)|smell(?:s|ed)? smoke|burning smell|(?:too )?hot to (?:the )?touch|(?:got|gets|became|is|was) (?:so |dangerously |scorching |burning )hot|buzz(?:es|ed|ing) and|scorch(?:ed|es)?(?: mark)?|scorching|spark(?:s|ed|ing)|blue flash|short.?circuit(?:ed)?|melt(?:ed|ing)|exploded|overheat(?:s|ed|ing)?|fire hazard)\b`),
      words(String.raw`\b(?:electric(?:al)? shock|electrocuted|(?:gave|got|gives|giving|had)${gap}shock|live wires?|bare wires?|exposed wir(?:e|es|ing))\b`),
      words(String.raw`\b(?:injur(?:ed|y|ies)|(?:is|was|were|got|been) (?:badly |nearly |almost )?hurt|bleeding|(?:needed|had|needs|got) (?:\w+ )?stitches|(?:to|in|into) (?:the )?(?:hospital|a&e|emergency room|er) (?:with|because|for|after|from|last night)|(?:taken|rushed|went|had to go|ended up|brought) (?:\w+ )?(?:to|in|at) (?:the )?(?:hospital|a&e|emergency room|er)|ambulance|broke (?:my|his|her) (?:arm|leg|wrist|nose|foot|toe|finger|hip)|burn(?:ed|t|s)? (?:on )?(?:my|her|his|our|their|a) (?:[\w'’-]+ ){0,2}(?:hand|hands|finger|fingers|thumb|arm|leg|face|skin|daughter|son|child)|allergic reaction|came out in (?:a rash|hives|spots)|blood (?:on|everywhere|all over)|(?:drew|full of|covered in) blood|bruis(?:e|es|ed)|black eye|(?:cut|burnt|burned|hurt|scalded|stabbed) (?:my|her|him|them|our)?sel(?:f|ves)|choking hazard|could (?:have|'ve) (?:killed|died|been (?:killed|blinded|badly hurt|a child))|(?:nearly|almost) (?:killed|hit|crushed|fell on|landed on|took (?:my|his|her))|choked?(?:ing)?(?: on)?|concussion|knocked (?:me|him|her) (?:over|out|down))\b`),
      words(String.raw`\bcut (?:my|his|her|our|their)(?: own)?(?: [\w'’-]+){0,2} (?:hand|finger|fingers|foot|feet|thumb|arm|leg|lip|mouth|face|knee|toe)\b`),
      words(String.raw`\b(?:glass|splinters?|shards?|slivers?|needle|pin|nail|staple|blade|razor|screw)\b${wideGap}(?:foot|feet|hand|hands|mouth|finger|fingers|eye|eyes|food|porridge|soup|dinner|bed|cot|skin)\b`),
      words(String.raw`\b(?:porridge|food|soup|mouth|foot|finger|eye|bed|cot)\b${gap}(?:glass|splinters?|shards?|slivers?)\b`),
      words(String.raw`\b(?:collapsed|gave way|tipped over|fell (?:over|down|off|on)|came off|came down|came crashing|broke)${gap}(?:under|beneath|underneath|on to|onto|on|past|towards) (?:me|him|her|us|my|our|the (?:child|baby|kids?|children|toddler|dog|cat))\b`),
      words(String.raw`\b(?:leg|back|arm|frame|base|slat|shelf)\b${gap}(?:came off|collapsed|gave way|snapped) (?:under|beneath|while|when|as)\b`),
      words(String.raw`\b(?:is|it['’]?s|was|isn['’]?t|not|can['’]?t be|are they|looks?) (?:really |very |right,? or |that )?(?:unsafe|dangerous|a danger|a hazard|safe for (?:a |my |our )?(?:child|children|kids?|baby|toddler))\b`),
      words(String.raw`\b(?:fell|tipped|toppled|collapsed|came off|came down|dropped|landed)\b${wideGap}\b(?:child|baby|toddler|son|daughter|grandson|granddaughter|kid|kids|head|foot|toes?|my (?:mother|father|mum|dad|wife|husband|leg|arm|hand))\b`),
      words(String.raw`\b(?:bit (?:me|us|him|her|(?:my|our|his)(?! head off))|bitten by|(?:attacked|assaulted|punched|kicked|threatened|harassed|groped) (?:me|us|him|her|(?:my|our) (?:wife|husband|partner|mother|father|son|daughter|child|kids?|dog|cat))|(?:was|were|got|been) (?:attacked|assaulted|punched|kicked|threatened|harassed|groped))\b`),
      words(String.raw`^\W{0,3}danger\b`),
      words(String.raw`\b(?:can['’]?t|cannot|don['’]?t) (?:think|believe|imagine) (?:that['’]?s |this is |it is |it['’]?s |that is )(?:right,? (?:or|and) )?safe\b`),
    ],
    unless: [
      words(String.raw`\b(?:spark(?:s|ed|ing)? (?:joy|my interest|an idea)|smoke alarm|smoke[- ]free|non[- ]smoking|smoking (?:home|household|jacket)|safe place|fire ?place|fire ?wood|fire ?proof|fire (?:safety )?(?:label|certificate|rating|retardant)|fire[- ]sale|melt(?:s|ed|ing)? (?:my|our|your) heart|hospital(?:ity)?(?: bed| shift| appointment| ward| corners)|works? (?:at|in) (?:a |the )?hospital|is (?:it|this|the \w+) safe|glass (?:door|shelf|shelves|table|top|shade)|flames? (?:pattern|colou?r))\b`),
      words(String.raw`\bno danger\b|\bcame (?:off|away) in my hands?\b`),
    ],
  },
];
