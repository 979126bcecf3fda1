import type { PersonalSpan } from './personal.ts';

const localSign = /[\p{L}\p{N}._%+'’-]/u;
const domain = /[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})(?:\.[\p{L}\p{N}-]{1,63}){1,6}/uy;
const gap = String.raw`[ \t]{0,3}`;
const dotWord = 'dot|punkt|point|punto|punt|ponto';
const dot = String.raw`(?:${gap}[(\[{] ?(?:${dotWord}|\.) ?[)\]}]${gap}|[ \t]{1,3}(?:${dotWord})[ \t]{1,3})`;
const joint = String.raw`(?:${dot}|[ \t]{1,3}(?:underscore|dash|hyphen|minus|plus)[ \t]{1,3})`;
const at = String.raw`(?:${gap}[(\[{] ?(?:at|@|ät|arroba|chez|chiocciola) ?[)\]}]${gap}|[ \t]{1,3}(?:at|arroba|chiocciola)[ \t]{1,3}|[ \t]{0,2}@[ \t]{0,2})`;
const word = String.raw`[\p{L}\p{N}_%+-](?:[\p{L}\p{N}._%+-]{0,40}[\p{L}\p{N}_%+-])?`;
/** "jane dot doe at example dot com", "jane(at)example.com", "jane @ example . com". */
const spelt = new RegExp(String.raw`(?<![\p{L}\p{N}._%+-])(${word}(?:${joint}${word}){0,4})(${at})(${word}(?:${dot}${word}){0,4})(?![\p{L}\p{N}@])`, 'giu');
const called = /(?:e-?mail|mail|adres+e?|correo|address|courriel)\P{L}{1,4}(?:\p{L}{1,10}\P{L}{1,3}){0,2}$/iu;

/**
 * E-mail addresses as written and as spelt out ("jane (at) example (dot) com", "jane at example dot com"); the value is the address in
 * small letters. "look at example.com" is none: bare words take brackets, a spelt dot or the word e-mail before them.
 */
export function* findEmails(text: string): Iterable<PersonalSpan> {
  let seen = 0;
  for (let sign = text.indexOf('@'); sign >= 0; sign = text.indexOf('@', sign + 1)) {
    let start = sign;
    while (start > seen && sign - start < 64 && localSign.test(text[start - 1] ?? '')) start -= 1;
    while (start < sign && /['’.-]/.test(text[start] ?? '')) start += 1;
    domain.lastIndex = sign + 1;
    const name = domain.exec(text)?.[0].replace(/[-.]+$/, '') ?? '';
    if (start === sign || !/\.(?:\p{L}{2,63}|xn--[a-z\d-]{2,59})$/iu.test(name)) continue;
    const end = sign + 1 + name.length;
    seen = end;
    yield { kind: 'email', start, end, value: text.slice(start, end).toLowerCase() };
  }
  if (!/@|\bat\b|\bät\b|arroba|chez|chiocciola/i.test(text)) return;
  for (const match of text.matchAll(spelt)) {
    const [written, local = '', sign = '', host = ''] = match;
    const ends = speltOut(host);
    if (!/[^.]\.\p{L}{2,24}$/u.test(ends)) continue;
    const bracketed = /[([{]/.test(sign);
    const dots = host !== ends;
    if (!bracketed && !dots && !(called.test(text.slice(Math.max(0, match.index - 40), match.index)) || /[\d._]/.test(local))) continue;
    yield { kind: 'email', start: match.index, end: match.index + written.length, value: `${speltOut(local)}@${ends}`.toLowerCase() };
  }
}

function speltOut(words: string): string {
  return words
    .replace(new RegExp(dot, 'giu'), '.')
    .replace(/[ \t]{1,3}(underscore|dash|hyphen|minus|plus)[ \t]{1,3}/gi, (_, name: string) => ({ underscore: '_', plus: '+' })[name.toLowerCase()] ?? '-');
}
