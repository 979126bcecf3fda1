/**
 * `npm run --silent articles -- INPUT… [--pages LIST] [--out FILE.jsonl|DIR]`: reads files, folders and archives, and fetches lists
 * of pages, with the readers of the tab, and writes the articles as JSONL for the tab to import, or as Markdown files into a
 * folder. Duplicates are left out and named. Without --out the lines go to standard output and what was refused to standard
 * error; with it, one JSON object with the counts goes to standard output. Exit code 0, or 2 with one line when the input can't be used.
 */
import { createReadStream, existsSync, lstatSync, openSync, closeSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Article } from '../src/knowledge-base/article.ts';
import { formatOfName } from '../src/knowledge-base/article-format.ts';
import { planArticleImport, settleArticleImport, type PlannedArticle } from '../src/knowledge-base/plan-article-import.ts';
import { articleToJson, nameFiles, writeArticleMarkdown } from '../src/knowledge-base/write-articles.ts';
import { isArticleFile, type ChosenFile } from '../src/storage/article-files.ts';
import { readChosenFiles, type FoundArticles, type RefusedArticle } from '../src/storage/read-chosen-files.ts';
import { defaultPlaybook } from '../src/playbook/default-playbook.ts';
import { openFolder, printResult, UsageError } from './command-line.ts';
import { fetchPage } from './fetch-page.ts';
import { openLineWriter } from './write-lines.ts';

const usage = 'Usage: npm run --silent articles -- INPUT… [--pages LIST] [--out FILE.jsonl|DIR] [--allow-local]';
/** Between two requests, so that no server is pressed. */
const pauseMs = 200;
const mostPages = 5000;
const mostFiles = 30_000;
const toldOnError = 50;

interface Options {
  readonly inputs: readonly string[];
  readonly pages?: string;
  readonly out?: string;
  readonly allowLocal: boolean;
}

function readOptions(): Options {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { pages: { type: 'string' }, out: { type: 'string' }, 'allow-local': { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)}. ${usage}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length === 0 && values.pages === undefined) throw new UsageError(`There is nothing to read. ${usage}`);
  return {
    inputs: positionals,
    allowLocal: values['allow-local'] === true,
    ...(values.pages === undefined ? {} : { pages: values.pages }),
    ...(values.out === undefined ? {} : { out: values.out }),
  };
}

/** A file that is read only when it is asked for: one that is too large never is. */
function fileOf(path: string): ChosenFile['file'] {
  const { size, mtimeMs } = statSync(path);
  return {
    name: basename(path),
    size,
    lastModified: Math.floor(mtimeMs),
    stream: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array<ArrayBuffer>>,
    slice(start, end) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
      const descriptor = openSync(path, 'r');
      try {
        for (let done = 0; done < bytes.length; ) {
          const read = readSync(descriptor, bytes, done, bytes.length - done, start + done);
          if (read === 0) break;
          done += read;
        }
      } finally {
        closeSync(descriptor);
      }
      return new Blob([bytes]);
    },
  };
}

