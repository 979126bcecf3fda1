import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReplyError, ReplyEvent } from '../../src/replies/reply-event.ts';
import { ask, lampRequest, readEvents, serveReplies, textOf, type ReplyServer } from './serve-replies.ts';
import { startStandInApi, type StandInApi } from './stand-in-api.ts';

let api: StandInApi;
let server: ReplyServer;
beforeAll(async () => {
  api = await startStandInApi();
  server = await serveReplies({ ANTHROPIC_BASE_URL: api.origin });
});
afterAll(async () => {
  await server.close();
  await api.close();
});

describe('a reply', () => {
  it('comes as events: start, text and citations by block, usage, done', async () => {
    const response = await ask(server.origin);
    expect(response.status).toBe(200);
    const events = readEvents(await response.text());
    expect(events[0]).toEqual({ type: 'start', model: 'claude-sonnet-5-5' });
    expect(textOf(events)).toContain('[NAME_1]');
  });
});
