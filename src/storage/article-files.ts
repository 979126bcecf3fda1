import { unzipSync, type UnzipFileInfo } from 'fflate';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { ArticleFile } from '../knowledge-base/read-article.ts';
import { formatOfName, type ArticleFormat } from '../knowledge-base/article-format.ts';
import { largestArticleFile, largestTableFile } from './article-file-limits.ts';
import { findEncoding, type SourceFile } from './decode-file.ts';

/** A file that was chosen, with its folders. */
export interface ChosenFile {
  readonly path: string;
  readonly file: SourceFile & { readonly lastModified: number };
  /** Where it was fetched from. */
  readonly address?: string;
  /** What it is, where its name does not tell: text that was pasted, a page. */
  readonly format?: ArticleFormat;
  /** Chosen with a whole folder: what is no article is left out quietly. */
  readonly inFolder: boolean;
}

/** A file whose text can be read. */
export interface OpenedFile {
  readonly file: ArticleFile;
  readonly format: ArticleFormat;
  readonly notes: readonly string[];
}

/** What an archive may hold, unpacked: names, one file, all of them, and how much smaller it may have been packed. */
const mostEntries = 20_000;
const largestUnpacked = 200_000_000;
const mostShrunk = 200;

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** What a folder holds beside its articles. */
const noArticle = /(?:^|\/)(?:\.|__MACOSX(?:\/|$)|node_modules(?:\/|$)|Thumbs\.db$|desktop\.ini$)/i;

export function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}

/** Whether a file of a folder is looked at; all others are counted and named by their endings. */
export function isArticleFile(path: string): boolean {
  return !noArticle.test(path) && (formatOfName(path) !== null || isZip(path));
}

const advice: Readonly<Record<string, string>> = {
  docx: 'This is a Word document. Save it as HTML first.', doc: 'This is a Word document. Save it as HTML first.', odt: 'This is a text document. Save it as HTML first.',
  rtf: 'This is a text document. Save it as HTML first.', pdf: 'This is a PDF. Articles in it have no structure to keep: paste their text, or export HTML from where it was made.',
  xlsx: 'This is an Excel workbook. Save the table as CSV first.', xls: 'This is an Excel workbook. Save the table as CSV first.',
  rar: 'Only ZIP archives can be opened. Unpack it first.', '7z': 'Only ZIP archives can be opened. Unpack it first.', gz: 'Only ZIP archives can be opened. Unpack it first.', tgz: 'Only ZIP archives can be opened. Unpack it first.',
  xml: 'XML is not read. Export CSV, JSON or HTML instead.',
};

function refuse(message: string) {
  return failure('bad-file', message);
}

/**
 * Reads a file as text, in whatever encoding: refused in words, and unread, where it is too large, and where it is no text or
 * no kind of file that holds articles.
 */
export async function openArticleFile({ path, file, address, format: told }: ChosenFile): Promise<Outcome<OpenedFile, 'bad-file'>> {
  const format = told ?? formatOfName(path);
  const ending = /\.([a-z0-9]{1,10})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (format === null) return refuse(advice[ending] ?? 'It is no file of articles. Choose Markdown, HTML, CSV, JSON, plain text, or a ZIP of these.');
  const largest = format === 'csv' || format === 'json' ? largestTableFile : largestArticleFile;
  if (file.size > largest) return refuse(`It has ${megabytes(file.size)}; ${format === 'csv' || format === 'json' ? 'a file of many articles' : 'a file of one article'} may have ${megabytes(largest)}. Cut it into parts.`);
  const found = await findEncoding(file, true);
  if (!found.ok) return refuse(found.code === 'empty' ? 'The file is empty.' : found.code === 'unreadable' ? found.message : 'It is no text, whatever its name says.');
  try {
    const bytes = await file.slice(0, file.size).arrayBuffer();
    const named = found.value.encoding === 'windows-1252' && format === 'html' ? charsetOf(bytes) : null;
    const text = new TextDecoder(named ?? found.value.encoding).decode(bytes);
    return success({ file: { path, text, modified: file.lastModified, ...(address === undefined ? {} : { address }) }, format, notes: named === null ? found.value.notes : [] });
  } catch (error) {
    return refuse(`It can not be read any more (${error instanceof Error ? error.name : String(error)}). Choose it again.`);
  }
}

