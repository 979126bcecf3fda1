// Which files of a production build a first visit loads before the desk is open: read from the build itself, so that a chunk the
// bundler makes tomorrow is counted as well.
import { existsSync, readFileSync } from 'node:fs';

/**
 * Paths of index.html, its module scripts, preloaded modules and styles, and of the chunk that opens the desk (src/app/desk.ts)
 * with all that the bundler preloads for it. Throws when one of them is not found: a gate that weighs less than there is passes.
 */
export function shellFiles(dist) {
  const page = readFileSync(`${dist}/index.html`, 'utf8');
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const valueOf = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const scripts = tags.filter((tag) => tag.startsWith('<script')).map((tag) => valueOf(tag, 'src'));
  const links = tags.filter((tag) => /^(?:modulepreload|stylesheet|preload)$/.test(valueOf(tag, 'rel'))).map((tag) => valueOf(tag, 'href'));
  const named = [...scripts, ...links].filter((path) => path !== '').map((path) => path.replace(/^\//, ''));
  const entry = named.find((path) => path.endsWith('.js'));
  if (entry === undefined) throw new Error('index.html names no script: what the shell is made of is not known.');
  const opened = deskFiles(readFileSync(`${dist}/${entry}`, 'utf8'));
  const files = [...new Set(['index.html', ...named, ...opened])].map((path) => `${dist}/${path}`);
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`${missing} is named by the build but is not there: build anew.`);
  return files;
}

/** The chunk `import('./desk-….js')` and what is loaded with it, by the list of preloads that the bundler writes beside it. */
function deskFiles(script) {
  const [, chunk, positions] = /import\(\s*[`'"]\.\/(desk-[\w-]+\.js)[`'"]\s*\)[^[]*?__vite__mapDeps\(\[([\d,]*)\]\)/.exec(script) ?? [];
  const [, list] = /__vite__mapDeps=.*?\.f=(\[[^\]]*\])/.exec(script) ?? [];
  if (chunk === undefined || list === undefined) throw new Error('The entry script imports no desk chunk: what the shell is made of is not known.');
  const paths = JSON.parse(list);
  return [`assets/${chunk}`, ...positions.split(',').filter(Boolean).map((position) => paths[Number(position)])];
}
