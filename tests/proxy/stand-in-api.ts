import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface StandInCitation {
  readonly document_index: number;
  readonly start_char_index: number;
  readonly end_char_index: number;
  readonly cited_text: string;
  readonly [other: string]: unknown;
}

/** A stretch of the answer with what it rests on. */
export interface StandInBlock {
  readonly text: string;
  readonly citations?: readonly StandInCitation[];
}

/** How the stand-in answers one request. */
export type StandInAnswer =
  | {
      readonly kind: 'message';
      readonly blocks: readonly StandInBlock[];
      readonly stopReason?: string;
      readonly usage?: Readonly<Record<string, number>>;
      /** Milliseconds before the headers, and between two events. */
      readonly before?: number;
      readonly between?: number;
      /** Breaks the connection after so many events. */
      readonly cutAfter?: number;
    }
  /** Refuses, as the API writes it: an error of this type. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly before?: number }
  /** Writes these chunks as they are; then ends, breaks the connection or leaves it open. */
  | { readonly kind: 'raw'; readonly chunks: readonly string[]; readonly then: 'end' | 'cut' | 'hang'; readonly between?: number; readonly type?: string }
  /** Words without end. */
  | { readonly kind: 'endless'; readonly every: number; readonly word?: string; readonly pingsOnly?: boolean }
  /** No answer at all: stays silent, or breaks the connection. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'drop' };

export interface StandInRequest {
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
  /** The body as it came. */
  readonly text: string;
  readonly body: StandInBody;
}

/** What the stand-in reads of a request to the Messages API. */
export interface StandInBody {
  readonly model: string;
  readonly max_tokens: number;
  readonly stream?: boolean;
  readonly system: readonly { readonly type: string; readonly text: string; readonly cache_control?: unknown }[];
  readonly messages: readonly { readonly role: string; readonly content: readonly StandInPart[] }[];
  readonly [other: string]: unknown;
}

export type StandInPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'document'; readonly title?: string | null; readonly source: { readonly data: string }; readonly citations?: { readonly enabled: boolean } };

export interface StandInApi {
  /** `http://127.0.0.1:port`, for `ANTHROPIC_BASE_URL`. */
  readonly origin: string;
  /** Every request so far. */
  readonly requests: StandInRequest[];
  /** Calls being answered just now. */
  open(): number;
  /** The most calls that were open at one time. */
  readonly mostOpen: number;
  /** From now on requests are answered so; one after another from a list, the last of it for all that follow. */
  answer(script: StandInAnswer | readonly StandInAnswer[] | ((request: StandInRequest) => StandInAnswer)): void;
  close(): Promise<void>;
}

/**
 * A server on a loopback port that speaks the Messages API's streaming protocol, citations included. Unless told otherwise it
 * answers sensibly from the request (`writeAnswer`). Requests are kept to be looked at (`keep: false` for benches).
 */