/** The encoding that an HTML page says it has, if there is such a one. */
function charsetOf(bytes: ArrayBuffer): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.slice(0, 4096));
  const named = /<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w-]{2,30})/i.exec(head)?.[1];
  if (named === undefined || /^utf-?(?:8|16)/i.test(named)) return null;
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return null;
  }
}

export interface OpenedZip {
  readonly files: readonly ChosenFile[];
  /** Names in the archive that were not taken, and why. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
  readonly leftOut: readonly string[];
}

/**
 * Unpacks the files of an archive that may hold articles. Nothing larger than the bounds is unpacked, whatever the archive
 * says of itself: what a file holds beyond the size it is listed with is cut off by then and does not read. Refuses what is
 * no archive, or a bomb, in words.
 */
export async function openZip({ path, file }: ChosenFile): Promise<Outcome<OpenedZip, 'bad-file'>> {
  if (file.size > largestTableFile) return refuse(`It has ${megabytes(file.size)}; an archive may have ${megabytes(largestTableFile)}.`);
  const bytes = await file.slice(0, file.size).arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
  if (bytes === null) return refuse('It can not be read any more. Choose it again.');
  const refused: { path: string; reason: string }[] = [];
  const leftOut: string[] = [];
  let entries = 0;
  let total = 0;
  const problems: string[] = [];
  const names = new Set<string>();
  const wanted = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    entries += 1;
    if (entries > mostEntries) {
      problems.push(`It has more than ${mostEntries.toLocaleString('en-GB')} entries.`);
      return false;
    }
    if (name.endsWith('/')) return false;
    const inner = `${path}/${name}`;
    const no = (reason: string): false => {
      refused.push({ path: inner, reason });
      return false;
    };
    if (/^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|[\u0000-\u001f]/i.test(name)) return no('Its name leads out of the archive.'); // eslint-disable-line no-control-regex -- names may hold them
    if (isZip(name)) return no('An archive within an archive is not opened. Unpack it first.');
    if (!isArticleFile(name)) {
      leftOut.push(inner);
      return false;
    }
    if (names.has(name)) return no('The archive has two files of this name.');
    names.add(name);
    if (originalSize > largestTableFile) return no(`It has ${megabytes(originalSize)} unpacked.`);
    if (originalSize > 1_000_000 && originalSize > size * mostShrunk) return no('It unpacks to far more than a text does: it is not opened.');
    total += originalSize;
    if (total > largestUnpacked) problems.push(`It has more than ${megabytes(largestUnpacked)} unpacked.`);
    return problems.length === 0;
  };
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, { filter: wanted });
  } catch (error) {
    return refuse(`It is no ZIP archive, or a damaged one (${error instanceof Error ? error.message : String(error)}).`);
  }
  if (problems[0] !== undefined) return refuse(`${problems[0]} Unpack it and import its parts.`);
  const files = Object.entries(unpacked).map(([name, content]): ChosenFile => {
    const inner = new File([new Uint8Array(content)], name.split('/').at(-1) ?? name, { lastModified: file.lastModified });
    return { path: `${path}/${name}`, file: inner, inFolder: true };
  });
  return success({ files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), refused, leftOut });
}

/** "3 .png, 1 .css": what was left out of a folder, by ending. */
export function describeLeftOut(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const name = path.split('/').at(-1) ?? '';
    const ending = noArticle.test(path) ? 'hidden' : (/\.[a-z0-9]{1,10}$/i.exec(name)?.[0].toLowerCase() ?? 'without an ending');
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([ending, count]) => `${count} ${ending}`).join(', ');
}
