/** Words that say nothing about the matter: grammar, and the courtesies of mail and chat. */
const empty = new Set(
  `a about above after again all also am an and any anybody anyone anything are as ask asked asking at away back be because been before being
  below but by call came can can't cannot come could couldn't day days did didn't do does doesn't doing don't done each either else even ever
  every few first for from get gets getting give go goes going got had has have haven't having he her here him his how i i'd i'll i'm i've
  if in into is isn't it it's its just keep know last let like long look looks made make many may maybe me might month more most mr mrs ms
  much must my myself need never new next no nobody nor not nothing now of off on once one only or order ordered other our out over own
  please put quite rather read really right s said same saw say says see seem send she should since so some somebody someone something
  still such sure take tell than that that's the their them then there there's these they they're thing things think this those though
  three through till time to told too took tried try two u until up us use used very want wanted was wasn't way we week weeks well went
  were what what's when where which while who why will wish with without won't work would wouldn't write wrote year yes yesterday yet you
  you'd you'll you're you've your yours today tomorrow tonight morning afternoon evening monday tuesday wednesday thursday friday saturday
  sunday hi hello hey dear regards sincerely cheers kind best good great fine nice lovely love thank thanks thankyou thx ta ok okay k cool
  sorry hope glad bye night team sir madam pls plz lol haha aha yep yeah nope welcome appreciated help message chat phone direct subject`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a normalised word says nothing about the matter. */
export function isEmptyWord(word: string): boolean {
  return word.length < 2 || empty.has(word) || !/\p{L}/u.test(word);
}

const courtesies = new Set(
  `hi hello hey hiya dear good morning afternoon evening day night thank thanks thankyou thx ta cheers ok okay k kk cool fine great lovely nice
  perfect brilliant super bye goodbye regards kind best many very much so you too and all the a an i it was is that's that this for your
  team everyone there sir madam please lol haha ha aha yes yep yeah no nope sure welcome appreciated sorry done got it's again will do right
  wonderful excellent amazing love help ! ?`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a normalised word is a courtesy, or goes with one. */
export function isCourtesy(word: string): boolean {
  return courtesies.has(word);
}
