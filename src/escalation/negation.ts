const negator = /\b(?:not|never|no|nobody|nothing|without|neither|nor|rather than|instead of|\w{2,6}n['’]t|wont|dont|isnt|wasnt|didnt|cant|hardly)\b/i;
const emptyNegation = /\b(?:(?:won['’]?t|will not|do(?:n['’]?t| not)|would not|wouldn['’]?t) (?:hesitate|think twice)|not afraid|(?:do not|don['’]?t|please don['’]?t) (?:make|force) me|no (?:other )?(?:choice|option|alternative)(?: left)?(?: but)?|not only|nothing (?:left )?(?:but|to lose)|if (?:you (?:do not|don['’]?t|can['’]?t|cannot|won['’]?t)|i (?:do not|don['’]?t|get no)|this is not|this isn['’]?t|it is not|it isn['’]?t|there is no|not|no)[^,]{0,60}?(?=\b(?:i|we)\b|$))/gi;
const clauseEnd = /[,;:()–—]|\b(?:or|and|but|then|else|so|because|otherwise|i['’]ll|i will|we will|i shall|i['’]m going to|who|which)\b/gi;

/** Is what follows `before` negated in its own clause: a negator within the last six words, not one of "won't hesitate to". */
export function isNegated(before: string): boolean {
  const plain = before.slice(-160).replace(emptyNegation, ' ; ');
  let from = 0;
  for (const match of plain.matchAll(clauseEnd)) from = match.index + match[0].length;
  return negator.test(plain.slice(from).split(/\s+/).slice(-7).join(' '));
}
