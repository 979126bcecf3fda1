/** A part of a plain text that is an article of its own. */
export interface PlainArticle {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** Line it starts in, from 1. */
  readonly line: number;
}

const question = /^\s{0,8}(?:\*\*|#{1,6}\s{1,3})?(?:q|question|frage|f|pregunta|domanda)\s{0,2}\d{0,4}\s{0,2}[:.)]\s{0,4}(?=\S)/i;
const answer = /^\s{0,8}(?:\*\*)?(?:a|answer|antwort|r[ée]ponse|respuesta|risposta)\s{0,2}\d{0,4}\s{0,2}[:.)](?:\*\*)?\s{0,4}/i;
const listMark = /^\s{0,12}(?:[-*+•]|\d{1,9}[.)])\s/;
/** A line that long was broken to fit a page, not because something ended. */
const wrapped = 66;

/** Whether a text is written in Markdown rather than plain: two kinds of its signs, or one that nothing else has. */
export function looksLikeMarkdown(text: string): boolean {
  const start = text.slice(0, 200_000);
  if (/^---\n[\s\S]{0,4000}?\n---\s*(?:\n|$)/.test(start)) return true;
  const sure = [/^ {0,3}#{1,6}[^\S\n]+\S/m, /^ {0,3}(?:`{3}|~{3})/m, /\[[^\]\n]{1,200}\]\((?:https?:|\/|\.|#|mailto:)[^)\s]{0,500}\)/, /^\|?[^\S\n]*:?-{3,}:?[^\S\n]*\|/m];
  if (sure.some((sign) => sign.test(start))) return true;
  const signs = [/(?<!\w)\*\*\S[^*\n]{0,200}\*\*/, /(?<!`)`[^`\n]{1,80}`/, /^ {0,3}> \S/m, /^ {0,3}[-*+] \S/m];
  return signs.filter((sign) => sign.test(start)).length >= 2;
}

/** Plain lines as Markdown that shows them as they were: short lines stay lines, broken ones are joined. */
function toMarkdown(lines: readonly string[]): string {
  const out: string[] = [];
  lines.forEach((written, at) => {
    const line = written
      .trimEnd()
      .replace(/^\s{1,40}(?=\S)/, (space) => (listMark.test(written) ? space.slice(0, 3) : ''))
      .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
      .replace(/^(\s*)•\s*/, '$1- ')
      .replace(/^(#{1,6}\s|>|=+$|-{2,}$|`{3}|~{3})/, '\\$1')
      .replace(/<(?=[a-z/!?])/gi, '\\<')
      .replace(/!?\[(?=[^\]]{0,300}\][([:])/g, (bracket) => bracket.replace('[', '\\['));
    const next = lines[at + 1] ?? '';
    const goesOn = line !== '' && next.trim() !== '' && !listMark.test(next) && written.length < wrapped;
    out.push(goesOn ? `${line}  ` : line);
    // A list begins on a line of its own.
    if (line !== '' && !listMark.test(written) && listMark.test(next)) out.push('');
  });
  return out.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

/**
 * Reads plain text: pairs of lines that start with `Q:` and `A:` (or Question and Answer) are an article each; otherwise the
 * first line is the title and the rest the article. What stands before the first question is one too, if it is more than a
 * heading. `named` is the title where the text has only one line.
 */
export function readPlain(text: string, named: string): PlainArticle[] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return [];
  const questions = lines.flatMap((line, at) => (question.test(line) ? [at] : []));
  const isPair = questions.some((at) => lines.slice(at + 1, at + 12).some((line) => answer.test(line)));
  if (!isPair) {
    const title = lines[first] ?? '';
    const rest = lines.slice(first + 1);
    if (rest.every((line) => line.trim() === '')) return [{ title: named || title, body: toMarkdown([title]), line: first + 1 }];
    // A first line as long as a paragraph is one.
    return title.length > 160 ? [{ title: named || title, body: toMarkdown(lines.slice(first)), line: first + 1 }] : [{ title: title.trim(), body: toMarkdown(rest), line: first + 1 }];
  }
  const articles: PlainArticle[] = [];
  const before = lines.slice(first, questions[0]);
  if (before.filter((line) => line.trim() !== '').length > 1) articles.push({ title: (before[0] ?? '').trim(), body: toMarkdown(before.slice(1)), line: first + 1 });
  questions.forEach((at, index) => {
    const own = lines.slice(at, questions[index + 1]);
    const answered = own.findIndex((line) => answer.test(line));
    const asked = (answered === -1 ? own.slice(0, 1) : own.slice(0, answered)).map((line) => line.trim()).filter((line) => line !== '');
    const body = answered === -1 ? own.slice(1) : [(own[answered] ?? '').replace(answer, ''), ...own.slice(answered + 1)];
    articles.push({ title: asked.join(' ').replace(question, '').replace(/\*\*$/, '').trim(), body: toMarkdown(body), line: at + 1 });
  });
  return articles;
}
