import { isAlias, isCollection, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { largestFile } from './largest-file.ts';

/** Lists within lists. */
const deepest = 30;
/** A list begun so often on one line, or a line so far to the right, makes the parser build patterns that take all memory. */
const nestedMarkers = /^(?:\s*[-?:](?=\s)){31}/m;
const farToTheRight = /^[ \t]{2001}/m;

/**
 * A file of YAML or JSON (which is YAML) as plain values, read with nothing of it trusted: its size and depth are bounded, references,
 * custom tags, names that stand twice and `__proto__` are refused in words with their line. Never throws; five megabytes may take
 * five seconds.
 */
export function readYaml(text: string): Outcome<unknown, 'bad-file'> {
  if (text.length > largestFile) return bad(`it is larger than ${largestFile / 1_000_000} MB`);
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return bad('it is empty');
  if (content.includes('\u0000')) return bad('it is no text');
  if (/^%/m.test(content.slice(0, 2_000))) return bad('it begins with directives (“%”), which a playbook has no need of');
  if (nestedMarkers.test(content) || farToTheRight.test(content)) return bad(`its lists are nested deeper than ${deepest} times`);
  const lines = new LineCounter();
  // Names that stand twice are looked for below: the parser's own search takes time with the square of their number.
  const document = parseDocument(content, { uniqueKeys: false, lineCounter: lines, logLevel: 'error', prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    if (error.code === 'RESOURCE_EXHAUSTION') return bad(`its lists are nested deeper than ${deepest} times`);
    if (error.code === 'MULTIPLE_DOCS') return bad('it holds several documents, and a playbook is one');
    return bad(`line ${lines.linePos(error.pos[0]).line} can not be read: ${error.message.split('\n')[0]?.slice(0, 200) ?? ''}`);
  }
  const problem = findRefused(document.contents);
  if (problem !== null) return bad(`${problem.at === null ? '' : `line ${lines.linePos(problem.at).line}: `}${problem.why}`);
  try {
    return success(document.toJS({ maxAliasCount: 0 }));
  } catch {
    return bad('it can not be read as YAML or JSON');
  }
}

/** Not recursive: what is nested deeper than the bound must not be followed. */
function findRefused(root: unknown): { readonly why: string; readonly at: number | null } | null {
  const open: { readonly node: unknown; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (isPair(node)) {
      open.push({ node: node.key, depth }, { node: node.value, depth });
      continue;
    }
    if (!isNode(node)) continue;
    const at = node.range?.[0] ?? null;
    if (isAlias(node)) return { why: `“*${node.source.slice(0, 40)}” refers to another place, and references are not allowed: write it out`, at };
    const { anchor, tag } = node as Node & { readonly anchor?: string; readonly tag?: string };
    if (anchor !== undefined) return { why: `“&${anchor.slice(0, 40)}” names a place to refer to, and references are not allowed: take it out`, at };
    if (tag !== undefined) return { why: `the tag “${tag.slice(0, 60)}” is not allowed: write the value alone`, at };
    if (depth > deepest) return { why: `lists are nested deeper than ${deepest} times`, at };
    if (!isCollection(node)) continue;
    if (isMap(node)) {
      const twice = findTwice(node.items);
      if (twice !== null) return twice;
    }
    for (const item of node.items) open.push({ node: item, depth: depth + 1 });
  }
  return null;
}

function findTwice(pairs: readonly { readonly key: unknown }[]): { readonly why: string; readonly at: number | null } | null {
  const names = new Set<string>();
  for (const { key } of pairs) {
    const at = isNode(key) ? (key.range?.[0] ?? null) : null;
    if (!isScalar(key) || (typeof key.value !== 'string' && typeof key.value !== 'number')) return { why: 'a name here is no text', at };
    const name = String(key.value);
    if (name === '__proto__') return { why: '“__proto__” can not be a name', at };
    if (names.has(name)) return { why: `“${name.slice(0, 60)}” stands twice`, at };
    names.add(name);
  }
  return null;
}

function bad(why: string): { readonly ok: false; readonly code: 'bad-file'; readonly message: string } {
  return failure('bad-file', why);
}