/** The files of a folder, in the order of their paths. Links are not followed: they may lead anywhere, or round in a ring. */
function filesOf(input: string): ChosenFile[] {
  if (!existsSync(input)) throw new UsageError(`${input}: no such file or folder.`);
  if (!statSync(input).isDirectory()) return [{ path: basename(input), file: fileOf(input), inFolder: false }];
  const top = basename(join(input, '.')) || 'folder';
  const found: ChosenFile[] = [];
  for (const name of readdirSync(input, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(input, name);
    const shown = `${top}/${relative(input, path).split(/[\\/]/).join('/')}`;
    if (found.length >= mostFiles) break;
    if (isArticleFile(shown) && lstatSync(path).isFile()) found.push({ path: shown, file: fileOf(path), inFolder: true });
  }
  return found;
}

interface Pages {
  readonly files: readonly ChosenFile[];
  readonly refused: readonly RefusedArticle[];
}

/** Fetches the pages of a list, one after the other. */
async function fetchList(path: string, allowLocal: boolean): Promise<Pages> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    throw new UsageError(`${path} cannot be read. Check the path.`);
  }
  const addresses = [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')))];
  if (addresses.length > mostPages) throw new UsageError(`${path} lists ${addresses.length} pages; ${mostPages} are fetched at once. Cut it into parts.`);
  const files: ChosenFile[] = [];
  const refused: RefusedArticle[] = [];
  for (const [at, address] of addresses.entries()) {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const page = await fetchPage(address, { allowLocal });
    if (!page.ok) {
      refused.push({ file: address, place: '', title: '', reason: page.message });
      continue;
    }
    const { type, bytes, modified } = page.value;
    const format = type.includes('html') ? 'html' : (formatOfName(new URL(page.value.address).pathname) ?? (type.includes('json') ? 'json' : type.includes('markdown') ? 'markdown' : type.startsWith("text/") ? 'plain' : null));
    if (format === null) {
      refused.push({ file: address, place: '', title: '', reason: `It is no page but ${type || 'something without a type'}.` });
      continue;
    }
    files.push({ path: address, file: new File([bytes], 'page', { lastModified: modified || Date.now() }), address: page.value.address, format, inFolder: false });
  }
  return { files, refused };
}

function plan(found: FoundArticles): { readonly articles: Article[]; readonly same: { readonly file: string; readonly of: string }[]; readonly near: { readonly file: string; readonly of: string }[] } {
  const steps = planArticleImport(found.found.map((each) => each.read), []);
  let planned: PlannedArticle[] | undefined;
  while (planned === undefined) {
    const step = steps.next();
    if (step.done === true) planned = step.value;
  }
  const named = (kind: 'same' | 'near') =>
    planned.flatMap(({ verdict, read }, at) => (verdict.kind === kind ? [{ file: [found.found[at]?.file ?? '', found.found[at]?.place ?? ''].filter((part) => part !== '').join(', '), title: read.article.title, of: verdict.of.title }] : []));
  return { articles: settleArticleImport(planned, new Map(), new Set()), same: named('same'), near: named('near') };
}

async function run(): Promise<object | null> {
  const { inputs, pages, out, allowLocal } = readOptions();
  const toFolder = out !== undefined && (/[\\/]$/.test(out) || (existsSync(out) && statSync(out).isDirectory()) || !/\.[a-z0-9]{1,6}$/i.test(out));
  // Where it goes is made first: not after an hour of fetching.
  if (toFolder) openFolder(out);
  const writer = toFolder ? null : await openLineWriter(out);
  const fetched = pages === undefined ? { files: [], refused: [] } : await fetchList(pages, allowLocal);
  const options = { now: Date.now(), products: defaultPlaybook.products, intents: defaultPlaybook.queues.flatMap((queue) => queue.intents), mappings: new Map() };
  const found = await readChosenFiles([...inputs.flatMap(filesOf), ...fetched.files], options);
  const { articles, same, near } = plan(found);
  const refused = [...fetched.refused, ...found.refused];
  if (toFolder) {
    const names = nameFiles(articles, 'md');
    articles.forEach((article, at) => {
      const path = join(out, names[at] ?? `${at}.md`);
      openFolder(dirname(path));
      writeFileSync(path, writeArticleMarkdown(article));
    });
  } else if (writer) {
    for (const article of articles) if (!(await writer.write(articleToJson(article)))) break;
    await writer.close();
  }
  if (out !== undefined) return { articles: articles.length, refused, same, near, notes: found.notes, out };
  for (const { file, place, reason } of refused.slice(0, toldOnError)) console.error(`${[file, place].filter((part) => part !== '').join(', ')}: ${reason}`);
  if (refused.length > toldOnError) console.error(`and ${refused.length - toldOnError} others`);
  for (const { file, of } of same.slice(0, toldOnError)) console.error(`${file}: the same as “${of}”, left out.`);
  for (const note of found.notes) console.error(note);
  return null;
}

let result: object | null = null;
try {
  result = await run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
if (result !== null) {
  const printed = result;
  await printResult(() => printed);
}
