import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HubModel } from '../../src/inference/hub-models.ts';

/** How the hub behaves from now on. */
export interface HubMood {
  /** Milliseconds between pieces of 16 KB. */
  slowMs?: number;
  /** The connection breaks after this many bytes of the weights. */
  cutAfter?: number;
  status?: number;
  /** What a network that wants a login sends for everything. */
  portal?: boolean;
  /** Answers a request for the rest with the whole. */
  ignoresRanges?: boolean;
  /** Sends these instead of the weights. */
  weights?: Uint8Array;
  /** Does not say how much there is. */
  silent?: boolean;
}

export interface StandInHub {
  readonly origin: string;
  /** Every request, as "GET /path" with the range it asked for. */
  readonly requests: readonly string[];
  mood: HubMood;
  /** What `/hub.json` says of it. */
  describe(): { readonly origin: string; readonly models: readonly HubModel[] };
  close(): Promise<void>;
}

/** One model of a stand-in hub, described as a catalogue does. */
export function describeStandIn(id: string, files: ReadonlyMap<string, Uint8Array>, dimension = 32): HubModel {
  return {
    id,
    name: id.split('/')[1] ?? id,
    revision: 'abc123',
    languages: 'English',
    goodFor: 'Standing in.',
    licence: 'MIT',
    dimension,
    pooling: 'mean',
    queryPrefix: '',
    passagePrefix: '',
    longest: 256,
    files: [...files].map(([path, bytes]) => ({ path, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') })),
  };
}

/**
 * A hub on loopback with the paths of the real one: small files at once, the weights by way of another address, ranges,
 * CORS for everybody.
 */
export async function serveStandInHub(models: ReadonlyMap<string, ReadonlyMap<string, Uint8Array<ArrayBuffer>>>, dimension = 32): Promise<StandInHub> {
  const requests: string[] = [];
  let mood: HubMood = {};
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname);
    const { range } = request.headers;
    requests.push(`${request.method ?? ''} ${path}${range === undefined ? '' : ` ${range}`}`);
    const headers: Record<string, string | number> = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
    if (mood.status !== undefined) {
      response.writeHead(mood.status, headers).end('no');
      return;
    }
    if (mood.portal === true) {
      response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end('<h1>Sign in to use this network</h1>');
      return;
    }
    const found = /^\/(?:cdn\/)?([^/]+\/[^/]+)\/resolve\/[^/]+\/(.+)$/.exec(path);
    const [, id = '', file = ''] = found ?? [];
    const isWeights = file.endsWith('.onnx');
    const whole = isWeights && mood.weights !== undefined ? mood.weights : models.get(id)?.get(file);
    if (whole === undefined) {
      response.writeHead(404, headers).end('Entry not found');
      return;
    }
    if (isWeights && !path.startsWith('/cdn/')) {
      response.writeHead(302, { ...headers, location: `/cdn${path}` }).end();
      return;
    }
    const from = mood.ignoresRanges === true ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= whole.byteLength) {
      response.writeHead(416, headers).end();
      return;
    }
    const body = whole.subarray(from);
    const sent: Record<string, string | number> = { ...headers, 'content-type': 'application/octet-stream' };
    if (mood.silent !== true) sent['content-length'] = body.byteLength;
    if (from > 0) sent['content-range'] = `bytes ${from}-${whole.byteLength - 1}/${whole.byteLength}`;
    response.writeHead(from > 0 ? 206 : 200, sent);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    void send(body, isWeights);
    async function send(bytes: Uint8Array, isCut: boolean): Promise<void> {
      const { slowMs = 0, cutAfter } = mood;
      const end = isCut && cutAfter !== undefined ? Math.min(cutAfter, bytes.byteLength) : bytes.byteLength;
      const step = slowMs > 0 ? 16_384 : 262_144;
      for (let at = 0; at < end && !response.destroyed; at += step) {
        response.write(bytes.subarray(at, Math.min(at + step, end)));
        await new Promise((resolve) => setTimeout(resolve, slowMs));
      }
      if (end < bytes.byteLength) response.destroy();
      else response.end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    requests,
    get mood() {
      return mood;
    },
    set mood(next) {
      mood = next;
    },
    describe: () => ({ origin, models: [...models].map(([id, files]) => describeStandIn(id, files, dimension)) }),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
