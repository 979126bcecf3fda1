import { ReplyFailure } from './reply-failure.ts';

/**
 * The request's JSON, read no further than `most` bytes whatever its headers promise, and no longer than `within` milliseconds.
 * Throws a `ReplyFailure`.
 */
export async function readBody(request: Request, most: number, within: number): Promise<{ readonly value: unknown; readonly bytes: number }> {
  const tooLarge = (): ReplyFailure => new ReplyFailure('too-large', `The request is larger than ${most} bytes. Send fewer or shorter messages and passages.`);
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge();
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  if (!reader) throw new ReplyFailure('bad-request', 'The request is empty.');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const clock = { late: false };
  const timer = setTimeout(() => {
    clock.late = true;
    void reader.cancel().catch(() => undefined);
  }, within);
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > most) {
        void reader.cancel().catch(() => undefined);
        throw tooLarge();
      }
      text += decoder.decode(value, { stream: true });
    }
    if (clock.late) throw new Error('late');
    text += decoder.decode();
    return { value: JSON.parse(text) as unknown, bytes };
  } catch (error) {
    if (error instanceof ReplyFailure) throw error;
    if (request.signal.aborted) throw new ReplyFailure('bad-request', 'The request broke off.', { aborted: true });
    throw new ReplyFailure('bad-request', clock.late ? 'The request did not arrive in time. Send it again.' : 'The request is no JSON in UTF-8.');
  } finally {
    clearTimeout(timer);
  }
}
