/**
 * The proxy for edge hosts that call `fetch(request, env)`: the same app as `npm start` serves beside
 * the desk, without the desk. Settings are read from the host's environment; counters are those of one isolate.
 */
import type { Hono } from 'hono';
import { readEnvironment, type Environment } from './read-environment.ts';
import { createReplyApp } from './reply-app.ts';

let kept: { readonly settings: string; readonly app: Hono } | null = null;

/** One app for as long as the settings are the same: it holds the counters, and a host may hand over a new object each time. */
function appFor(environment: Environment): Hono | string {
  const settings = readEnvironment(environment);
  if (!settings.ok) return settings.message;
  const written = JSON.stringify(settings.value);
  if (kept?.settings !== written) {
    kept = { settings: written, app: createReplyApp({ settings: settings.value, log: (entry) => console.log(JSON.stringify(entry)) }) };
  }
  return kept.app;
}

/** The host's entry. A wrong setting is told in the host's log and answered with 500, which says nothing of it. */
export default {
  fetch(request: Request, environment: Environment = {}): Response | Promise<Response> {
    const app = appFor(environment);
    if (typeof app !== 'string') return app.fetch(request, environment);
    console.error(`tabdesk: ${app}`);
    return Response.json({ error: { code: 'upstream-refused', message: 'This server’s settings are wrong; its log says which. Whoever runs the desk has to look at it.' } }, { status: 500, headers: { 'cache-control': 'no-store' } });
  },
};