export async function startStandInApi({ keep = true }: { readonly keep?: boolean } = {}): Promise<StandInApi> {
  const requests: StandInRequest[] = [];
  let open = 0;
  let mostOpen = 0;
  let choose: (request: StandInRequest) => StandInAnswer = writeAnswer;
  const server = createServer((incoming, response) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => (open -= 1));
    response.on('error', () => undefined);
    void (async () => {
      let text = '';
      incoming.setEncoding('utf8');
      for await (const chunk of incoming) text += chunk as string;
      const request: StandInRequest = { headers: incoming.headers, path: incoming.url ?? '', text, body: JSON.parse(text) as StandInBody };
      if (keep) requests.push(request);
      await play(!sentKey(request) ? { kind: 'status', status: 401 } : choose(request), request, response);
    })().catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    open: () => open,
    get mostOpen() {
      return mostOpen;
    },
    answer(script) {
      if (typeof script === 'function') choose = script;
      else if ('kind' in script) choose = () => script;
      else {
        const left = [...script];
        choose = () => (left.length > 1 ? left.shift() : left[0]) ?? { kind: 'drop' };
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** The key as the SDK sends it, by either of the API's two ways. */
export function sentKey({ headers }: Pick<StandInRequest, 'headers'>): string {
  const alone = headers['x-api-key'];
  return typeof alone === 'string' ? alone : (headers.authorization?.replace(/^Bearer /, '') ?? '');
}

async function play(answer: StandInAnswer, request: StandInRequest, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const pause = (milliseconds: number | undefined): Promise<unknown> => (milliseconds ? wait(milliseconds, undefined, { signal: gone.signal }) : Promise.resolve());
  switch (answer.kind) {
    case 'silent':
      return;
    case 'drop':
      response.destroy();
      return;
    case 'status': {
      await pause(answer.before);
      const type = { 400: 'invalid_request_error', 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error', 429: 'rate_limit_error', 529: 'overloaded_error' }[answer.status] ?? 'api_error';
      response.writeHead(answer.status, { 'content-type': 'application/json', 'request-id': 'req_stand_in', ...answer.headers });
      // Error texts quote what came, the key included: the harshest API there could be.
      response.end(answer.body ?? JSON.stringify({ type: 'error', error: { type, message: `refused ${sentKey(request)} ${request.text.slice(0, 400)}` } }));
      return;
    }
    case 'raw':
      response.writeHead(200, { 'content-type': answer.type ?? 'text/event-stream' });
      response.flushHeaders();
      for (const chunk of answer.chunks) {
        response.write(chunk);
        await pause(answer.between ?? 5);
      }
      if (answer.then === 'end') response.end();
      if (answer.then === 'cut') response.destroy();
      return;
    case 'endless': {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const [start = '', beginBlock = ''] = messageEvents(request.body.model, [{ text: '' }]);
      response.write(start + beginBlock);
      for (;;) {
        await pause(answer.every);
        const event = answer.pingsOnly ? { type: 'ping' } : { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: answer.word ?? 'word ' } };
        if (!response.write(writeEvent(event))) await once(response, 'drain', { signal: gone.signal });
        if (gone.signal.aborted) return;
      }
    }
    case 'message': {
      await pause(answer.before);
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'request-id': 'req_stand_in' });
      const events = messageEvents(request.body.model, answer.blocks, answer.stopReason, answer.usage);
      for (const [at, event] of events.entries()) {
        if (at === answer.cutAfter) {
          await wait(20);
          response.destroy();
          return;
        }
        response.write(event);
        await pause(answer.between);
      }
      response.end();
    }
  }
}

/** One event as the API writes it. */
export function writeEvent(event: { readonly type: string; readonly [other: string]: unknown }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** A whole message as the API streams it: each block's text in pieces, then its citations. */
export function messageEvents(model: string, blocks: readonly StandInBlock[], stopReason = 'end_turn', usage: Readonly<Record<string, number>> = {}): string[] {
  const total = { input_tokens: 320, cache_creation_input_tokens: 0, cache_read_input_tokens: 2048, output_tokens: 64, ...usage };
  return [
    writeEvent({ type: 'message_start', message: { id: 'msg_stand_in', type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null, usage: { ...total, output_tokens: 1 } } }),
    ...blocks.flatMap(({ text, citations }, index) => [
      writeEvent({ type: 'content_block_start', index, content_block: { type: 'text', text: '', ...(citations ? { citations: [] } : {}) } }),
      ...(index === 0 ? [writeEvent({ type: 'ping' })] : []),
      ...pieces(text).map((piece) => writeEvent({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: piece } })),
      ...(citations ?? []).map((citation) => {
        const whole = { type: 'char_location', document_title: null, file_id: null, ...citation };
        return writeEvent({ type: 'content_block_delta', index, delta: { type: 'citations_delta', citation: whole } });
      }),
      writeEvent({ type: 'content_block_stop', index }),
    ]),
    writeEvent({ type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: total }),
    writeEvent({ type: 'message_stop' }),
  ];
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,24}/gu) ?? [];
}

/**
 * An answer from what was asked: a greeting with the customer's token where the ticket has one, the first document's first sentence with its
 * citation, and the shop's name. Reworked drafts say so, so that a test can tell them apart.
 */
export function writeAnswer({ body }: Pick<StandInRequest, 'body'>): StandInAnswer {
  const parts = body.messages.at(-1)?.content ?? [];
  const documents = parts.flatMap((part) => (part.type === 'document' ? [part.source.data] : []));
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const ticket = readTicket(texts[0] ?? '');
  const name = /\[NAME_\d+\]/.exec(JSON.stringify(ticket.messages ?? ''))?.[0];
  const variant = /Rework the draft: "(\w+)"/.exec(texts.at(-1) ?? '')?.[1];
  const [document] = documents;
  const sentence = /\S[^.!?]*[.!?]?/.exec(document ?? '')?.[0].trimEnd() ?? '';
  const start = document?.indexOf(sentence) ?? 0;
  const citation: StandInCitation = {
    document_index: 0,
    // The API counts characters, not code units.
    start_char_index: Array.from((document ?? '').slice(0, start)).length,
    end_char_index: Array.from((document ?? '').slice(0, start + sentence.length)).length,
    cited_text: sentence,
  };
  return {
    kind: 'message',
    blocks: [
      { text: `Hello${name === undefined ? '' : ` ${name}`},\n\n${variant === undefined ? 'thank you for your message.' : `this is the ${variant} version.`} ` },
      ...(sentence === '' ? [{ text: 'A colleague will look at your question.' }] : [{ text: sentence, citations: [citation] }]),
      { text: `\n\nWarm wishes,\n${ticket.shop ?? 'the shop'}` },
    ],
  };
}

/** The ticket as the fenced JSON has it. */
export function readTicket(text: string): { readonly shop?: string; readonly messages?: unknown; readonly [other: string]: unknown } {
  const [, json = '{}'] = /^<ticket>\n([\s\S]*)\n<\/ticket>$/.exec(text) ?? [];
  return JSON.parse(json) as { readonly shop?: string };
}
