import type { ChosenFile } from '../storage/article-files.ts';

/** Files of a folder that are looked at; a help centre has some thousands. */
const mostFiles = 30_000;
const deepest = 30;

/** Files that were chosen one by one, or with their folder. */
export function filesOfList(list: Iterable<File>): ChosenFile[] {
  return [...list].slice(0, mostFiles).map((file) => {
    const inFolder = file.webkitRelativePath !== '';
    return { path: inFolder ? file.webkitRelativePath : file.name, file, inFolder };
  });
}

/**
 * What was dropped, folders with all they hold. The browser shows what is dropped only during the event: call it there, not
 * after anything that waits.
 */
export function filesOfDrop(data: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...data.items].filter((item) => item.kind === 'file').map((item) => item.webkitGetAsEntry());
  const files = [...data.files];
  // Without entries, as some browsers have it, a folder can't be opened; files can.
  if (entries.every((entry) => entry === null)) return Promise.resolve(filesOfList(files));
  return walk(entries.filter((entry) => entry !== null));
}

async function walk(entries: readonly FileSystemEntry[]): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  async function visit(entry: FileSystemEntry, depth: number): Promise<void> {
    if (found.length >= mostFiles || depth > deepest) return;
    if (entry.isFile) {
      const file = await new Promise<File | null>((resolve) => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)));
      if (file) found.push({ path: entry.fullPath.replace(/^\//, ''), file, inFolder: depth > 0 });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      // A hundred at a time, until there are none.
      const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
      if (some.length === 0) return;
      for (const inner of some) await visit(inner, depth + 1);
    }
  }
  for (const entry of entries) await visit(entry, 0);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Text that was pasted, as a file without a name. */
export function pastedFile(text: string, format: NonNullable<ChosenFile['format']>, now: number): ChosenFile {
  return { path: '', file: new File([text], 'pasted', { lastModified: now }), format, inFolder: false };
}
