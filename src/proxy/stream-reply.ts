import type { ReplyEvent } from '../replies/reply-event.ts';
import type { UpstreamReply } from './ask-upstream.ts';
import { ReplyFailure } from './reply-failure.ts';

/** How a stream ended; null when it ended well. */
export type StreamEnd = ReplyFailure | null;

const encoder = new TextEncoder();
/** A comment, which every reader of server-sent events passes over: it keeps the connection from looking dead. */
const heartbeat = encoder.encode(':\n\n');

/**
 * A reply as server-sent events. It reads from the API only what the asker takes, so that a slow asker fills no memory, and ends the call to
 * the API when the asker leaves. `ended` is called once, with the bytes written.
 */
export function streamReply(reply: UpstreamReply, beatEvery: number, ended: (end: StreamEnd, bytes: number) => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  let waiting: Promise<Uint8Array<ArrayBuffer> | null> | null = null;
  let failure: StreamEnd = null;
  let bytes = 0;
  let open = true;
  let pulling = false;

  function finish(end: StreamEnd): void {
    if (!open) return;
    open = false;
    reply.abort();
    ended(end, bytes);
  }

  /** Never rejects: a failure is the last event. */
  async function next(): Promise<Uint8Array<ArrayBuffer> | null> {
    if (failure !== null) return null;
    try {
      const events = await reply.next();
      return events === null ? null : encode(events);
    } catch (error) {
      failure = error instanceof ReplyFailure ? error : new ReplyFailure('upstream-failed', 'The server failed while it passed the reply on. Ask again.');
      return encode([{ type: 'error', ...failure.error }]);
    }
  }

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        // An asker who has stopped reading is not asked again: the clock ends the reply all the same.
        reply.signal.addEventListener('abort', () => {
          if (!open || pulling) return;
          failure = reply.signal.reason instanceof ReplyFailure ? reply.signal.reason : null;
          if (failure) controller.enqueue(encode([{ type: 'error', ...failure.error }]));
          controller.close();
          finish(failure);
        }, { once: true });
      },
      async pull(controller) {
        pulling = true;
        waiting ??= next();
        const chunk = await orBeat(waiting, beatEvery);
        pulling = false;
        if (!open) return;
        if (chunk !== heartbeat) waiting = null;
        if (chunk === null) {
          controller.close();
          finish(failure);
          return;
        }
        bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
      cancel() {
        finish(new ReplyFailure('upstream-cut', 'Nobody waits for this reply any more.', { aborted: true }));
      },
    },
    { highWaterMark: 0 },
  );
}

function encode(events: readonly ReplyEvent[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
}

async function orBeat<T>(waiting: Promise<T>, after: number): Promise<T | typeof heartbeat> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([waiting, new Promise<typeof heartbeat>((resolve) => (timer = setTimeout(() => resolve(heartbeat), after)))]);
  } finally {
    clearTimeout(timer);
  }
}
