/** What is used of voy-search 0.6.3. */
export interface VoyModule {
  readonly Voy: new () => Voy;
}

export interface Voy {
  add(resource: VoyResource): void;
  remove(resource: VoyResource): void;
  search(query: Float32Array, k: number): { readonly neighbors: readonly { readonly id: string }[] };
  size(): number;
  free(): void;
}

export interface VoyResource {
  readonly embeddings: { readonly id: string; readonly title: string; readonly url: string; readonly embeddings: number[] }[];
}

interface NodeParts {
  readonly readFile: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly createRequire: (from: string) => { resolve(name: string): string };
}

/**
 * Loads voy, in a browser through the bundler, in Node by hand: its package imports its wasm as a module, which Node
 * does not do without a flag. Throws when it cannot be had; search then goes by the exact scan.
 */
export async function loadVoy(): Promise<VoyModule> {
  const node = (globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } }).process?.versions?.node;
  return node === undefined ? import('voy-search') : loadInNode();
}

/** Each load in Node is an instance of its own: a trapped one does not reach the next. */
let loads = 0;

async function loadInNode(): Promise<VoyModule> {
  const { readFile, createRequire } = await nodeParts();
  const resolver = createRequire(import.meta.url);
  const glue = new TextDecoder().decode(await readFile(resolver.resolve('voy-search/voy_search_bg.js')));
  const wasm = await readFile(resolver.resolve('voy-search/voy_search_bg.wasm'));
  loads += 1;
  // The file is an ES module in a package that does not say so; as a data: URL Node takes it for what it is.
  const address = `data:text/javascript,${encodeURIComponent(`${glue}\n// ${loads}`)}`;
  const module = (await import(/* @vite-ignore */ address)) as VoyModule & WebAssembly.ModuleImports & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void;
  };
  const { instance } = await WebAssembly.instantiate(wasm, { './voy_search_bg.js': module });
  module.__wbg_set_wasm(instance.exports);
  return module;
}

async function nodeParts(): Promise<NodeParts> {
  // Names in variables, so that a bundler for the browser does not look for them.
  const [files, modules] = ['node:fs/promises', 'node:module'];
  const { readFile } = (await import(/* @vite-ignore */ files)) as Pick<NodeParts, 'readFile'>;
  const { createRequire } = (await import(/* @vite-ignore */ modules)) as Pick<NodeParts, 'createRequire'>;
  return { readFile, createRequire };
}
